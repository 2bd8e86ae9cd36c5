// Draws parsed markdown as page nodes.
import { h } from "./dom.js";
import { parse, parseLine } from "./markdown.js";
import { sayFully, sayTime } from "./times.js";

/** A message's or embed's text. `context` is { people, clock, openChannel, mentionEveryone }. */
export function prose(text, context) {
  return drawAll(parse(text), context);
}

/** One line of it, for titles and field names. */
export function proseLine(text, context) {
  return drawAll(parseLine(text), context);
}

/** A time that follows the session clock: relative ones and heads are rewritten as it runs. */
export function timeNode(unix, style, context, className) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return h("span", { class: className, text: "Invalid date" });
  const live = style === "R" || style === "header";
  return h("time", {
    class: className,
    datetime: date.toISOString(),
    title: sayFully(unix),
    dataset: live ? { live: style, unix } : {},
    text: sayTime(unix, style, context.clock.seconds()),
  });
}

const DRAW = {
  text: (node) => node.text,
  break: () => h("br"),
  paragraph: (node, context) => h("div", { class: "paragraph" }, drawAll(node.children, context)),
  strong: (node, context) => h("strong", {}, drawAll(node.children, context)),
  em: (node, context) => h("em", {}, drawAll(node.children, context)),
  underline: (node, context) => h("u", {}, drawAll(node.children, context)),
  strike: (node, context) => h("s", {}, drawAll(node.children, context)),
  spoiler: (node, context) => spoiler(drawAll(node.children, context)),
  code: (node) => h("code", { text: node.text }),
  codeblock: (node) => h("pre", { tabindex: "0" }, h("code", { text: node.text })),
  quote: (node, context) => h("blockquote", {}, h("div", {}, drawAll(node.children, context))),
  // A message is one entry of a log, not a section of the page: its headings look like headings and stay out of the outline.
  heading: (node, context) => h("div", { class: `heading heading-${node.level}` }, drawAll(node.children, context)),
  subtext: (node, context) => h("div", { class: "subtext" }, drawAll(node.children, context)),
  list: drawList,
  link: (node, context) =>
    h("a", { href: node.href, target: "_blank", rel: "noopener noreferrer", title: node.href }, drawAll(node.children, context)),
  time: (node, context) => timeNode(node.unix, node.style, context, "stamp"),
  everyone: (node, context) => (context.mentionEveryone ? h("span", { class: "mention", text: node.text }) : node.text),
  mention: drawMention,
};

function drawAll(nodes, context) {
  return nodes.map((node) => DRAW[node.type]?.(node, context) ?? "");
}

function drawList(node, context) {
  const items = node.items.map((item) => h("li", {}, drawAll(item.children, context), drawAll(item.lists, context)));
  return node.ordered ? h("ol", { start: node.start }, items) : h("ul", {}, items);
}

function drawMention(node, context) {
  if (node.kind === "channel") return channelMention(node.id, context);
  if (node.kind === "command") return h("span", { class: "mention", text: `/${node.id}` });
  const name = node.kind === "role" ? context.people.roleName(node.id) : context.people.userName(node.id);
  return h("span", { class: "mention", text: `@${name ?? `unknown-${node.kind}`}` });
}

function channelMention(id, context) {
  const name = context.people.channelName(id);
  if (!name) return h("span", { class: "mention", text: "#unknown" });
  return h("button", { type: "button", class: "mention", text: `#${name}`, onclick: () => context.openChannel(id) });
}

function spoiler(children) {
  const hidden = h("span", { class: "spoiler-text", inert: true }, children);
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, press to show" }, hidden);
  const reveal = () => {
    cover.classList.add("shown");
    hidden.removeAttribute("inert");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return cover;
}
