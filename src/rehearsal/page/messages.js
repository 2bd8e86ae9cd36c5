// Draws one message, and the rows for commands that have no answer yet.
import { dots, componentRows } from "./components.js";
import { avatar, h, icon, ICONS } from "./dom.js";
import { embedNode } from "./embeds.js";
import { prose, timeNode } from "./prose.js";
import { sayFully, sayTime } from "./times.js";

const EPHEMERAL = 64;
const LOADING = 128;
const MESSAGE_COMMAND = 3;
// Discord groups what one author says within seven minutes.
const GROUP_MS = 7 * 60 * 1000;

/** Whether the message continues the one before it, without a head of its own. */
export function continues(message, before) {
  if (!before || message.interaction || message.referenced_message) return false;
  if (before.author?.id !== message.author?.id || isEphemeral(before) !== isEphemeral(message)) return false;
  return sameDay(message, before) && Math.abs(Date.parse(message.timestamp) - Date.parse(before.timestamp)) < GROUP_MS;
}

/** Whether only the reader sees it. */
export function isEphemeral(message) {
  return Boolean(message.ephemeral) || (Number(message.flags) & EPHEMERAL) !== 0;
}

/**
 * A message as a list entry. `look` is { before, firstNew }; `context` is { state, clock, people, openChannel, interactions, press, askAbout, dismiss }.
 * Whatever is wrong with a message, its text is shown rather than nothing.
 */
export function messageNode(message, look, context) {
  try {
    return draw(message, look, context);
  } catch (problem) {
    console.warn("this message could not be drawn", problem);
    return h("li", { class: "message", dataset: { id: message.id } }, avatar({}), h("div", { class: "body" },
      h("div", { class: "content", text: String(message.content ?? "") }),
      h("div", { class: "pending-reason", text: "(This message is not well formed; only its text is shown.)" })));
  }
}

/** A command under way, or deferred. */
export function pendingRow(entry, context) {
  const { state } = context;
  const words = entry.state === "deferred" ? `${state.bot.username} is thinking` : "Sending command";
  return h("li", { class: `message pending ${entry.state}` },
    usedLine(state.me.name, state.me, entry.name),
    avatar({ ...state.bot, bot: true }),
    h("div", { class: "body" },
      h("div", { class: "head" }, h("span", { class: "author", text: state.bot.username }), botTag()),
      h("div", { class: "pending-words" }, words, dots()),
    ));
}

/** What the reader sees in place of the answer to a command that failed: a message of the page's own, `now` in milliseconds. */
export function failureMessage(entry, state, now) {
  return {
    id: `failed-${entry.key}`, channel_id: entry.channelId, author: { ...state.bot, bot: true }, timestamp: new Date(now).toISOString(),
    flags: EPHEMERAL, interaction: { name: entry.name, user: { id: state.me.id, username: state.me.name } }, failure: entry.error ?? "",
  };
}

function draw(message, { before, firstNew }, context) {
  const compact = continues(message, before) && !firstNew;
  const unix = Date.parse(message.timestamp) / 1000;
  const classes = ["message"];
  if (compact) classes.push("compact");
  if (isEphemeral(message)) classes.push("ephemeral");
  if (context.state.mentionsMe(message)) classes.push("mentioned");
  const text = { ...context, mentionEveryone: message.mention_everyone, people: peopleOf(message, context.state) };
  const { busy, error } = context.interactions.onMessage(message.id);
  const press = (customId, values) => context.press(message, customId, values);
  return h("li", { class: classes.join(" "), dataset: { id: message.id } },
    !sameDay(message, before) && dayLine(unix),
    firstNew && h("div", { class: "new-line" }, h("span", { text: "New" })),
    message.interaction && usedLine(text.people.userName(message.interaction.user?.id) ?? message.interaction.user?.username, message.interaction.user, message.interaction.name),
    message.referenced_message && replyLine(message.referenced_message),
    compact ? h("span", { class: "gutter" }, timeNode(unix, "t", context)) : avatar(message.author),
    h("div", { class: "body" },
      compact ? undefined : head(message, unix, context),
      message.failure === undefined ? content(message, text) : failure("The application did not respond", message.failure),
      (message.embeds ?? []).map((embed) => embedNode(embed, text)),
      (message.attachments ?? []).map((file) => h("a", { class: "attachment", href: file.url, download: file.filename, text: `${file.filename} (${file.size ?? "?"} bytes)` })),
      componentRows(message.components, context.state, press, busy),
      error !== undefined && failure("This interaction failed", error),
      isEphemeral(message) && onlyYou(() => context.dismiss(message)),
    ),
    menu(message, context));
}

