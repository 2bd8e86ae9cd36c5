// The message box: typing / opens the command list, a chosen command becomes labelled fields, Enter sends.
import { avatar, h } from "./dom.js";
import { OptionField } from "./options.js";

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

export class Composer {
  #command = undefined;
  #fields = [];

  /** `parts` are { form, input, line, hint }; `send(command, options)` starts it; `complete(command, options)` asks the bot. */
  constructor(parts, { state, suggestions, send, complete }) {
    Object.assign(this, { parts, state, suggestions, send, complete });
    const { form, input } = parts;
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#inputKey(event));
    input.addEventListener("focus", () => this.#typed());
    input.addEventListener("blur", () => suggestions.hide());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Names the channel in the empty box. */
  forChannel(title) {
    this.title = title;
    this.#describe();
  }

  focus(text) {
    const target = this.#fields[0]?.input ?? this.parts.input;
    target.focus();
    if (text && !this.#command) {
      this.parts.input.value = text;
      this.#typed();
    }
  }

  #typed() {
    const { input } = this.parts;
    if (this.#command) return;
    this.#hint("");
    const { value } = input;
    if (!value.startsWith("/")) {
      this.suggestions.hide();
      return;
    }
    const commands = flatten(this.state.commands);
    const spelled = commands.filter((command) => value.slice(1).toLowerCase().startsWith(`${command.name} `)).sort((a, b) => b.name.length - a.name.length)[0];
    if (spelled) {
      this.#take(spelled, value.slice(spelled.name.length + 2));
      return;
    }
    const items = rank(commands, value.slice(1).toLowerCase()).map((command) => ({ command, node: this.#commandEntry(command) }));
    this.suggestions.show({
      input, heading: this.state.bot.username, items,
      note: items.length ? "" : "No such command here.",
      choose: (item) => this.#take(item.command, ""),
    });
  }

  #commandEntry(command) {
    return h("span", { class: "command-entry" }, avatar({ ...this.state.bot, bot: true }, "avatar small"),
      h("span", { class: "command-words" },
        h("span", { class: "choice-label" }, `/${command.name}`, (command.options ?? []).map((option) => h("span", { class: "option-hint", text: option.name }))),
        h("span", { class: "choice-detail", text: command.description })));
  }

  #take(command, rest) {
    this.#command = command;
    this.#fields = (command.options ?? []).map((option) => new OptionField(option, {
      state: this.state,
      suggestions: this.suggestions,
      ask: (name) => this.complete(command, this.#pack(command, this.#typedOptions(name))),
      changed: (field) => this.#onward(field),
      key: (event) => this.#fieldKey(event),
    }));
    const { line, input, form } = this.parts;
    line.replaceChildren(h("span", { class: "command-name", text: `/${command.name}` }), ...this.#fields.map((field) => field.element));
    line.hidden = false;
    form.classList.add("in-command");
    input.value = "";
    input.readOnly = true;
    input.classList.toggle("unseen", this.#fields.length > 0);
    input.tabIndex = this.#fields.length > 0 ? -1 : 0;
    this.suggestions.hide();
    this.#describe();
    this.focus();
    if (rest && this.#fields[0] && !this.#fields[0].takesFile) this.#fields[0].fill(rest);
  }

  #leave() {
    this.#command = undefined;
    this.#fields = [];
    const { line, input, form } = this.parts;
    line.replaceChildren();
    line.hidden = true;
    form.classList.remove("in-command");
    input.readOnly = false;
    input.classList.remove("unseen");
    input.tabIndex = 0;
    this.suggestions.hide();
    this.#describe();
    input.focus();
  }

  #inputKey(event) {
    if (this.suggestions.takesKey(event)) {
      event.preventDefault();
      return;
    }
    if (this.#command && (event.key === "Backspace" || event.key === "Escape")) {
      event.preventDefault();
      this.#leave();
    }
  }

  #fieldKey(event) {
    if (this.suggestions.takesKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      this.#leave();
      return;
    }
    const index = this.#fields.findIndex((field) => field.input === event.target);
    // Enter in a file's field would open the list of files once more; the space bar does that too.
    if (event.key === "Enter" && this.#fields[index]?.takesFile && event.target.value !== "") {
      event.preventDefault();
      this.parts.form.requestSubmit();
      return;
    }
    if (event.key !== "Backspace") return;
    if (event.target.value !== "") {
      if (this.#fields[index]?.takesFile) this.#fields[index].fill("");
      return;
    }
    event.preventDefault();
    if (index > 0) this.#fields[index - 1].input.focus();
    else this.#leave();
  }

  /** After a choice the next empty required field takes the focus; otherwise it stays, ready for Enter. */
  #onward(field) {
    const next = this.#fields.find((other) => other !== field && other.option.required && !other.text);
    (next ?? field).input.focus();
  }

  #submit() {
    if (!this.#command) {
      this.#submitText();
      return;
    }
    const options = [];
    for (const field of this.#fields) {
      const { value, problem } = field.read();
      field.complain(Boolean(problem));
      if (problem) {
        field.input.focus();
        this.#hint(problem);
        return;
      }
      if (value !== undefined) options.push({ name: field.option.name, value });
    }
    const command = this.#command;
    this.#leave();
    this.#hint("");
    this.send(command, this.#pack(command, options));
  }

  #submitText() {
    const { value } = this.parts.input;
    if (!value.trim()) return;
    this.#hint(value.startsWith("/")
      ? "There is no such command here. Type / to see the commands that the bot has registered."
      : "In a rehearsal only slash commands work: the bot does not read what people write. Type / to see its commands.");
  }

  #typedOptions(focusedName) {
    return this.#fields
      // What is typed elsewhere does not depend on a file.
      .filter((field) => !field.takesFile && (field.text || field.option.name === focusedName))
      .map((field) => {
        if (field.option.name === focusedName) return { name: focusedName, value: field.text, focused: true };
        return { name: field.option.name, value: field.read().value ?? field.text };
      });
  }

  /** Options of a subcommand travel inside it, as Discord nests them. */
  #pack(command, options) {
    return command.path.reduceRight((inner, step) => [{ name: step.name, type: step.type, options: inner }], options);
  }

  #describe() {
    const { input } = this.parts;
    input.placeholder = this.#command ? "Enter sends" : `Message ${this.title}`;
    input.setAttribute("aria-label", this.#command ? `/${this.#command.name}: press Enter to send, Backspace to take it back` : `Message ${this.title}. Type / for the commands.`);
  }

  #hint(text) {
    this.parts.hint.textContent = text;
    this.parts.hint.hidden = !text;
  }
}

/** Slash commands as they are typed, one entry for each subcommand: { root, name, description, options, path }. */
function flatten(commands) {
  return commands.filter((command) => (command.type ?? 1) === 1).flatMap((command) => unfold({ ...command, root: command.name, path: [] }));
}

function unfold(command) {
  const inner = (command.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP);
  if (inner.length === 0) return [command];
  return inner.flatMap((option) => unfold({
    ...option, root: command.root, name: `${command.name} ${option.name}`, path: [...command.path, { name: option.name, type: option.type }],
  }));
}

function rank(commands, typed) {
  const starts = commands.filter((command) => command.name.startsWith(typed));
  const holds = commands.filter((command) => !command.name.startsWith(typed) && command.name.includes(typed));
  return [...starts, ...holds].slice(0, 50);
}
