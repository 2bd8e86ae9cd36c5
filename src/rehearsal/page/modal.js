// A modal: a native dialog, which keeps the focus inside and closes on Escape.
import { h } from "./dom.js";

const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const LABEL = 18;
const PARAGRAPH = 2;

/** Opens it. `submit(fields, settled)` sends; `settled(state, error)` closes it or says what went wrong. */
export function openModal(modal, botName, submit) {
  const fields = partsOf(modal.components).map(field);
  const problem = h("div", { class: "modal-problem", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button primary", text: "Submit" });
  const form = h("form", { novalidate: true },
    h("header", {}, h("h2", { id: "modal-title", text: modal.title ?? "" }), h("p", { class: "modal-note", text: `This form goes to ${botName}. Nothing leaves this machine.` })),
    h("div", { class: "modal-fields" }, fields.map((one) => one.element)),
    problem,
    h("footer", {}, h("button", { type: "button", class: "button plain", text: "Cancel", onclick: () => dialog.close() }), send));
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" }, form);
  const opener = document.activeElement;

  const settled = (state, error) => {
    if (state !== "failed") {
      dialog.close();
      return;
    }
    send.disabled = false;
    problem.hidden = false;
    problem.textContent = `Something went wrong. Try again.${error ? ` (${error})` : ""}`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = fields.filter((one) => one.complaint());
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    send.disabled = true;
    problem.hidden = true;
    submit(Object.fromEntries(fields.map((one) => [one.id, one.input.value])), settled);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener?.isConnected) opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.input.focus();
}

function partsOf(components) {
  return (components ?? []).flatMap((row) => {
    if (row.type === LABEL) return [{ ...row.component, label: row.label, description: row.description }];
    return row.components ?? [];
  }).filter((part) => part.type === TEXT_INPUT || part.type === STRING_SELECT);
}

function field(part) {
  const required = part.required !== false;
  const least = Math.max(part.min_length ?? 0, 0);
  const most = part.max_length ?? 4000;
  const id = `field-${part.custom_id}`;
  const input = inputFor(part, id, most);
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const complaint = h("span", { class: "complaint", id: `${id}-complaint`, role: "alert" });
  const showCount = () => {
    counter.textContent = part.max_length ? `${input.value.length} / ${most}` : "";
  };
  const judge = () => {
    const length = input.value.trim().length;
    const words = required && length === 0 ? "This field is needed." : length > 0 && length < least ? `At least ${least} characters, please.` : "";
    complaint.textContent = words;
    input.setAttribute("aria-invalid", String(Boolean(words)));
    return words;
  };
  input.addEventListener("input", () => {
    showCount();
    if (complaint.textContent) judge();
  });
  showCount();
  const label = h("label", { for: id }, part.label ?? part.custom_id, required && h("span", { class: "needed", "aria-hidden": "true", text: " *" }));
  return {
    id: part.custom_id, input, complaint: judge,
    element: h("div", { class: "modal-field" }, label, part.description && h("span", { class: "choice-detail", text: part.description }), input, h("div", { class: "under" }, complaint, counter)),
  };
}

function inputFor(part, id, most) {
  const shared = { id, name: part.custom_id, "aria-describedby": `${id}-complaint`, "aria-required": String(part.required !== false) };
  if (part.type === STRING_SELECT) {
    return h("select", shared, (part.options ?? []).map((option) => h("option", { value: option.value, selected: option.default, text: option.label })));
  }
  const written = { ...shared, maxlength: most, placeholder: part.placeholder };
  if (part.style === PARAGRAPH) {
    const area = h("textarea", { ...written, rows: 5 });
    area.value = part.value ?? "";
    return area;
  }
  return h("input", { ...written, type: "text", autocomplete: "off", value: part.value });
}
