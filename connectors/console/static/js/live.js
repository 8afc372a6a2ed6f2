// Server-sent events: the browser reconnects by itself and says which message it saw last.
import { get } from "./api.js";
import { lastSeq, state, tell } from "./store.js";

// What the server tells, under the names by which the page hears of it; `notify` becomes news of `chats/news.js`.
const KINDS = ["message", "owner", "changed", "typing", "watchers", "delivery", "gone", "offer", "presence"];

let source = null;
let retry = null;

/** Listen to the desk, and to the open chat after the last message held. */
export function startLive() {
  stopLive();
  const chat = state.openId ? `?conversation=${encodeURIComponent(state.openId)}&after=${lastSeq()}` : "";
  source = new EventSource(`/api/v1/events${chat}`);
  source.onopen = () => mark("live");
  source.onerror = () => {
    mark("offline");
    // A refused stream is closed for good: find out whether the session ended or the server is away.
    if (source?.readyState === EventSource.CLOSED) retry = setTimeout(askWhy, 2000);
  };
  for (const kind of KINDS)
    source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  source.addEventListener("notify", (event) => tell("concerns", JSON.parse(event.data)));
  source.addEventListener("expired", () => tell("expired"));
}

/** Stop listening. */
export function stopLive() {
  source?.close();
  source = null;
  clearTimeout(retry);
}

async function askWhy() {
  try {
    await get("/me");
    startLive();
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else retry = setTimeout(askWhy, 5000);
  }
}

function mark(live) {
  const back = live === "live" && state.live !== "live";
  state.live = live;
  tell("live");
  if (back) tell("changed", {});
}
