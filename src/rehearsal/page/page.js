// The rehearsal page: puts its parts together and follows the local Discord's events.
import { channelTitle, drawChannels } from "./channels.js";
import { ClockPanel, SessionClock } from "./clock.js";
import { Composer } from "./composer.js";
import { Connection, post, upload } from "./connection.js";
import { avatar, h, icon, ICONS } from "./dom.js";
import { Interactions } from "./interactions.js";
import { MessageList } from "./message_list.js";
import { failureMessage } from "./messages.js";
import { openModal } from "./modal.js";
import { State } from "./state.js";
import { Suggestions } from "./suggestions.js";
import { showUnread } from "./tab.js";
import { refreshTimes } from "./times.js";

const TICK_MS = 200;

const at = (id) => document.getElementById(id);
const state = new State();
const clock = new SessionClock();
const panel = new ClockPanel(at("clock"), clock, changeClock);
const interactions = new Interactions({ send, changed: interactionChanged, openModal: showModal });
const context = { state, clock, people: state, interactions, openChannel, press, askAbout, dismiss };
const list = new MessageList(
  { scroller: at("scroller"), list: at("messages"), pending: at("pending"), empty: at("empty"), jump: at("jump") },
  context,
  messagesSeen,
);
const composer = new Composer(
  { form: at("composer"), input: at("box"), line: at("command-line"), hint: at("hint") },
  { state, suggestions: new Suggestions(at("suggest")), send: sendCommand, complete },
);

new Connection({ onState: takeState, onEvent: takeEvent, onLost: () => (at("lost").hidden = false) });
setInterval(tick, TICK_MS);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && list.atPresent) list.toPresent();
});
document.addEventListener("keydown", shortcut);
matchMedia("(max-width: 720px)").addEventListener("change", () => openDrawer(false));
for (const id of ["menu", "shade"]) at(id).addEventListener("click", () => openDrawer(!document.body.classList.contains("drawer")));
for (const place of document.querySelectorAll("[data-icon]")) place.append(icon(ICONS[place.dataset.icon]));

function takeState(told) {
  state.load(told);
  takeClock(told.clock);
  at("lost").hidden = true;
  at("guild-name").textContent = state.guild.name;
  at("guild-mark").textContent = state.guild.name.slice(0, 1).toUpperCase();
  at("me").replaceChildren(avatar(state.me, "avatar small"), h("span", { class: "me-words" }, h("strong", { text: state.me.name }), h("span", { text: "You, in this rehearsal" })));
  drawOpenChannel();
}

const HEAR = {
  message: ({ channel_id: channelId, message }) => {
    const isNew = !state.messages(channelId).some((known) => known.id === message.id);
    state.put(channelId, message);
    interactions.hearMessage(channelId, message);
    if (channelId === state.selected) list.put(message, isNew);
    drawBadges();
  },
  delete: ({ channel_id: channelId, id }) => {
    state.remove(channelId, id);
    if (channelId === state.selected) list.remove(id);
    drawBadges();
  },
  channel: (channel) => {
    state.putChannel(channel);
    drawBadges();
  },
  commands: (commands) => {
    state.commands = commands;
    // The menus of the messages offer them.
    list.show(state.selected);
  },
  clock: takeClock,
  interaction: (event) => interactions.hear("interaction", event),
  modal: (event) => interactions.hear("modal", event),
};

function takeClock(told) {
  clock.hear(told);
  panel.refresh();
  const words = clock.paused ? "The session clock is held; press play" : "The session clock is running; messages land here as they are posted";
  at("empty-words").textContent = `Nothing here yet. ${words}.`;
}

/** One event that makes no sense must not stop those after it. */
function takeEvent(name, data) {
  if (data === undefined || data === null) return;
  try {
    HEAR[name]?.(data);
  } catch (problem) {
    console.warn(`the ${name} event could not be taken`, problem);
  }
}

function openChannel(id) {
  if (!state.channel(id)) return;
  state.selected = id;
  openDrawer(false);
  drawOpenChannel();
  if (matchMedia("(hover: hover)").matches) composer.focus();
}

function drawOpenChannel() {
  const channel = state.channel(state.selected);
  const direct = channel?.kind === "direct";
  const title = channelTitle(channel);
  at("channel-icon").replaceChildren(direct ? avatar(channel.recipient ?? channel, "avatar small") : icon(channel?.kind === "thread" ? ICONS.thread : ICONS.hash));
  at("channel-title").textContent = title;
  at("channel-topic").textContent = direct ? `What ${state.bot.username} writes to ${title} directly` : channel?.topic ?? "";
  at("log").setAttribute("aria-label", `Messages in ${title}`);
  composer.forChannel(direct ? `@${title}` : channel?.kind === "thread" ? `“${title}”` : `#${title}`);
  list.show(state.selected);
  drawBadges();
}

