// What a page may do with the chat: window.tripdesk. Calls pushed before we came are made now, in their order.
const listeners = new Map(); // event -> functions
let readied = null;

function on(event, fn) {
  if (!listeners.has(event)) listeners.set(event, new Set());
  listeners.get(event).add(fn);
  if (event === "ready" && readied) hear(fn, readied);
  return () => listeners.get(event).delete(fn);
}

function emit(event, detail = {}) {
  if (event === "ready") readied = detail;
  listeners.get(event)?.forEach((fn) => hear(fn, detail));
}

/** A mistake in the page's own script is the page's, and must not stop the chat. */
function hear(fn, detail) {
  try { fn(detail); } catch (error) { setTimeout(() => { throw error; }); }
}

const api = { open: () => open(), close: () => close(), setLocale, setUser, on };
api.push = (...calls) => calls.forEach(([name, ...values]) => { if (name !== "push") api[name]?.(...values); });
