// Says an instant in the reader's zone, the way Discord does.

/** The page speaks English, so its times do too: the reader's own English, else the British with its 24 hours. Zones are the reader's. */
export const LOCALE = (globalThis.navigator?.languages ?? []).find((language) => /^en\b/u.test(language)) ?? "en-GB";

/** Discord's styles t T d D f F R, and `header` ("Today at 18:00") for a message's head. `unix` and `now` are seconds. */
export function sayTime(unix, style, now) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return "Invalid date";
  if (style === "R") return sayRelative(unix - now);
  if (style === "header") return sayHeader(date, new Date(now * 1000));
  return format(style).format(date);
}

/** "in 5 minutes", "3 hours ago"; `seconds` is the distance from now, negative for the past. */
export function sayRelative(seconds) {
  for (const [unit, length, limit] of UNITS) {
    const amount = Math.round(Math.abs(seconds) / length);
    if (amount < limit) return relative.format(seconds < 0 ? -amount : amount, unit);
  }
  return relative.format(Math.round(seconds / 31_557_600), "year");
}

/** The whole instant in the reader's zone and in UTC, for a hover. */
export function sayFully(unix) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return "Invalid date";
  return `${format("F").format(date)} · ${sayUtc(date)}`;
}

/** "Thu, 22 Jul 2021 01:00:00 UTC". */
export function sayUtc(date) {
  return date.toUTCString().replace("GMT", "UTC");
}

/** Rewrites every live time below `root` for session time `now` (seconds); untouched ones are left alone. */
export function refreshTimes(root, now) {
  for (const element of root.querySelectorAll("time[data-live]")) {
    const said = sayTime(Number(element.dataset.unix), element.dataset.live, now);
    if (element.textContent !== said) element.textContent = said;
  }
}

const UNITS = [
  ["second", 1, 60],
  ["minute", 60, 60],
  ["hour", 3600, 24],
  ["day", 86_400, 30],
  ["month", 2_629_800, 12],
];

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });
const formats = new Map();

function format(style) {
  if (!formats.has(style)) formats.set(style, new Intl.DateTimeFormat(LOCALE, STYLES[style] ?? STYLES.f));
  return formats.get(style);
}

function sayHeader(date, today) {
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  const time = format("t").format(date);
  if (date.toDateString() === today.toDateString()) return `Today at ${time}`;
  if (date.toDateString() === yesterday.toDateString()) return `Yesterday at ${time}`;
  return `${format("d").format(date)} ${time}`;
}