function drawBadges() {
  drawChannels(at("channels"), state, openChannel);
  const unread = state.channels.reduce((sum, channel) => sum + state.unread(channel.id).length, 0);
  showUnread(unread, `${channelTitle(state.channel(state.selected))} · Rehearsal`);
  at("menu").classList.toggle("has-news", unread > 0);
}

function messagesSeen(channelId) {
  if (state.unread(channelId).length === 0) return;
  state.markRead(channelId);
  drawBadges();
}

function sendCommand(command, options) {
  const channelId = state.selected;
  list.forgetNew();
  list.toPresent();
  return interactions.start("/page/command", { channel_id: channelId, name: command.root, options }, { kind: "command", channelId, name: command.name });
}

/** What a member gives with a command goes there first. */
async function send(path, body) {
  return post(path, body.options ? { ...body, options: await uploaded(body.options) } : body);
}

function uploaded(options) {
  return Promise.all(options.map(async (option) => {
    if (option.options) return { ...option, options: await uploaded(option.options) };
    return option.value instanceof File ? { ...option, value: await upload(option.value) } : option;
  }));
}

async function complete(command, options) {
  const { choices } = await post("/page/autocomplete", { channel_id: state.selected, name: command.root, options });
  return choices;
}

function press(message, customId, values) {
  const channelId = message.channel_id ?? state.selected;
  const body = { channel_id: channelId, message_id: message.id, custom_id: customId, ...(values ? { values } : {}) };
  return interactions.start("/page/component", body, { kind: "component", channelId, messageId: message.id, customId });
}

function askAbout(message, command) {
  const channelId = message.channel_id ?? state.selected;
  const body = { channel_id: channelId, message_id: message.id, name: command.name };
  return interactions.start("/page/message-command", body, { kind: "command", channelId, name: command.name });
}

function showModal(modal, entry) {
  openModal(modal, state.bot.username, (fields, settled) =>
    interactions.start("/page/modal", { channel_id: entry.channelId, custom_id: modal.custom_id, fields }, { kind: "modal", channelId: entry.channelId, settled }));
}

function dismiss(message) {
  const channelId = message.channel_id ?? state.selected;
  state.dismiss(channelId, message.id);
  if (channelId === state.selected) list.remove(message.id);
  drawBadges();
}

function interactionChanged(entry) {
  if (entry.kind === "command" && entry.state === "failed") showFailure(entry);
  if (entry.channelId !== state.selected) return;
  if (entry.kind === "component") list.refresh(entry.messageId);
  if (entry.kind === "command") list.showPending();
}

/** A failed command leaves a note in the history, where it was asked for. */
function showFailure(entry) {
  if (!interactions.drop(entry)) return;
  const message = failureMessage(entry, state, clock.now());
  state.put(entry.channelId, message);
  if (entry.channelId === state.selected) list.put(message, true);
  drawBadges();
}

async function changeClock(wish) {
  try {
    takeClock(await post("/page/clock", wish));
  } catch (problem) {
    at("hint").hidden = false;
    at("hint").textContent = `The clock could not be changed. ${problem.message}`;
  }
}

function tick() {
  panel.tick();
  refreshTimes(at("scroller"), clock.seconds());
}

function openDrawer(open) {
  document.body.classList.toggle("drawer", open);
  document.querySelector("main").inert = open;
  at("menu").setAttribute("aria-expanded", String(open));
  if (open) at("channels").querySelector("[aria-current]")?.focus();
}

/** As in Discord: Alt and an arrow change the channel, typing / anywhere goes to the message box. */
function shortcut(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && document.body.classList.contains("drawer")) {
    openDrawer(false);
    at("menu").focus();
    return;
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    stepChannel(event.key === "ArrowUp" ? -1 : 1);
    return;
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, select")) return;
  event.preventDefault();
  composer.focus("/");
}

function stepChannel(step) {
  const ids = [...at("channels").querySelectorAll("[data-channel]")].map((entry) => entry.dataset.channel);
  if (ids.length) openChannel(ids[(ids.indexOf(state.selected) + step + ids.length) % ids.length]);
}
