// The left pane: the lists, what they are narrowed to, and their rows.
import { fill, h } from "../dom.js";
import { address, go } from "../router.js";
import { may, on, state } from "../store.js";
import { t } from "../texts.js";
import { chooseList, loadMore } from "./chats.js";
import { contactForm } from "./contact.js";
import { filterBar } from "./filter.js";
import { rowElement } from "./row.js";

const LISTS = ["mine", "queue", "mentions", "snoozed", "resolved", "all"];
const COUNTED = ["mine", "queue", "mentions", "snoozed"];
const MOST = 999;
const NEAR_END = 400;

/** Build the pane. */
export function listsPane() {
  const tabs = h("div", { class: "tabs six", role: "tablist", "aria-label": t("lists"), onkeydown: step });
  const rows = h("ul", { class: "rows", onscroll: () => { if (state.next && rows.scrollHeight - rows.scrollTop - rows.clientHeight < NEAR_END) loadMore(); } });
  const drawRows = () => keepingFocus(rows, () => fill(rows, state.items ? drawn() : null));
  const draw = () => { fill(tabs, LISTS.map(tab)); drawRows(); };
  on("items", draw);
  on("opened", draw);
  on("tick", drawRows);
  draw();
  return h("nav", { class: "pane lists", "aria-label": t("lists") }, tabs, filterBar(), rows,
    may("contacts.log") && h("button", { class: "contact-log", "data-action": "contact", onclick: contactForm }, t("contact_log")));
}

/** Open the chat `step` rows away from the open one. */
export function moveBy(by) {
  if (!state.items?.length) return;
  const at = state.items.findIndex((item) => item.id === state.openId);
  const next = state.items[Math.min(state.items.length - 1, Math.max(0, at + by))];
  if (next) go("chats", next.id);
}

function tab(list) {
  const n = COUNTED.includes(list) ? state.counts[list] ?? 0 : 0;
  const chosen = state.list === list;
  return h("button", {
    role: "tab", "aria-selected": String(chosen), tabindex: chosen ? "0" : "-1", "data-list": list, class: list === "mentions" && n ? "calls" : "",
    onclick: () => chooseList(list),
  }, h("span", { class: "label" }, t(list === "resolved" ? "resolved_list" : list)), n ? h("span", { class: "n" }, n > MOST ? `${MOST}+` : String(n)) : null);
}

function step(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const at = LISTS.indexOf(state.list) + (document.dir === "rtl" ? -by : by);
  const list = LISTS[(at + LISTS.length) % LISTS.length];
  chooseList(list);
  event.currentTarget.querySelector(`[data-list="${list}"]`)?.focus();
  event.preventDefault();
}

function drawn() {
  if (!state.items.length) return [h("li", { class: "empty" }, t(Object.keys(state.filter).length ? "nothing_filtered" : `nothing_${state.list}`))];
  const more = state.next ? h("li", { class: "more" }, h("button", { onclick: loadMore }, t("more"))) : null;
  return [...state.items.map((item) => rowElement(item, addressOf(item))), more];
}

/** A mention opens at the note that called. */
const addressOf = (item) => (state.list === "mentions" && item.mentioned ? address("chats", item.id, String(item.mentioned)) : address("chats", item.id));

function keepingFocus(rows, draw) {
  const id = rows.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const top = rows.scrollTop;
  draw();
  rows.scrollTop = top;
  if (id) rows.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
}
