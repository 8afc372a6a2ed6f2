// What the page knows, in one place. Parts listen to names; whoever changes something tells by name.

export const state = {
  me: null,
  list: "queue",
  items: null, // null: not read yet
  next: null, // where the list goes on
  filter: {}, // what the list is narrowed to, by name
  counts: { mine: 0, queue: 0, snoozed: 0, mentions: 0 },
  openId: null,
  detail: null, // { conversation, can, summary, events } of the open chat
  messages: new Map(), // by sequence number
  earlier: false, // there are messages before the first held, and after the last
  later: false,
  goal: null, // the message to show first: { seq, kind: "unread" or "jump" }
  below: 0, // how many have come that the log does not show yet
  watchers: [], // who else has the open chat open
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

/** Draw a page; what it listens to takes the place of what the page before listened to, its parts included. */
export const drawPage = (draw) => scoped("page", draw);

/** Draw a part of a page that is drawn again and again ("editor"); what it listens to takes the place of before. */
export const drawPart = (name, draw) => scoped(`page/${name}`, draw);

function scoped(drawn, draw) {
  for (const [name, all] of listeners) listeners.set(name, all.filter((one) => !`${one.scope}/`.startsWith(`${drawn}/`)));
  const around = scope;
  scope = drawn;
  try {
    return draw();
  } finally {
    scope = around;
  }
}

/** Forget every listener: everything is being built anew. */
export function forgetListeners() {
  listeners.clear();
}

/** The last sequence number held of the open chat. */
export const lastSeq = () => Math.max(0, ...state.messages.keys());
