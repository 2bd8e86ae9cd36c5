// The list that opens above the message box: commands, choices, autocompletion.
import { h } from "./dom.js";

export class Suggestions {
  #items = [];
  #active = -1;
  #input = undefined;
  #choose = undefined;

  constructor(root) {
    this.root = root;
    this.heading = h("div", { class: "suggest-heading" });
    this.list = h("ul", { role: "listbox", id: "suggestions", "aria-label": "Suggestions" });
    this.note = h("div", { class: "suggest-note", role: "status" });
    root.append(this.heading, this.list, this.note);
    root.addEventListener("mousedown", (event) => event.preventDefault());
    root.hidden = true;
  }

  get open() {
    return !this.root.hidden;
  }

  /** Shows items [{ label, detail, node }] for an input. `active` is the first one marked, -1 for none; `note` speaks when there are none. */
  show({ input, heading, items, active = 0, note = "", choose }) {
    this.#release();
    this.#input = input;
    this.#items = items;
    this.#choose = choose;
    this.heading.textContent = heading;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.list.replaceChildren(...items.map((item, index) => this.#entry(item, index)));
    this.root.hidden = items.length === 0 && !note;
    input.setAttribute("aria-expanded", String(this.open));
    this.#mark(Math.min(active, items.length - 1));
  }

  hide() {
    this.root.hidden = true;
    this.#active = -1;
    this.#release();
  }

  /** Takes a key of the input it serves; true when the key was used up. */
  takesKey(event) {
    if (!this.open || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const from = this.#active === -1 && step === -1 ? 0 : this.#active;
      if (this.#items.length) this.#mark((from + step + this.#items.length) % this.#items.length);
      return true;
    }
    if (event.key === "Escape") {
      this.hide();
      return true;
    }
    const chooses = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
    if (!chooses || this.#active === -1) return false;
    this.#take(this.#active);
    return true;
  }

  #entry(item, index) {
    const content = item.node ?? [h("span", { class: "choice-label", text: item.label }), item.detail && h("span", { class: "choice-detail", text: item.detail })];
    return h("li", { role: "option", id: `suggestion-${index}`, onclick: () => this.#take(index), onmousemove: () => this.#active !== index && this.#mark(index, false) }, content);
  }

  #take(index) {
    const item = this.#items[index];
    const choose = this.#choose;
    this.hide();
    if (item) choose(item);
  }

  #mark(index, scroll = true) {
    this.#active = index;
    [...this.list.children].forEach((entry, position) => {
      entry.classList.toggle("active", position === index);
      entry.setAttribute("aria-selected", String(position === index));
    });
    const entry = this.list.children[index];
    if (entry) this.#input.setAttribute("aria-activedescendant", entry.id);
    else this.#input.removeAttribute("aria-activedescendant");
    if (scroll) entry?.scrollIntoView({ block: "nearest" });
  }

  #release() {
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-activedescendant");
  }
}
