// Builds what is shown. Foreign text only ever becomes a text node, so nothing that is shown can run.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** An element with a class and children; a text becomes a text node. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A paragraph of foreign text, in the direction of its own language. */
export function foreign(className, text) {
  const made = element("p", className, text);
  made.dir = "auto";
  return made;
}

/** Lets an element say this; what is empty is hidden. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = text === "";
}

/** Characters from which a question is long. */
const LONG = 160;

/** One question: how many want it, what is asked, about what and by whom. */
export function question(shown, marker = "") {
  const row = element("li", `question ${marker}`, votes(shown), element("div", "asked", foreign(shown.text.length > LONG ? "text long" : "text", shown.text), foreign("about", shown.about)));
  row.dataset.id = shown.id;
  return row;
}

/** Lets a list show these questions. Rows are kept, so that one which rises is seen to rise. */
export function list(node, questions) {
  const before = new Map([...node.children].map((row) => [row.dataset.id, row]));
  const tops = new Map([...before].map(([id, row]) => [id, row.getBoundingClientRect().top]));
  const rows = questions.map((shown) => renewed(before.get(String(shown.id)), shown));
  // Only what is out of place is moved: a row that is taken out and put back loses its animation.
  rows.forEach((row, at) => {
    if (node.children[at] !== row) node.insertBefore(row, node.children[at] ?? null);
  });
  while (node.children.length > rows.length) node.lastElementChild.remove();
  return () => rows.forEach((row) => glide(row, tops.get(row.dataset.id)));
}

function renewed(row, shown) {
  if (!row) return question(shown);
  say(row.querySelector(".text"), shown.text);
  say(row.querySelector(".about"), shown.about);
  const count = row.querySelector(".count");
  if (count.textContent !== String(shown.votes)) {
    count.textContent = shown.votes;
    count.parentElement.title = shown.wanted;
    count.parentElement.setAttribute("aria-label", shown.wanted);
  }
  return row;
}

function votes(shown) {
  const arrow = element("span", "arrow", "▲");
  arrow.setAttribute("aria-hidden", "true");
  const pill = element("span", "votes", arrow, element("span", "count", String(shown.votes)));
  pill.title = shown.wanted;
  pill.setAttribute("role", "img");
  pill.setAttribute("aria-label", shown.wanted);
  return pill;
}

function glide(row, from) {
  if (from === undefined || STILL.matches) return;
  const way = from - row.getBoundingClientRect().top;
  if (Math.abs(way) > 1) row.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], { duration: 220, easing: "ease-out" });
}
