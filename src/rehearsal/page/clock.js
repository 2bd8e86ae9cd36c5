// The running session clock and its controls.
import { h, icon, ICONS } from "./dom.js";
import { LOCALE, sayUtc } from "./times.js";

/** Session time: the server's last word, carried on at its speed by the browser's monotonic clock. */
export class SessionClock {
  #told = { now_ms: Date.now(), speed: 1, paused: true };
  #heardAt = performance.now();

  hear(clock) {
    if (!Number.isFinite(clock?.now_ms)) return;
    this.#told = clock;
    this.#heardAt = performance.now();
  }

  /** Session time in milliseconds since the epoch. */
  now() {
    const passed = performance.now() - this.#heardAt;
    return this.#told.now_ms + (this.paused ? 0 : passed * this.speed);
  }

  seconds() {
    return this.now() / 1000;
  }

  get paused() {
    return Boolean(this.#told.paused);
  }

  get speed() {
    return Number(this.#told.speed) || 1;
  }
}

/** The clock on top: date, time, play and pause, speed. `change` posts to the server and resolves to the new clock. */
export class ClockPanel {
  constructor(root, clock, change) {
    this.clock = clock;
    this.change = change;
    this.date = h("span", { class: "clock-date" });
    this.time = h("span", { class: "clock-time" });
    this.utc = h("span", { class: "tip", role: "tooltip", id: "clock-utc" });
    this.toggle = h("button", { type: "button", class: "clock-toggle", onclick: () => this.#send({ paused: !clock.paused }) });
    this.own = h("input", {
      type: "number", min: "0.1", max: "100000", step: "any", inputmode: "decimal", placeholder: "own", "aria-label": "Own speed, times real time",
      onchange: () => this.#sendOwn(),
    });
    this.choices = SPEEDS.map((speed) => this.#choice(speed));
    root.append(
      h("div", { class: "clock-face", role: "timer", tabindex: "0", "aria-label": "Session clock", "aria-describedby": "clock-utc" },
        this.date, this.time, this.utc),
      this.toggle,
      h("fieldset", { class: "speeds" }, h("legend", { class: "unseen", text: "Speed of the session clock" }),
        this.choices, h("label", { class: "own-speed" }, this.own, h("span", { "aria-hidden": "true", text: "×" }))),
    );
  }

  /** Shows the current instant; call it several times a second. */
  tick() {
    const now = new Date(this.clock.now());
    if (Number.isNaN(now.getTime())) return;
    say(this.date, DATE.format(now));
    say(this.time, TIME.format(now));
    say(this.utc, sayUtc(now));
  }

  /** Shows whether it runs and how fast. */
  refresh() {
    const { paused, speed } = this.clock;
    this.toggle.replaceChildren(icon(paused ? ICONS.play : ICONS.pause), h("span", { class: "unseen", text: paused ? "Play" : "Pause" }));
    this.toggle.title = paused ? "Let the session clock run" : "Hold the session clock";
    this.toggle.classList.toggle("paused", paused);
    for (const choice of this.choices) choice.firstChild.checked = Number(choice.firstChild.value) === speed;
    const own = !SPEEDS.includes(speed);
    this.own.closest("label").classList.toggle("chosen", own);
    if (document.activeElement !== this.own) this.own.value = own ? String(speed) : "";
    this.tick();
  }

  #choice(speed) {
    const radio = h("input", { type: "radio", name: "speed", value: speed, onchange: () => this.#send({ speed }) });
    return h("label", {}, radio, h("span", { text: `${speed}×` }));
  }

  #sendOwn() {
    const speed = Number(this.own.value);
    if (speed > 0 && this.own.validity.valid && speed !== this.clock.speed) this.#send({ speed });
  }

  async #send(wish) {
    await this.change(wish);
    this.refresh();
  }
}

const SPEEDS = [1, 10, 60, 300, 600];
const DATE = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" });

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
