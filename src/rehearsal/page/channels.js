// The channel list on the left, with its badges.
import { avatar, h, icon, ICONS } from "./dom.js";

/** Draws the list anew; `open` is called with a channel's id. The focused entry keeps its focus. */
export function drawChannels(root, state, open) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.channel : undefined;
  // Threads stand below the channel in which they were opened.
  const ofGuild = state.channels.filter((channel) => channel.kind !== "direct");
  const isBelow = (channel, parent) => channel.kind === "thread" && channel.parent_id === parent.id;
  const inGuild = ofGuild
    .filter((channel) => !ofGuild.some((parent) => isBelow(channel, parent)))
    .flatMap((parent) => [parent, ...ofGuild.filter((channel) => isBelow(channel, parent))]);
  const direct = state.channels.filter((channel) => channel.kind === "direct");
  root.replaceChildren(
    section("Text channels", inGuild, state, open),
    ...(direct.length ? [section("Direct messages", direct, state, open)] : []),
  );
  if (focused) root.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

/** "# talks" in full words, for headers and labels. */
export function channelTitle(channel) {
  if (channel?.kind === "direct") return channel.recipient?.name ?? channel.name ?? "Direct message";
  return channel?.name ?? "unknown";
}

function section(title, channels, state, open) {
  const items = channels.map((channel) => h("li", {}, entry(channel, state, open)));
  return h("div", { class: "channel-section" }, h("h2", { text: title }), h("ul", {}, items));
}

function entry(channel, state, open) {
  const selected = channel.id === state.selected;
  const unread = state.unread(channel.id).length;
  const calls = state.calls(channel.id);
  return h(
    "button",
    {
      type: "button",
      class: `channel${selected ? " selected" : ""}${unread ? " unread" : ""}${channel.kind === "thread" ? " thread" : ""}`,
      dataset: { channel: channel.id },
      title: channelTitle(channel),
      "aria-current": selected ? "page" : undefined,
      onclick: () => open(channel.id),
    },
    channel.kind === "direct" ? avatar(channel.recipient ?? channel, "avatar small") : icon(channel.kind === "thread" ? ICONS.thread : ICONS.hash),
    h("span", { class: "channel-name", text: channelTitle(channel) }),
    unread > 0 && h("span", { class: calls ? "badge calls" : "badge" }, String(calls || unread), h("span", { class: "unseen", text: calls ? " mentions" : " unread" })),
  );
}
