// Draws embeds.
import { h } from "./dom.js";
import { safeUrl } from "./markdown.js";
import { prose, proseLine, timeNode } from "./prose.js";

/** One embed, with whatever parts it has. */
export function embedNode(embed, context) {
  const card = h("article", { class: "embed" },
    embed.author?.name && h("div", { class: "embed-author" }, linked(embed.author.url, embed.author.name)),
    embed.title && h("div", { class: "embed-title" }, linked(embed.url, proseLine(embed.title, context))),
    embed.description && h("div", { class: "embed-description prose" }, prose(embed.description, context)),
    embed.fields?.length > 0 && h("div", { class: "embed-fields" }, embed.fields.map((field) => fieldNode(field, context))),
    pictureNote(embed.image ?? embed.thumbnail),
    footer(embed, context),
  );
  // 0 is what Discord sends for "no colour".
  if (Number.isInteger(embed.color) && embed.color > 0) card.style.borderInlineStartColor = `#${embed.color.toString(16).padStart(6, "0")}`;
  return card;
}

function fieldNode(field, context) {
  return h("div", { class: field.inline ? "field inline" : "field" },
    h("div", { class: "field-name" }, proseLine(field.name, context)),
    h("div", { class: "field-value prose" }, prose(field.value, context)),
  );
}

function footer(embed, context) {
  const unix = embed.timestamp ? Date.parse(embed.timestamp) / 1000 : Number.NaN;
  const dated = !Number.isNaN(unix);
  if (!embed.footer?.text && !dated) return undefined;
  return h("div", { class: "embed-footer" }, embed.footer?.text, embed.footer?.text && dated && " • ", dated && timeNode(unix, "header", context));
}

/** Pictures live on other hosts, and a rehearsal fetches nothing from outside: their address is shown instead. */
function pictureNote(picture) {
  const href = safeUrl(picture?.url);
  if (!href) return undefined;
  return h("div", { class: "embed-picture" }, "Picture, not fetched in a rehearsal: ", linked(href, href));
}

function linked(address, content) {
  const href = safeUrl(address);
  if (!href) return content;
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, content);
}
