// The left pane: Mine, Queue, All.
import { loadList } from "./chats.js";
import { contactForm } from "./contact.js";
import { fill, h } from "../dom.js";
import { address, go } from "../router.js";
import { on, state, tell } from "../store.js";
import { since, t } from "../texts.js";

const LISTS = ["mine", "queue", "all"];

/** Build the pane. */
export function listsPane() {
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("lists") });
  const rows = h("ul", { class: "rows" });
  const drawTabs = () => fill(tabs, LISTS.map(tab));
  const drawRows = () => keepingFocus(rows, () => fill(rows, state.items?.length ? state.items.map(row) : state.items && empty()));
  const draw = () => { drawTabs(); drawRows(); };
  on("items", draw);
  on("opened", draw);
  on("tick", drawRows);
  drawTabs();
  return h("nav", { class: "pane lists", "aria-label": t("lists") }, tabs, rows,
    state.me.talks && h("button", { class: "contact-log", "data-action": "contact", onclick: contactForm }, t("contact_log")));
}

/** Open the chat `step` rows away from the open one. */
export function moveBy(step) {
  if (!state.items) return;
  const at = state.items.findIndex((item) => item.id === state.openId);
  const next = state.items[Math.min(state.items.length - 1, Math.max(0, at + step))];
  if (next) go("chats", next.id);
}

function tab(list) {
  const choose = () => { state.list = list; loadList(); };
  return h("button", { role: "tab", "aria-selected": String(state.list === list), "data-list": list, onclick: choose },
    t(list), list === "all" ? null : h("span", { class: "n" }, String(state.counts[list])));
}

const empty = () => h("li", { class: "empty" }, t(`nothing_${state.list}`));

function row(item) {
  const last = item.last;
  return h("li", {}, h("a", {
    href: address("chats", item.id), "data-id": item.id, class: item.unread ? "unread" : "",
    "aria-current": item.id === state.openId ? "true" : null,
  },
    h("span", { class: "top" },
      h("span", { class: "name", dir: "auto" }, item.traveller),
      item.unread ? h("span", { class: "badge", title: t("unread", { n: item.unread }) }, String(item.unread)) : null,
      ["urgent", "high"].includes(item.priority) ? h("span", { class: `tag ${item.priority}` }, t(`priority_${item.priority}`)) : null,
      h("span", { class: "tag" }, item.language_name)),
    last ? h("span", { class: "said", lang: item.language, dir: "auto" }, last.text) : null,
    last?.meaning ? h("span", { class: "gloss" }, last.meaning) : null,
    h("span", { class: "low" },
      item.position ? h("span", {}, t("position", { n: item.position })) : h("span", {}, holder(item)),
      item.waiting_since ? h("span", {}, t("waiting", { time: since(item.waiting_since) })) : null)));
}

/** Who holds a chat, in words. */
export function holder(item) {
  if (item.mine) return t("owner_you");
  return item.owner === "agent" ? item.owner_name || t("owner_former") : t(`owner_${item.owner}`);
}

function keepingFocus(rows, draw) {
  const id = rows.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  draw();
  if (id) rows.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
}
