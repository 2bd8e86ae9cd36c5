// Run with `node --test tests/page/`: what the page reads from Discord's markdown, and what it refuses to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, parseLine, safeUrl } from "../../src/rehearsal/page/markdown.js";
import { sayRelative, sayTime } from "../../src/rehearsal/page/times.js";

/** Writes the tree back as short tags, so that a test reads as text. */
function show(nodes) {
  return nodes.map((node) => {
    const inner = node.children ? show(node.children) : "";
    if (node.type === "text") return node.text;
    if (node.type === "break") return "⏎";
    if (node.type === "paragraph") return `(${inner})`;
    if (node.type === "code" || node.type === "codeblock") return `<${node.type}${node.language ? ` ${node.language}` : ""}:${node.text}>`;
    if (node.type === "link") return `<link ${node.href}:${inner}>`;
    if (node.type === "mention") return `<${node.kind} ${node.id}>`;
    if (node.type === "time") return `<time ${node.unix} ${node.style}>`;
    if (node.type === "everyone") return `<${node.text}>`;
    if (node.type === "heading") return `<h${node.level}:${inner}>`;
    if (node.type === "list") return `<${node.ordered ? `ol ${node.start}` : "ul"}:${node.items.map((item) => `[${show(item.children)}${show(item.lists)}]`).join("")}>`;
    return `<${node.type}:${inner}>`;
  }).join("");
}

const reads = (text, expected) => assert.equal(show(parse(text)), expected);

test("styles, alone and inside each other", () => {
  reads("**bold** *em* _em_ __under__ ~~gone~~ ||hush||", "(<strong:bold> <em:em> <em:em> <underline:under> <strike:gone> <spoiler:hush>)");
  reads("***both***", "(<strong:<em:both>>)");
  reads("**bold *and em* here**", "(<strong:bold <em:and em> here>)");
  reads("__under _em_ it__", "(<underline:under <em:em> it>)");
});

test("what is not a style stays as written", () => {
  reads("2 * 3 * 4", "(2 * 3 * 4)");
  reads("snake_case_name", "(snake_case_name)");
  reads("**open", "(**open)");
  reads("a | b || c", "(a | b || c)");
});

test("a backslash takes the meaning away", () => {
  reads("\\*not em\\* \\_nor\\_ \\~\\~this\\~\\~ \\`code\\`", "(*not em* _nor_ ~~this~~ `code`)");
  reads("\\<@1> C:\\path", "(<@1> C:\\path)");
  reads("\\# no heading", "(# no heading)");
  reads("\\[a](https://a.example)", "([a](<link https://a.example/:https://a.example>))");
  reads("**a \\** b**", "(<strong:a ** b>)");
});

test("code is taken literally", () => {
  reads("`**x** <@1>`", "(<code:**x** <@1>>)");
  reads("``a ` b``", "(<code:a ` b>)");
  reads("```rust\nfn main() {}\n```", "(<codeblock rust:fn main() {}>)");
  reads("before\n```\n> not a quote\n- not a list\n```\nafter", "(before<codeblock:> not a quote\n- not a list>after)");
  reads("``` open", "(``` open)");
});

test("quotes, headings, small print", () => {
  reads("> one\n> two\nafter", "<quote:(one⏎two)>(after)");
  reads(">>> all\nthe rest", "<quote:(all⏎the rest)>");
  reads("# A\n## B\n### C\n#### D\n-# small", "<h1:A><h2:B><h3:C>(#### D)<subtext:small>");
  reads("#no heading", "(#no heading)");
  reads("text\n# heading\nmore", "(text)<h1:heading>(more)");
});

test("lists, nested by their indent", () => {
  reads("- a\n  - b\n    - c\n- d", "<ul:[a<ul:[b<ul:[c]>]>][d]>");
  reads("3. three\n4. four", "<ol 3:[three][four]>");
  reads("- a\n1. b", "<ul:[a]><ol 1:[b]>");
  reads("    - far in", "<ul:[far in]>");
  reads("- **x**: <t:1626915600:t>", "<ul:[<strong:x>: <time 1626915600 t>]>");
});

