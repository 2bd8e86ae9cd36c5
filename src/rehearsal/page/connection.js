// Talks to the local Discord: requests out, events in.

/** Posts JSON and resolves to the answer; rejects with a sentence that can be shown. */
export async function post(path, body) {
  const answer = await ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer;
}

/** Brings a file to the local Discord; resolves to what a command says of it: { filename, url, size }. */
export function upload(file) {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than 10 MB, and Discord takes no more.`);
  return ask(`/page/file?name=${encodeURIComponent(file.name)}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
}

/** The whole state of the rehearsal. */
export function fetchState() {
  return ask("/page/state", { cache: "no-store" });
}

/**
 * Listens to the events for as long as the page is open. Each time the line is (re-)opened, the state is fetched anew and what
 * arrived meanwhile is replayed on top of it, so nothing falls between the two.
 */
export class Connection {
  constructor({ onState, onEvent, onLost }) {
    this.listener = { onState, onEvent, onLost };
    this.wait = FIRST_WAIT_MS;
    this.#open();
  }

  #open() {
    const source = new EventSource("/page/events");
    const early = [];
    let ready = false;
    const deliver = (name, data) => (ready ? this.listener.onEvent(name, data) : early.push([name, data]));
    for (const name of EVENTS) source.addEventListener(name, (event) => deliver(name, readJson(event.data)));
    source.onopen = async () => {
      ready = false;
      try {
        this.listener.onState(await fetchState());
      } catch {
        this.#reopen(source);
        return;
      }
      this.wait = FIRST_WAIT_MS;
      ready = true;
      for (const [name, data] of early.splice(0)) this.listener.onEvent(name, data);
    };
    source.onerror = () => this.#reopen(source);
  }

  /** Our own retry, since a browser gives up for good after an answer that is not an event stream. */
  #reopen(source) {
    if (source.readyState === EventSource.CLOSED && source.givenUp) return;
    source.givenUp = true;
    source.close();
    this.listener.onLost();
    setTimeout(() => this.#open(), this.wait);
    this.wait = Math.min(this.wait * 2, LAST_WAIT_MS);
  }
}

const EVENTS = ["message", "delete", "channel", "commands", "clock", "interaction", "modal"];
const MOST_BYTES = 10 * 1024 * 1024;
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 5000;

async function ask(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error("The local Discord does not answer. Is the rehearsal still running?");
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(answer?.message ?? `The local Discord answered ${response.status}.`);
  return answer ?? {};
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
