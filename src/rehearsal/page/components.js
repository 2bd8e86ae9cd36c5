// Draws buttons and select menus, and says what was pressed.
import { h, icon, ICONS } from "./dom.js";
import { safeUrl } from "./markdown.js";

/** A message's rows. `press(customId, values)` is called for a button (no values) or a select menu. `busy` is a custom id that waits. */
export function componentRows(components, state, press, busy) {
  return (components ?? []).map((row) =>
    h("div", { class: "component-row" }, (row.components ?? [row]).map((part) => draw(part, state, press, busy))));
}

/** The options of a select menu of any kind: [{label, value, description}]. */
export function selectOptions(part, state) {
  const members = [state.me, ...state.members].map((member) => ({ label: `@${member.name}`, value: member.id }));
  const roles = state.roles.map((role) => ({ label: `@${role.name}`, value: role.id }));
  const channels = state.channels.filter((channel) => channel.kind !== "direct").map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
  const kinds = { [SELECT.string]: part.options ?? [], [SELECT.user]: members, [SELECT.role]: roles, [SELECT.mentionable]: [...members, ...roles], [SELECT.channel]: channels };
  return kinds[part.type] ?? [];
}

const BUTTON = 2;
const LINK_STYLE = 5;
const SELECT = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 };
const STYLE_NAMES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

function draw(part, state, press, busy) {
  if (part.type === BUTTON) return button(part, press, busy);
  if (Object.values(SELECT).includes(part.type)) return selectMenu(part, state, press, busy);
  return h("span", { class: "unknown-part", text: "(a part this page cannot draw)" });
}

function button(part, press, busy) {
  const emoji = part.emoji?.name && h("span", { class: "emoji", text: part.emoji.id ? `:${part.emoji.name}:` : part.emoji.name });
  const look = `button ${STYLE_NAMES[part.style] ?? "secondary"}`;
  if (part.style === LINK_STYLE) {
    return h("a", { class: look, href: part.disabled ? undefined : safeUrl(part.url), target: "_blank", rel: "noopener noreferrer" }, emoji, part.label, icon(ICONS.open));
  }
  const waits = busy === part.custom_id;
  return h("button", { type: "button", class: waits ? `${look} busy` : look, disabled: part.disabled || busy !== undefined, dataset: { part: part.custom_id }, onclick: () => press(part.custom_id) },
    emoji, h("span", { class: "button-label", text: part.label ?? "" }), waits && dots());
}

/** Three dots for "wait". */
export function dots() {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}

function selectMenu(part, state, press, busy) {
  const options = selectOptions(part, state);
  const most = Math.min(part.max_values ?? 1, options.length);
  const least = part.min_values ?? 1;
  const chosen = new Set(options.filter((option) => option.default).map((option) => option.value));
  const before = [...chosen].join();
  const label = h("span", { class: "select-label" });
  const list = h("ul", { class: "select-list", role: "listbox", tabindex: "-1", "aria-label": part.placeholder ?? "Choices", "aria-multiselectable": most > 1 ? "true" : undefined, hidden: true });
  const face = h("button", { type: "button", class: "select-face", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", disabled: part.disabled || busy !== undefined, dataset: { part: part.custom_id } },
    label, busy === part.custom_id ? dots() : icon(ICONS.chevron));
  const menu = h("div", { class: "select" }, face, list);
  let active = 0;

  const showLabel = () => {
    const names = options.filter((option) => chosen.has(option.value)).map((option) => option.label);
    label.textContent = names.join(", ") || part.placeholder || "Make a selection";
    label.classList.toggle("placeholder", names.length === 0);
  };
  const showActive = () => {
    [...list.children].forEach((item, index) => {
      item.classList.toggle("active", index === active);
      item.setAttribute("aria-selected", String(chosen.has(options[index].value)));
    });
    const item = list.children[active];
    if (item) list.setAttribute("aria-activedescendant", item.id);
    item?.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    list.hidden = false;
    face.setAttribute("aria-expanded", "true");
    active = Math.max(0, options.findIndex((option) => chosen.has(option.value)));
    showActive();
    list.focus();
  };
  const close = (refocus = true) => {
    if (list.hidden) return;
    list.hidden = true;
    face.setAttribute("aria-expanded", "false");
    if (refocus) face.focus();
    if (most > 1 && chosen.size >= least && [...chosen].join() !== before) press(part.custom_id, [...chosen]);
  };
  const choose = (index) => {
    const value = options[index]?.value;
    if (value === undefined) return;
    if (most <= 1) {
      chosen.clear();
      chosen.add(value);
      showLabel();
      close();
      press(part.custom_id, [value]);
      return;
    }
    if (!chosen.delete(value) && chosen.size < most) chosen.add(value);
    showLabel();
    active = index;
    showActive();
  };

  list.append(...options.map((option, index) => h("li", { role: "option", id: `choice-${part.custom_id}-${index}`, onclick: () => choose(index) },
    h("span", { class: "choice-label" }, option.emoji?.name && !option.emoji.id && `${option.emoji.name} `, option.label),
    option.description && h("span", { class: "choice-detail", text: option.description }))));
  face.addEventListener("click", () => (list.hidden ? open() : close()));
  face.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) active = (active + step + options.length) % options.length;
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) showActive();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) close(false);
  });
  showLabel();
  return menu;
}
