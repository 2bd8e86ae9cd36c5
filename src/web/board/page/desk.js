// The board on the moderator's phone: what is asked, what is fair to ask next, what waits for approval, and all of it by talk.

import { element, foreign, question } from "./elements.js";
import { follow, words } from "./live.js";

const desk = document.getElementById("desk");
/** The talks whose answered questions were opened by hand. */
const opened = new Set();

follow((board) => {
  const next = board.next?.id;
  const parts = [
    board.current && section("current", words["board-current"], [board.current]),
    board.next && section("next", words["board-next"], [board.next]),
    board.held.length > 0 && section("held", `${words["board-held"]} (${board.held.length})`, board.held),
    ...board.talks.map((talk) => pile(talk, next)),
  ];
  // Where the reader is stays where it is.
  const at = document.scrollingElement.scrollTop;
  desk.replaceChildren(...parts.filter(Boolean));
  document.scrollingElement.scrollTop = at;
});

function section(id, head, questions) {
  const made = element("section", `part ${id}`, element("h2", "", head), element("ol", "questions", ...questions.map((shown) => question(shown))));
  made.id = id;
  return made;
}

function pile(talk, next) {
  const made = element("section", "part pile", foreign("talk", talk.title));
  made.firstElementChild.setAttribute("role", "heading");
  made.firstElementChild.setAttribute("aria-level", "2");
  if (talk.speakers) made.append(foreign("speakers", talk.speakers));
  if (talk.empty) made.append(element("p", "untouched", talk.empty));
  if (talk.open.length) made.append(element("ol", "questions", ...talk.open.map((shown) => question(shown, shown.id === next ? "fair" : ""))));
  if (talk.answered.length) made.append(answered(talk));
  return made;
}

function answered(talk) {
  const rows = element("ol", "questions", ...talk.answered.map((shown) => question(shown)));
  const made = element("details", "answered", element("summary", "", talk.answered_words), rows);
  made.open = opened.has(talk.title);
  made.addEventListener("toggle", () => (made.open ? opened.add(talk.title) : opened.delete(talk.title)));
  return made;
}
