// Follows each command, button and modal from the click to its answer, its deferral or its failure.

/** One entry per interaction under way: { kind, channelId, name, messageId, customId, state, error }. */
export class Interactions {
  #entries = new Map();
  #early = new Map();
  #next = 1;

  /** `send(path, body)` posts; `changed(entry)` is called whenever an entry begins, changes or ends; `openModal(event, entry)` shows one. */
  constructor({ send, changed, openModal }) {
    this.send = send;
    this.changed = changed;
    this.openModal = openModal;
  }

  /** Sends it and follows it. `kind` is "command", "component" or "modal"; `settled(state, error)` is told of the outcome. */
  async start(path, body, entry) {
    Object.assign(entry, { key: this.#next++, state: "sending" });
    this.#entries.set(entry.key, entry);
    entry.timer = setTimeout(() => this.#fail(entry, "No answer came."), PATIENCE_MS);
    this.changed(entry);
    try {
      const { interaction_id: id } = await this.send(path, body);
      entry.id = id;
    } catch (problem) {
      this.#fail(entry, problem.message);
      return;
    }
    // The answer may overtake the reply to our own request.
    for (const [name, data] of this.#early.get(entry.id) ?? []) this.hear(name, data);
    this.#early.delete(entry.id);
  }

  /** Takes an `interaction` or `modal` event. One that belongs to no interaction of this page is kept a while, then forgotten. */
  hear(name, data) {
    const entry = [...this.#entries.values()].find((known) => known.id === data?.interaction_id);
    if (!entry) {
      this.#keep(name, data);
      return;
    }
    if (name === "modal") {
      this.#end(entry, "answered");
      this.openModal(data, entry);
      return;
    }
    if (data.state === "failed") this.#fail(entry, data.error);
    else if (data.state === "deferred" && entry.kind === "command") this.#defer(entry);
    else this.#end(entry, data.state);
  }

  /** A message arrived: the answer that a deferred command waited for, or its "thinking" message, which speaks for itself. */
  hearMessage(channelId, message) {
    const name = message?.interaction?.name;
    if (!name) return;
    const waiting = [...this.#entries.values()].find((entry) =>
      entry.kind === "command" && entry.channelId === channelId && entry.name === name);
    if (waiting) this.#end(waiting, "answered");
  }

  /** Commands in a channel that have no answer to show yet. */
  rowsIn(channelId) {
    return [...this.#entries.values()].filter((entry) => entry.kind === "command" && entry.channelId === channelId);
  }

  /** What a message's buttons should show: { busy: customId } or { error }. */
  onMessage(messageId) {
    const entry = [...this.#entries.values()].reverse().find((known) => known.kind === "component" && known.messageId === messageId);
    if (!entry) return {};
    return entry.state === "failed" ? { error: entry.error ?? "" } : { busy: entry.customId };
  }

  /** Stops following an entry; false when it was not followed any more. */
  drop(entry) {
    clearTimeout(entry.timer);
    return this.#entries.delete(entry.key);
  }

  #defer(entry) {
    clearTimeout(entry.timer);
    entry.state = "deferred";
    this.changed(entry);
  }

  #fail(entry, error) {
    clearTimeout(entry.timer);
    if (!this.#entries.has(entry.key)) return;
    this.#dropOldFailures(entry);
    entry.state = "failed";
    entry.error = error;
    if (entry.kind === "modal") this.#entries.delete(entry.key);
    entry.settled?.("failed", error);
    this.changed(entry);
  }

  #end(entry, state) {
    clearTimeout(entry.timer);
    this.#entries.delete(entry.key);
    if (entry.kind === "component") this.#dropOldFailures(entry);
    if (entry.state !== "failed") entry.settled?.(state);
    this.changed(entry);
  }

  #dropOldFailures(entry) {
    for (const [key, known] of this.#entries) {
      if (key !== entry.key && known.kind === "component" && known.messageId === entry.messageId && known.state === "failed") this.#entries.delete(key);
    }
  }

  #keep(name, data) {
    const id = data?.interaction_id;
    if (!id) return;
    this.#early.set(id, [...(this.#early.get(id) ?? []), [name, data]]);
    if (this.#early.size > MOST_KEPT) this.#early.delete(this.#early.keys().next().value);
  }
}

// The local Discord reports a failure after 3 s; this only covers a line that broke meanwhile.
const PATIENCE_MS = 15_000;
const MOST_KEPT = 50;
