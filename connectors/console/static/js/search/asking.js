// Asking the server, once typing pauses; an answer that comes too late for its question is not shown.
import { get } from "../api.js";

const PAUSE = 140;

/** Ask for one page of results. */
export function ask(q, { kind, cursor, signal } = {}) {
  const query = new URLSearchParams({ q, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) });
  return get(`/search?${query}`, signal);
}

/** Give a function that asks when it is called no more for a moment; only the last question is answered. */
export function asker(answered, failed) {
  let waiting;
  let running;
  const stop = () => { clearTimeout(waiting); running?.abort(); };
  const run = async (q, options) => {
    running = new AbortController();
    const { signal } = running;
    try {
      const results = await ask(q, { ...options, signal });
      if (!signal.aborted) answered(results, q);
    } catch (error) {
      if (!signal.aborted) failed(error, q);
    }
  };
  return (q, options = {}, pause = PAUSE) => {
    stop();
    if (q.trim()) waiting = setTimeout(() => run(q, options), pause);
  };
}
