// The page of chats: lists, one conversation, its details. Three panes side by side, one at a time on a phone.
import { h } from "../dom.js";
import { go } from "../router.js";
import { on, state } from "../store.js";
import { loadList, openChat, refreshChat, addMessage } from "./chats.js";
import { watchEditor } from "./editor.js";
import { bindKeys } from "./keys.js";
import { listsPane } from "./lists.js";
import { watchSteps } from "../phrases/steps.js";
import { sidePane } from "./side.js";
import { threadPane } from "./thread.js";

let panes;

export const page = { name: "chats", icon: "chats", right: "conversations.read", draw, follow };

function draw(rest) {
  panes = h("div", { class: "panes" });
  watchSteps();
  watchEditor();
  panes.append(listsPane(), threadPane(show), sidePane(show));
  on("message", addMessage);
  on("owner", refreshChat);
  on("changed", soon((event) => {
    loadList();
    if (!event.conversation || event.conversation === state.openId) refreshChat();
  }));
  bindKeys();
  follow(rest);
  return panes;
}

function follow([id = null]) {
  panes.dataset.pane = id ? "talk" : "lists";
  openChat(id);
}

function show(pane) {
  panes.dataset.pane = pane;
  if (pane === "lists") go("chats");
}

/** Run once for a burst of wake-ups. */
function soon(run) {
  let waiting = null;
  let about = {};
  return (event) => {
    about = waiting && about.conversation !== event.conversation ? {} : event;
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = null; run(about); }, 120);
  };
}
