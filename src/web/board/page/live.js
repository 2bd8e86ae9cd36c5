// The connection to talkbell, and the clock. Each event holds the whole state, so one that was lost does no harm.

import { say } from "./elements.js";

const body = document.body;
export const words = JSON.parse(body.dataset.words);

/** Milliseconds without a word after which a connection is taken for dead. talkbell says something every ten seconds. */
const SILENCE = 25_000;
/** Milliseconds for which a lost connection is not worth a word. */
const GRACE = 1_500;
/** Milliseconds between two tries, where the browser does not try again by itself; longer each time. */
const FIRST_TRY = 500;
const LAST_TRY = 5_000;
/** Seconds left that are little. */
const SOON = 120;

const top = Object.fromEntries(["title", "slot", "clock", "time", "counts", "lost"].map((id) => [id, document.getElementById(id)]));
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

let pace = { now: 0, speed: 0, at: 0 };
let slot = null;

/** Calls `show` with each state of the board; what comes between two whole ones are votes, in a new order. */
export function follow(show) {
  let source, heard, again;
  let wait = FIRST_TRY;
  let lost = performance.now();

  const connect = () => {
    source?.close();
    heard = performance.now();
    source = new EventSource(body.dataset.events);
    source.onopen = () => { wait = FIRST_TRY; };
    source.onerror = () => {
      lost ??= performance.now();
      // Any answer but the stream, such as a proxy's while talkbell restarts, ends the browser's own tries.
      if (source.readyState === EventSource.CLOSED) tryAgain();
    };
    on("hello", ({ version }) => {
      // talkbell is a newer one than this page.
      if (version !== body.dataset.version) location.reload();
    });
    on("clock", ({ now_ms, speed }) => { pace = { now: now_ms, speed, at: performance.now() }; tick(); });
    on("gone", () => say(top.slot, words["board-unknown"]));
    let last = null;
    const whole = (board) => {
      last = board;
      say(top.title, board.title);
      say(top.slot, board.slot.title);
      slot = board.slot;
      tick();
      show(board);
      body.dataset.shown = String(Number(body.dataset.shown ?? 0) + 1);
    };
    on("board", whole);
    on("votes", ({ open }) => {
      const known = new Map(last?.open.map((shown) => [shown.id, shown]));
      const rows = open.map(([id, votes, wanted]) => ({ ...known.get(id), votes, wanted }));
      whole({ ...last, open: rows });
    });
  };
  const on = (name, take) => source.addEventListener(name, ({ data }) => {
    heard = performance.now();
    lost = null;
    top.lost.hidden = true;
    take(JSON.parse(data));
  });
  const tryAgain = () => {
    clearTimeout(again);
    // Those who lost it together must not come back together.
    again = setTimeout(connect, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LAST_TRY);
  };

  connect();
  setInterval(() => {
    if (performance.now() - heard > SILENCE) { lost ??= heard; connect(); }
    top.lost.hidden = lost === null || performance.now() - lost < GRACE;
    tick();
  }, 250);
}

function tick() {
  const until = slot?.until_ms ?? null;
  top.clock.hidden = until === null || pace.at === 0;
  if (top.clock.hidden) return;
  const now = pace.now + (performance.now() - pace.at) * pace.speed;
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const time = timeOfDay.format(until);
  say(top.time, duration(seconds));
  say(top.counts, `${slot.label} · ${slot.runs ? words["board-until"].replace("{time}", time) : time}`);
  top.clock.classList.toggle("soon", slot.runs && seconds <= SOON);
}

function duration(seconds) {
  const pad = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  // Days ahead, nobody counts the seconds.
  if (hours > 48) return `${Math.floor(hours / 24)} d`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