test("mentions and times", () => {
  reads("<@1> <@!2> <@&3> <#4> </now:5> @everyone @here", "(<user 1> <user 2> <role 3> <channel 4> <command now> <@everyone> <@here>)");
  reads("<t:1626915600> <t:1626915600:R> <t:-5:d>", "(<time 1626915600 f> <time 1626915600 R> <time -5 d>)");
  reads("<t:99999999999999:R> <t:1:x> <@abc>", "(<t:99999999999999:R> <t:1:x> <@abc>)");
});

test("only http and https become links", () => {
  reads("[go](https://a.example/b_(c))", "(<link https://a.example/b_(c):go>)");
  reads("see https://a.example/x_y_z. And (https://b.example)", "(see <link https://a.example/x_y_z:https://a.example/x_y_z>. And (<link https://b.example/:https://b.example>))");
  reads("<https://a.example>", "(<link https://a.example/:https://a.example>)");
  reads("[x](javascript:alert(1)) javascript:alert(1)", "([x](javascript:alert(1)) javascript:alert(1))");
  reads("[x](data:text/html,hi)", "([x](data:text/html,hi))");
  assert.equal(safeUrl("JavaScript:alert(1)"), undefined);
  assert.equal(safeUrl("//a.example"), undefined);
  assert.equal(safeUrl(undefined), undefined);
});

test("a label that shows another address does not become a link", () => {
  const text = show(parse("[https://bank.example](https://evil.example)"));
  assert.ok(!text.includes("<link https://evil.example/:https://bank.example>"));
});

test("a title is one line: styles yes, headings no", () => {
  assert.equal(show(parseLine("# **Tensor** Programs")), "# <strong:Tensor> Programs");
});

test("markup in the text is only text", () => reads("<img src=x onerror=alert(1)>", "(<img src=x onerror=alert(1)>)"));

test("anything at all is read without an error", () => {
  for (const value of [undefined, null, 0, {}, [], "", "\n\n\n", "\r\n", "> ", "- ", "\\", "`", "```", "||", "[", "<"]) assert.ok(Array.isArray(parse(value)));
});

test("hostile text of an embed's length is read quickly", () => {
  const pieces = ["*", "**", "_", "__", "~~", "||", "`", "```", "[", "](https://", "<", "> ", ">>> ", "- ", "\\", "*a ", "**a ", "[a](", "* ", " *a", "\n", "- a\n  ", "(", "https://("];
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(4096 / piece.length));
    const begun = performance.now();
    parse(text);
    assert.ok(performance.now() - begun < 1000, `${JSON.stringify(piece)} took ${Math.round(performance.now() - begun)} ms`);
  }
});

test("random text keeps its letters", () => {
  const alphabet = ["*", "_", "~", "|", "`", "\\", "\n", " ", "> ", "# ", "- ", "a", "b", "<@1>", "[", "](", ")", "https://a.b", "@here", "1. "];
  let seed = 7;
  const random = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join("");
    const letters = (string) => string.replace(/<link [^:]*:[^:]*?:|<\w+ ?[^<>:]*:|[^ab]/gu, "").length;
    assert.equal(letters(plain(parse(text))), letters(text.replaceAll(/https:\/\//gu, "")), JSON.stringify(text));
  }
});

/** Only what a reader would see, addresses without their scheme. */
function plain(nodes) {
  return nodes.map((node) => {
    if (node.type === "list") return node.items.map((item) => plain(item.children) + plain(item.lists)).join("");
    if (node.type === "link" && !node.children.some((child) => child.text === undefined) && /^https:/u.test(node.children[0]?.text ?? "")) return plain(node.children).replaceAll("https://", "");
    return `${node.text ?? ""}${node.children ? plain(node.children) : ""}`;
  }).join("");
}

test("relative times count from the session's now", () => {
  assert.match(sayTime(1_626_915_600, "R", 1_626_915_600 - 300), /in 5 minutes/u);
  assert.match(sayTime(1_626_915_600, "R", 1_626_915_600 + 7200), /2 hours ago/u);
  assert.equal(sayRelative(59.7), "in 1 minute");
  assert.equal(sayRelative(-86_400 * 400), "1 year ago");
});

test("each style says the instant, and a wild one says so", () => {
  for (const style of ["t", "T", "d", "D", "f", "F", "header"]) assert.match(sayTime(1_626_915_600, style, 1_626_915_600), /\d/u);
  assert.equal(sayTime(Number.NaN, "t", 0), "Invalid date");
  assert.equal(sayTime(1e20, "R", 0), "Invalid date");
});
