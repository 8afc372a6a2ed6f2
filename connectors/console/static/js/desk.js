// The frame around the three panes: top bar, address, live updates.
import { patch, post } from "./api.js";
import { addMessage, loadList, openChat, refreshChat } from "./chats.js";
import { fill, h, say } from "./dom.js";
import { forgetContact } from "./contact.js";
import { forgetDrafts } from "./drafts.js";
import { watchEditor } from "./editor.js";
import { onKey, showKeys } from "./keys.js";
import { listsPane } from "./lists.js";
import { stopLive } from "./live.js";
import { sidePane } from "./side.js";
import { on, state, tell } from "./store.js";
import { t } from "./texts.js";
import { threadPane } from "./thread.js";

const TICK = 30000;
let ticking;

/** Build the desk for the agent who is logged in. */
export function showDesk(root) {
  const panes = h("div", { class: "panes" });
  const show = (pane) => {
    panes.dataset.pane = pane;
    if (pane === "lists") location.hash = "";
  };
  watchEditor();
  fill(panes, listsPane(), threadPane(show), sidePane(show));
  fill(root, h("div", { class: "desk" }, bar(), panes));
  listen();
  window.onhashchange = () => follow(panes);
  document.onkeydown = onKey;
  clearInterval(ticking);
  ticking = setInterval(() => tell("tick"), TICK);
  follow(panes);
  loadList();
}

function follow(panes) {
  const id = decodeURIComponent(location.hash.replace(/^#\/?/, "")) || null;
  panes.dataset.pane = id ? "talk" : "lists";
  openChat(id);
}

function listen() {
  on("message", addMessage);
  on("owner", refreshChat);
  on("changed", soon((event) => {
    loadList();
    if (!event.conversation || event.conversation === state.openId) refreshChat();
  }));
  on("items", () => {
    document.title = state.counts.queue ? `(${state.counts.queue}) ${t("title")}` : t("title");
  });
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

function bar() {
  const live = h("span", { class: "live", role: "status" });
  const draw = () => {
    live.textContent = t(state.live);
    live.classList.toggle("off", state.live !== "live");
  };
  on("live", draw);
  draw();
  return h("header", { class: "bar" },
    h("h1", {}, t("title")), live,
    h("span", { class: "who" }, state.me.name),
    h("button", { class: "plain wide", onclick: showKeys, "aria-label": t("keys") }, h("kbd", {}, "?")),
    languages(),
    h("button", { class: "plain", onclick: leave }, t("logout")));
}

function languages() {
  const choose = async () => {
    try {
      tell("language", await patch("/me", { language: select.value }));
    } catch (error) {
      say(error.message || t("offline"), true);
      select.value = state.me.language;
    }
  };
  const select = h("select", { "aria-label": t("language"), onchange: choose }, state.me.languages.map(({ code, name }) =>
    h("option", { value: code, selected: code === state.me.language }, name)));
  return select;
}

async function leave() {
  await post("/logout").catch(() => {});
  forgetDrafts();
  forgetContact();
  stopLive();
  location.hash = "";
  tell("left");
}
