// Server-sent events: the browser reconnects by itself and says which message it saw last.
import { get } from "./api.js";
import { lastSeq, state, tell } from "./store.js";

const OF_DESK = ["changed", "offer", "presence"];
const OF_CHAT = ["message", "owner", "typing", "watchers", "delivery", "gone"];

let source = null;
let retry = null;

/** Listen to the desk, and to the open chat after the last message held. */
export function startLive() {
  stopLive();
  const chat = state.openId;
  source = new EventSource(`/api/v1/events${chat ? `?conversation=${encodeURIComponent(chat)}&after=${lastSeq()}` : ""}`);
  source.onopen = () => mark("live");
  source.onerror = () => {
    mark("offline");
    // A refused stream is closed for good: find out whether the session ended or the server is away.
    if (source?.readyState === EventSource.CLOSED) retry = setTimeout(askWhy, 2000);
  };
  for (const kind of OF_DESK) source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  // Another chat may have been opened since, whose own stream has not begun yet.
  for (const kind of OF_CHAT) source.addEventListener(kind, (event) => { if (chat === state.openId) tell(kind, JSON.parse(event.data)); });
  // What concerns me becomes news in chats/news.js.
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
