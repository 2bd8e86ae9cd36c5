// Builds page elements. Foreign text only ever becomes a text node, so nothing that is shown can run.

/** Makes an element. `on…` properties listen, `dataset` is merged, booleans become bare attributes, `false`/`undefined` is left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) apply(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Draws a small icon from the path data of a 24 × 24 drawing; hidden from screen readers, since the words beside it say it. */
export function icon(pathData, className = "icon") {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", className);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", pathData);
  drawing.append(path);
  return drawing;
}

/** The page's own drawings. */
export const ICONS = {
  bell: "M12 2a2 2 0 0 0-2 2v.3A6.5 6.5 0 0 0 5.5 10.500v4.200L3.600 17.200A.8.8 0 0 0 4.200 18.500h15.600a.8.8 0 0 0 .6-1.300L18.500 14.700v-4.200A6.500 6.500 0 0 0 14 4.300V4a2 2 0 0 0-2-2Zm-2.500 18a2.500 2.500 0 0 0 5 0Z",
  hash: "M9.300 3 8.600 8H4v2h4.300l-.6 4H3v2h4.400l-.7 5h2l.7-5h4l-.7 5h2l.7-5H20v-2h-4.300l.6-4H21V8h-4.400l.7-5h-2l-.7 5h-4l.7-5Zm1 7h4l-.6 4h-4Z",
  thread: "M4 3h16v12H9l-5 5Zm3 4v2h10V7Zm0 4v2h7v-2Z",
  play: "M7 4.500v15l12.500-7.500Z",
  pause: "M6 4.500h4.200v15H6Zm7.800 0H18v15h-4.200Z",
  menu: "M3 6h18v2.200H3Zm0 5h18v2.200H3Zm0 5h18v2.200H3Z",
  send: "M3 3.500 21.500 12 3 20.500l2.200-7L14 12 5.200 10.500Z",
  eye: "M12 5C6.500 5 2.700 9.600 1.500 12c1.200 2.400 5 7 10.500 7s9.300-4.600 10.500-7C21.300 9.600 17.500 5 12 5Zm0 11.500a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9Zm0-2.300a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400Z",
  reply: "M3 20v-7a6 6 0 0 1 6-6h11v2H9a4 4 0 0 0-4 4v7Z",
  open: "M14 3h7v7h-2V6.400l-8.300 8.300-1.400-1.400L17.600 5H14ZM5 5h5v2H7v10h10v-3h2v5H5Z",
  chevron: "m6 9 6 6 6-6-1.400-1.400L12 12.200 7.400 7.600Z",
  warning: "M12 2.500 1.500 21h21Zm-1 7h2v6h-2Zm0 7.500h2v2h-2Z",
  lock: "M7 10V8a5 5 0 0 1 10 0v2h2v11H5V10Zm2.200 0h5.600V8a2.800 2.800 0 0 0-5.600 0Z",
};

/** A circle with initials, or the bell for the bot. The colour follows from the id, so a person keeps theirs. */
export function avatar(person, className = "avatar") {
  const name = String(person?.username ?? person?.name ?? "?");
  const circle = h("span", { class: className, "aria-hidden": "true", dataset: { tint: tintOf(person) } });
  circle.append(person?.bot ? icon(ICONS.bell) : initials(name));
  return circle;
}

function apply(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "dataset") {
    Object.assign(element.dataset, value);
    return;
  }
  if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
    return;
  }
  if (name === "text") {
    element.textContent = String(value);
    return;
  }
  element.setAttribute(name, value === true ? "" : String(value));
}

function initials(name) {
  const words = name.split(/[\s._-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? "?"];
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

function tintOf(person) {
  if (person?.bot) return "bot";
  let sum = 0;
  for (const character of String(person?.id ?? "")) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return String(sum % 6);
}
