// The board for everybody: on a projector, over a stream, on one's own screen.

import { list, say } from "./elements.js";
import { follow, words } from "./live.js";

const part = Object.fromEntries(
  ["current", "current-text", "current-about", "waiting", "waiting-head", "questions", "empty", "hint", "answered", "more"].map((id) => [id, document.getElementById(id)]),
);
const view = document.documentElement.dataset.view;
/** As in the style: there the page is a screen that nobody scrolls. */
const wide = matchMedia("(min-width: 900px) and (min-aspect-ratio: 5/4)");
/** The largest type first; the first that leaves room for the questions below is taken. */
const SIZES = ["large", "middle", "small", "least"];

let open = 0;

follow((board) => {
  part.current.hidden = !board.current;
  say(part["current-text"], board.current?.text ?? "");
  say(part["current-about"], board.current?.about ?? "");
  const glide = list(part.questions, board.open);
  open = board.open.length;
  part["waiting-head"].hidden = open === 0;
  const empty = open === 0 && !board.current;
  say(part.empty, empty ? board.empty : "");
  say(part.hint, empty ? "" : board.hint);
  say(part.answered, board.answered);
  fit();
  glide();
});
new ResizeObserver(fit).observe(document.documentElement);
document.fonts.ready.then(fit);

/** What is asked now is shown whole, in the largest type in which it takes half the screen at most. Of what waits, whole rows are shown, and the rest is counted. */
function fit() {
  const scrolls = view === "list" || (view === "screen" && !wide.matches);
  fitCurrent(scrolls);
  const rows = [...part.questions.children];
  rows.forEach((row) => row.classList.remove("beyond"));
  if (scrolls) return say(part.more, "");
  const floor = part.waiting.getBoundingClientRect().bottom + 1;
  const beyond = rows.findIndex((row) => row.getBoundingClientRect().bottom > floor);
  const hidden = beyond < 0 ? [] : rows.slice(beyond);
  hidden.forEach((row) => row.classList.add("beyond"));
  say(part.more, hidden.length ? words["board-more"].replace("{count}", hidden.length) : "");
}

function fitCurrent(scrolls) {
  const most = innerHeight / 2;
  for (const size of SIZES) {
    part.current.dataset.size = size;
    if (!scrolls && part.current.getBoundingClientRect().height <= most) return;
  }
}
