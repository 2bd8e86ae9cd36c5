// Reads Discord's markdown into a tree of plain values. It knows no page, so Node can test it; see prose.js for the drawing.

/** Reads a whole message or embed text: paragraphs, quotes, headings, lists, code. */
export function parse(text) {
  return parseBlocks(String(text ?? "").replace(/\r\n?/gu, "\n"), { depth: 0, quoted: false, linked: false });
}

/** Reads one line, as in an embed's title: styles and links, no headings or lists. */
export function parseLine(text) {
  return parseInline(String(text ?? ""), { depth: 0, quoted: true, linked: false });
}

/** The address if it is http or https and well formed, else undefined: no other scheme may become a link. */
export function safeUrl(address) {
  try {
    const url = new URL(String(address));
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

// Deeper nesting than anyone writes; keeps hostile input from exhausting the stack.
const MAX_DEPTH = 12;
const LAST_INSTANT_S = 8_640_000_000_000;

const QUOTE_REST = /(?: {0,3})>>> ([^]*)/y;
const QUOTE_LINES = /(?:> [^\n]*(?:\n|$))+/y;
const HEADING = /(#{1,3}|-#) +([^\n]*\S[^\n]*)(?:\n|$)/y;
const LIST = /(?: *(?:[-*]|\d{1,9}\.) +[^\n]*\S[^\n]*(?:\n|$))+/y;
const LIST_LINE = /^( *)([-*]|\d{1,9}\.) +(.*)$/u;

function parseBlocks(text, within) {
  const blocks = [];
  let at = 0;
  while (at < text.length) {
    const taken = takeBlock(text, at, within) ?? takeParagraph(text, at, within);
    blocks.push(...taken.nodes);
    at = taken.end;
  }
  return blocks;
}

function takeBlock(text, at, within) {
  return takeQuote(text, at, within) ?? takeHeading(text, at, within) ?? takeList(text, at, within);
}

function takeQuote(text, at, within) {
  if (within.quoted) return undefined;
  const inside = { ...within, quoted: true };
  const rest = matchAt(QUOTE_REST, text, at);
  if (rest) return { nodes: [{ type: "quote", children: parseBlocks(rest[1], inside) }], end: text.length };
  const lines = matchAt(QUOTE_LINES, text, at);
  if (!lines) return undefined;
  const body = lines[0].replace(/\n$/u, "").replace(/^> /gmu, "");
  return { nodes: [{ type: "quote", children: parseBlocks(body, inside) }], end: at + lines[0].length };
}

function takeHeading(text, at, within) {
  const found = matchAt(HEADING, text, at);
  if (!found) return undefined;
  const children = parseInline(found[2].trim(), within);
  const node = found[1] === "-#" ? { type: "subtext", children } : { type: "heading", level: found[1].length, children };
  return { nodes: [node], end: at + found[0].length };
}

function takeList(text, at, within) {
  const found = matchAt(LIST, text, at);
  if (!found) return undefined;
  return { nodes: listTree(found[0].replace(/\n$/u, "").split("\n"), within), end: at + found[0].length };
}

function listTree(lines, within) {
  const roots = [];
  const open = []; // the lists that may still grow, outermost first
  for (const line of lines) {
    const [, indent, mark, body] = LIST_LINE.exec(line) ?? [undefined, "", "-", line];
    const ordered = mark.endsWith(".");
    const level = Math.min(Math.floor(indent.length / 2), open.length, MAX_DEPTH);
    open.length = Math.min(open.length, level + 1);
    if (!open[level] || open[level].ordered !== ordered) {
      const list = { type: "list", ordered, start: ordered ? Number.parseInt(mark, 10) : undefined, items: [] };
      const parent = open[level - 1];
      (parent ? parent.items[parent.items.length - 1].lists : roots).push(list);
      open[level] = list;
    }
    open[level].items.push({ children: parseInline(body, within), lists: [] });
  }
  return roots;
}

function takeParagraph(text, at, within) {
  let end = pastFences(text, at, lineEnd(text, at));
  while (end < text.length && !startsBlock(text, end, within)) end = pastFences(text, end, lineEnd(text, end));
  const body = text.slice(at, end).replace(/\n$/u, "");
  return { nodes: [{ type: "paragraph", children: parseInline(body, within) }], end };
}

function startsBlock(text, at, within) {
  if (!within.quoted && (matchAt(/> /y, text, at) || matchAt(/>>> /y, text, at))) return true;
  return Boolean(matchAt(HEADING, text, at) ?? matchAt(LIST, text, at));
}

/** A code block may span lines that look like quotes or lists; the paragraph goes on to its end. */
function pastFences(text, from, lineStop) {
  let end = lineStop;
  let opening = text.indexOf("```", from);
  while (opening !== -1 && opening < end) {
    const closing = text.indexOf("```", opening + 3);
    if (closing === -1) return end;
    if (closing + 3 > end) end = lineEnd(text, closing + 3);
    opening = text.indexOf("```", closing + 3);
  }
  return end;
}

function lineEnd(text, at) {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline + 1;
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

// Rules by the character they start with; the first that matches wins. A rule's node may be undefined: then it does not apply.
const styled = (type) => (found, within) => ({ type, children: parseInline(found[1], { ...within, depth: within.depth + 1 }) });
const mention = (kind) => (found) => ({ type: "mention", kind, id: found[1] });

const RULES = {
  "\\": [{ pattern: /\\([^A-Za-z0-9\s])/y, node: (found) => ({ type: "text", text: found[1] }) }],
  "\n": [{ pattern: /\n/y, node: () => ({ type: "break" }) }],
  "`": [
    {
      pattern: /```(?:([A-Za-z0-9_+\-.#]+)\n)?\n*([^]*?[^\s`][^]*?)\n*```\n?/y,
      node: (found) => ({ type: "codeblock", language: found[1], text: found[2] }),
    },
    { pattern: /(`{1,2})([^]*?[^`])\1(?!`)/y, node: (found) => ({ type: "code", text: found[2] }) },
  ],
  "*": [
    { pattern: /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, node: styled("strong") },
    {
      pattern: /\*(?=\S)((?:\*\*|\\[^]|\s+(?:\\[^]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
      node: styled("em"),
    },
  ],
  _: [
    { pattern: /__((?:\\[^]|[^\\])+?)__(?!_)/y, node: styled("underline") },
    { pattern: /_((?:__|\\[^]|[^\\_])+?)_(?![A-Za-z0-9_])/y, node: styled("em") },
  ],
  "~": [{ pattern: /~~((?:\\[^]|[^\\])+?)~~/y, node: styled("strike") }],
  "|": [{ pattern: /\|\|((?:\\[^]|[^\\])+?)\|\|/y, node: styled("spoiler") }],
  "[": [
    {
      pattern: /\[((?:\\[^]|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?(?:\s+"[^"\n]*")?\s*\)/y,
      node: maskedLink,
    },
  ],
  "<": [
    { pattern: /<@!?(\d{1,20})>/y, node: mention("user") },
    { pattern: /<@&(\d{1,20})>/y, node: mention("role") },
    { pattern: /<#(\d{1,20})>/y, node: mention("channel") },
    { pattern: /<t:(-?\d{1,14})(?::([tTdDfFR]))?>/y, node: timestamp },
    { pattern: /<\/([^\s:>][^:>\n]*):\d{1,20}>/y, node: (found) => ({ type: "mention", kind: "command", id: found[1] }) },
    { pattern: /<a?:([A-Za-z0-9_]{1,32}):\d{1,20}>/y, node: (found) => ({ type: "text", text: `:${found[1]}:` }) },
    { pattern: /<(https?:\/\/[^\s<>]+)>/y, node: (found, within) => plainLink(found[1], within) },
  ],
  "@": [{ pattern: /@(everyone|here)/y, node: (found) => ({ type: "everyone", text: found[0] }) }],
  h: [{ pattern: /https?:\/\/[^\s<]+/y, node: (found, within) => bareLink(found, within) }],
};

function parseInline(text, within) {
  if (within.depth > MAX_DEPTH) return [{ type: "text", text }];
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push({ type: "text", text: plain });
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    const found = firstMatch(text, at, within);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    at += found.length;
    if (found.node.type === "text") {
      plain += found.node.text;
      continue;
    }
    flush();
    if (found.node.type === "codeblock" && nodes[nodes.length - 1]?.type === "break") nodes.pop();
    nodes.push(found.node);
  }
  flush();
  return nodes;
}

function firstMatch(text, at, within) {
  for (const rule of RULES[text[at]] ?? []) {
    const found = matchAt(rule.pattern, text, at);
    const node = found && rule.node(found, within);
    if (node) return { node, length: node.taken ?? found[0].length };
  }
  return undefined;
}

function maskedLink(found, within) {
  const href = safeUrl(found[2]);
  // A label that shows another address would mislead; Discord leaves such a link as written, so do we.
  if (!href || within.linked || /https?:\/\//u.test(found[1])) return undefined;
  return { type: "link", href, children: parseInline(found[1], { ...within, linked: true, depth: within.depth + 1 }) };
}

function plainLink(address, within) {
  const href = safeUrl(address);
  if (!href || within.linked) return undefined;
  return { type: "link", href, children: [{ type: "text", text: address }] };
}

function bareLink(found, within) {
  let address = found[0].replace(/[.,:;"'!?*_~|\]]+$/u, "");
  while (address.endsWith(")") && count(address, ")") > count(address, "(")) address = address.slice(0, -1);
  const link = plainLink(address, within);
  return link && { ...link, taken: address.length };
}

function timestamp(found) {
  const unix = Number(found[1]);
  if (Math.abs(unix) > LAST_INSTANT_S) return undefined;
  return { type: "time", unix, style: found[2] ?? "f" };
}

function count(text, character) {
  return text.split(character).length - 1;
}
