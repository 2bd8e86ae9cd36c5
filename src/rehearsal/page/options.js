// One field of a slash command: its label, its input, its suggestions, its value.
import { h } from "./dom.js";

const TYPE = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11 };
// Long enough not to ask for every letter, short enough to feel immediate.
const DEBOUNCE_MS = 180;

export class OptionField {
  #chosen = undefined;
  #timer = undefined;
  #asked = 0;

  /** `ask(name)` resolves to the bot's choices for the option in focus; `changed()` is called after every edit. */
  constructor(option, { state, suggestions, ask, changed, key }) {
    this.option = option;
    this.state = state;
    this.suggestions = suggestions;
    this.ask = ask;
    this.changed = changed;
    this.takesFile = option.type === TYPE.attachment;
    const written = {
      type: "text", size: "8", autocomplete: "off", spellcheck: "false", enterkeyhint: "send",
      inputmode: option.type === TYPE.integer ? "numeric" : option.type === TYPE.number ? "decimal" : undefined,
      maxlength: option.max_length, role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false",
    };
    this.input = h("input", {
      ...(this.takesFile ? { type: "file" } : written),
      "aria-label": `${option.name}${option.required ? ", required" : ", optional"}: ${option.description ?? ""}`,
      placeholder: option.required ? "" : "optional",
      oninput: () => this.#edited(), onchange: () => this.takesFile && this.#edited(), onfocus: () => this.suggest(0), onblur: () => this.#left(), onkeydown: key,
    });
    this.element = h("label", { class: option.required ? "option required" : "option", title: option.description },
      h("span", { class: "option-name", text: option.name }), this.input);
  }

  get text() {
    return this.input.value.trim();
  }

  /** { value }, or {} when left empty, or { problem } in words. */
  read() {
    const { option, text } = this;
    if (!text) return option.required ? { problem: `${option.name} needs a ${this.takesFile ? "file" : "value"}.` } : {};
    if (this.takesFile) return { value: this.input.files[0] };
    if (this.#chosen?.label === text) return { value: this.#chosen.value };
    if (option.type === TYPE.integer || option.type === TYPE.number) return readNumber(option, text);
    const choices = this.#fixedChoices();
    if (choices) return readChoice(option, choices, text);
    if (text.length < (option.min_length ?? 0)) return { problem: `${option.name} needs at least ${option.min_length} characters.` };
    return { value: text };
  }

  fill(text) {
    this.input.value = text;
    this.#edited();
  }

  /** Marks the field after an attempt to send. */
  complain(wrong) {
    this.element.classList.toggle("wrong", wrong);
    this.input.setAttribute("aria-invalid", String(wrong));
  }

  suggest(delay) {
    clearTimeout(this.#timer);
    const fixed = this.#fixedChoices();
    if (fixed) {
      const wanted = this.#chosen ? "" : this.text.toLowerCase();
      this.#show(fixed.filter((choice) => choice.label.toLowerCase().includes(wanted)).slice(0, 25));
      return;
    }
    if (!this.option.autocomplete) {
      this.#show([], this.option.description);
      return;
    }
    this.#timer = setTimeout(() => this.#askBot(), delay);
  }

  async #askBot() {
    const turn = (this.#asked += 1);
    const late = setTimeout(() => this.#isCurrent(turn) && this.#show([], "Asking the bot…"), 400);
    let choices;
    let note = "Nothing fits. You can send what you typed.";
    try {
      choices = await this.ask(this.option.name);
    } catch (problem) {
      note = problem.message;
    }
    clearTimeout(late);
    if (!this.#isCurrent(turn)) return;
    const items = (choices ?? []).slice(0, 25).map((choice) => ({ label: String(choice.name), value: choice.value }));
    this.#show(items, items.length ? "" : note);
  }

  #isCurrent(turn) {
    return turn === this.#asked && document.activeElement === this.input;
  }

  #show(items, note = "") {
    // An empty optional field marks nothing, so that Enter sends the command as it stands.
    const active = this.text && !this.#chosen ? 0 : this.option.required && !this.#chosen ? 0 : -1;
    this.suggestions.show({
      input: this.input, heading: `${this.option.name} · ${this.option.description ?? ""}`, items, active,
      note: note === this.option.description ? "" : note,
      choose: (item) => this.#choose(item),
    });
  }

  #choose(item) {
    this.#asked += 1;
    this.#chosen = item;
    this.input.value = item.label;
    this.#fit();
    this.complain(false);
    this.changed(this);
  }

  #edited() {
    if (this.#chosen?.label !== this.text) this.#chosen = undefined;
    this.#fit();
    this.complain(false);
    this.suggest(DEBOUNCE_MS);
  }

  #left() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.suggestions.hide();
  }

  #fit() {
    this.input.size = Math.min(Math.max(this.input.value.length + 1, 8), 60);
  }

  #fixedChoices() {
    const { option, state } = this;
    const members = () => [state.me, { id: state.bot.id, name: state.bot.username }, ...state.members].map((member) => ({ label: `@${member.name}`, value: member.id }));
    const roles = () => state.roles.map((role) => ({ label: `@${role.name}`, value: role.id }));
    if (option.type === TYPE.boolean) return [{ label: "True", value: true }, { label: "False", value: false }];
    if (option.type === TYPE.user) return members();
    if (option.type === TYPE.role) return roles();
    if (option.type === TYPE.mentionable) return [...members(), ...roles()];
    if (option.type === TYPE.channel) return state.channels.filter((channel) => channel.kind !== "direct").map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
    if (option.choices?.length) return option.choices.map((choice) => ({ label: choice.name, value: choice.value }));
    return undefined;
  }
}

function readChoice(option, choices, text) {
  const wanted = text.toLowerCase();
  const found = choices.find((choice) => choice.label.toLowerCase() === wanted || choice.label.toLowerCase() === `@${wanted}` || choice.label.toLowerCase() === `#${wanted}`);
  return found ? { value: found.value } : { problem: `${option.name}: choose one of the list.` };
}

function readNumber(option, text) {
  const value = Number(text);
  const whole = option.type === TYPE.integer;
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return { problem: `${option.name} needs a ${whole ? "whole number" : "number"}.` };
  if (value < (option.min_value ?? -Infinity)) return { problem: `${option.name} must be at least ${option.min_value}.` };
  if (value > (option.max_value ?? Infinity)) return { problem: `${option.name} must be at most ${option.max_value}.` };
  return { value };
}
