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

/** Whether the person who is logged in has a right of data/rights.yml. */
export const may = (right) => state.me.rights.includes(right);

const listeners = new Map();
let scope = "shell";

/** Call `listener` whenever `name` is told, until what is being drawn now is left. */
export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), { listener, scope }]);
}

/** Tell everyone who listens to `name`. */
export function tell(name, value) {
  for (const { listener } of listeners.get(name) ?? []) listener(value);
}

/** Draw a page; what it listens to takes the place of what the page before listened to. */
export function drawPage(draw) {
  for (const [name, all] of listeners) listeners.set(name, all.filter((one) => one.scope !== "page"));
  scope = "page";
  try {
    return draw();
  } finally {
    scope = "shell";
  }
}

/** Forget every listener: everything is being built anew. */
export function forgetListeners() {
  listeners.clear();
}

/** The last sequence number held of the open chat. */
export const lastSeq = () => Math.max(0, ...state.messages.keys());