/** What a right click offers under Apps in Discord: the bot's message commands. */
function menu(message, context) {
  const commands = context.state.commands.filter((command) => command.type === MESSAGE_COMMAND);
  if (commands.length === 0 || isEphemeral(message) || message.failure !== undefined) return undefined;
  return h("details", { class: "more" },
    h("summary", { "aria-label": "More about this message", title: "More", text: "⋯" }),
    h("div", { class: "more-list" }, h("span", { class: "more-title", text: "Apps" }), commands.map((command) => h("button", {
      type: "button", text: command.name, onclick: (event) => {
        event.target.closest("details").open = false;
        context.askAbout(message, command);
      },
    }))));
}

function head(message, unix, context) {
  return h("div", { class: "head" },
    h("span", { class: "author", text: context.state.userName(message.author?.id) ?? message.author?.username ?? "someone" }),
    message.author?.bot && botTag(),
    timeNode(unix, "header", context, "when"),
    // Where there are no words of its own behind which it could stand.
    !message.content && message.edited_timestamp && timeMark(message.edited_timestamp));
}

function content(message, text) {
  if (Number(message.flags) & LOADING) {
    return h("div", { class: "pending-words" }, `${message.author?.username ?? "The bot"} is thinking`, dots());
  }
  if (!message.content) return undefined;
  const edited = message.edited_timestamp && timeMark(message.edited_timestamp);
  const drawn = h("div", { class: "content prose" }, prose(message.content, text));
  if (!edited) return drawn;
  const last = drawn.lastElementChild;
  (last?.classList.contains("paragraph") ? last : drawn).append(edited);
  return drawn;
}

function timeMark(timestamp) {
  return h("span", { class: "edited", title: sayFully(Date.parse(timestamp) / 1000), text: " (edited)" });
}

function usedLine(name, user, command) {
  return h("div", { class: "used" }, h("span", { class: "spine", "aria-hidden": "true" }), avatar(user ?? {}, "avatar tiny"),
    h("span", { class: "used-name", text: name ?? "someone" }), " used ", h("span", { class: "mention", text: called(command) }));
}

/** A slash command with its slash; the name of a message command is a sentence. */
function called(command) {
  return /^[\p{Ll}\p{Lo}\p{N}_'-]+( [\p{Ll}\p{Lo}\p{N}_'-]+){0,2}$/u.test(command) ? `/${command}` : command;
}

function replyLine(message) {
  return h("div", { class: "used" }, h("span", { class: "spine", "aria-hidden": "true" }), avatar(message.author, "avatar tiny"),
    h("span", { class: "used-name", text: message.author?.username ?? "someone" }), h("span", { class: "reply-text", text: String(message.content ?? "").slice(0, 120) }));
}

function failure(words, error) {
  return h("div", { class: "failure", role: "alert" }, icon(ICONS.warning), h("span", { text: words }), error && h("span", { class: "pending-reason", text: error }));
}

function onlyYou(dismiss) {
  return h("div", { class: "only-you" }, icon(ICONS.eye), "Only you can see this · ", h("button", { type: "button", class: "text-link", text: "Dismiss message", onclick: dismiss }));
}

function botTag() {
  return h("span", { class: "bot-tag", text: "BOT" });
}

function dayLine(unix) {
  return h("div", { class: "day-line" }, h("span", { text: sayTime(unix, "D") }));
}

function sameDay(message, before) {
  return Boolean(before) && new Date(message.timestamp).toDateString() === new Date(before.timestamp).toDateString();
}

/** People are known by the state, or by the message's own list of whom it mentions. */
function peopleOf(message, state) {
  return {
    roleName: (id) => state.roleName(id),
    channelName: (id) => state.channelName(id),
    userName: (id) => state.userName(id) ?? message.mentions?.find((user) => user.id === id)?.username,
  };
}
