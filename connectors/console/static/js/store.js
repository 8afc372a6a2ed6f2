// What the page knows, in one place. Parts listen to names; whoever changes something tells by name.

export const state = {
  me: null,
  list: "queue",
  items: null, // null: not read yet
  counts: { mine: 0, queue: 0 },
  openId: null,
  detail: null, // { conversation, can, summary, events } of the open chat
  messages: new Map(), // by sequence number
  earlier: false,
  live: "connecting",
};

const listeners = new Map();

/** Call `listener` whenever `name` is told. */
export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

/** Tell everyone who listens to `name`. */
export function tell(name, value) {
  for (const listener of listeners.get(name) ?? []) listener(value);
}

/** Forget every listener: the page is being built anew. */
export function forgetListeners() {
  listeners.clear();
}

/** The last sequence number held of the open chat. */
export const lastSeq = () => Math.max(0, ...state.messages.keys());
