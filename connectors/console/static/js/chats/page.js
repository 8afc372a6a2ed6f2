// The page of chats: lists, one conversation, its details. Three panes side by side, one at a time on a phone.
import { h } from "../dom.js";
import { go } from "../router.js";
import { on, state } from "../store.js";
import { addMessage, jumpTo, leaveChat, loadList, openChat, refreshChat, settleDeliveries } from "./chats.js";
import { watchEditor } from "./editor.js";
import { bindKeys } from "./keys.js";
import { listsPane } from "./lists.js";
import { watchSteps } from "../phrases/steps.js";
import { sidePane } from "./side.js";
import { threadPane } from "./thread.js";

// A busy desk changes many times a second; nobody reads that fast.
const SOON = 120;
const AGAIN = 1000;
let panes;

export const page = { name: "chats", icon: "chats", right: "conversations.read", draw, follow, keys: bindKeys };

function draw(rest) {
  panes = h("div", { class: "panes" });
  watchSteps();
  watchEditor();
  panes.append(listsPane(), threadPane(show), sidePane(show));
  on("message", addMessage);
  on("delivery", settleDeliveries);
  on("owner", refreshChat);
  on("gone", ({ conversation }) => leaveChat(conversation));
  on("changed", soon(loadList));
  on("changed", soon(refreshChat, ({ conversation }) => !conversation || conversation === state.openId));
  state.openId = null;
  follow(rest);
  return panes;
}

function follow([id = null, seq = null]) {
  const number = /^[1-9]\d{0,8}$/.test(seq ?? "") ? Number(seq) : null;
  panes.dataset.pane = id ? "talk" : "lists";
  if (id && id === state.openId && state.detail) { if (number) jumpTo(number); return; }
  openChat(id, number);
}

function show(pane) {
  panes.dataset.pane = pane;
  if (pane === "lists") go("chats");
}

/** Run once for a burst of wake-ups, and not more often than every second. */
function soon(run, concerns = () => true) {
  let waiting = null;
  let last = 0;
  return (event) => {
    if (waiting || !concerns(event)) return;
    waiting = setTimeout(() => { waiting = null; last = Date.now(); run(); }, Math.max(SOON, last + AGAIN - Date.now()));
  };
}
