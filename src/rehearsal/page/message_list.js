// The message list of the open channel: keeps to the newest while the reader is there, and lets them read in peace otherwise.
import { h } from "./dom.js";
import { messageNode, pendingRow } from "./messages.js";

export class MessageList {
  #channel = undefined;
  #firstNew = undefined;
  #missed = 0;
  #stuck = true;

  /** `parts` are the page's elements { scroller, list, pending, empty, jump }; `seen()` is called when the newest is in view. */
  constructor(parts, context, seen) {
    this.parts = parts;
    this.context = context;
    this.seen = seen;
    parts.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    parts.jump.addEventListener("click", () => this.toPresent());
    new ResizeObserver(() => this.#stuck && this.#toBottom()).observe(parts.scroller);
    new ResizeObserver(() => this.#stuck && this.#toBottom()).observe(parts.list);
  }

  get atPresent() {
    return this.#stuck;
  }

  /** Draws a channel from its newest message, with a line above the first that was not read. */
  show(channelId) {
    const { state } = this.context;
    const messages = state.messages(channelId);
    this.#channel = channelId;
    this.#firstNew = state.unread(channelId)[0]?.id;
    this.#missed = 0;
    this.parts.list.parentElement.setAttribute("aria-busy", "true");
    this.parts.list.replaceChildren(...messages.map((message, index) => this.#draw(message, messages[index - 1])));
    this.parts.list.parentElement.removeAttribute("aria-busy");
    this.showPending();
    this.toPresent();
  }

  /** Draws a new or edited message; the one after it may now begin a group. */
  put(message, isNew) {
    const messages = this.context.state.messages(this.#channel);
    const index = messages.findIndex((known) => known.id === message.id);
    if (index === -1) return;
    const away = !this.#stuck || document.hidden;
    if (isNew && away) {
      this.#firstNew ??= message.id;
      this.#missed += 1;
    }
    this.#redraw(messages, index);
    this.#redraw(messages, index + 1);
    this.#afterChange();
  }

  remove(id) {
    const element = this.#element(id);
    const after = element?.nextElementSibling?.dataset.id;
    const held = element?.contains(document.activeElement);
    element?.remove();
    const messages = this.context.state.messages(this.#channel);
    const index = messages.findIndex((known) => known.id === after);
    if (index !== -1) this.#redraw(messages, index);
    if (held) this.parts.scroller.focus();
    this.#afterChange();
  }

  showPending() {
    const rows = this.context.interactions.rowsIn(this.#channel).map((entry) => pendingRow(entry, this.context));
    this.parts.pending.replaceChildren(...rows);
    this.#afterChange();
  }

  /** Draws a message again, for instance because its button waits. */
  refresh(messageId) {
    const messages = this.context.state.messages(this.#channel);
    this.#redraw(messages, messages.findIndex((known) => known.id === messageId));
  }

  toPresent() {
    this.#stuck = true;
    this.#missed = 0;
    this.#toBottom();
    this.#showJump();
    this.#markSeen();
  }

  /** The "New" line goes once the reader has left the channel or asks for it to go. */
  forgetNew() {
    const id = this.#firstNew;
    this.#firstNew = undefined;
    if (id) this.refresh(id);
  }

  #afterChange() {
    const { state } = this.context;
    this.parts.empty.hidden = state.messages(this.#channel).length > 0 || this.parts.pending.childElementCount > 0;
    if (this.#stuck) this.#toBottom();
    this.#showJump();
    this.#markSeen();
  }

  #markSeen() {
    if (this.#stuck && !document.hidden) {
      this.#missed = 0;
      this.seen(this.#channel);
    }
  }

  #scrolled() {
    const { scroller } = this.parts;
    this.#stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
    this.#showJump();
    this.#markSeen();
  }

  #toBottom() {
    this.parts.scroller.scrollTop = this.parts.scroller.scrollHeight;
  }

  #showJump() {
    const { jump } = this.parts;
    jump.hidden = this.#stuck;
    const news = this.#missed === 0 ? "Older messages" : this.#missed === 1 ? "1 new message" : `${this.#missed} new messages`;
    jump.replaceChildren(h("span", { text: news }), h("strong", { text: "Jump to present" }));
  }

  #redraw(messages, index) {
    const message = messages[index];
    if (!message) return;
    const element = this.#draw(message, messages[index - 1]);
    const old = this.#element(message.id);
    if (!old) {
      this.parts.list.append(element);
      return;
    }
    const part = old.contains(document.activeElement) ? document.activeElement.dataset.part : undefined;
    old.replaceWith(element);
    if (part) element.querySelector(`[data-part="${CSS.escape(part)}"]`)?.focus();
  }

  #draw(message, before) {
    return messageNode(message, { before, firstNew: message.id === this.#firstNew }, this.context);
  }

  #element(id) {
    return id ? this.parts.list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`) : undefined;
  }
}

const NEAR_BOTTOM_PX = 60;
