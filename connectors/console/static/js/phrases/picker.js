// The picker of phrases: found in the agent's language, shown in both, sent in the traveller's.
import { fill, h } from "../dom.js";
import { makeId } from "../ids.js";
import { addMessage } from "../chats/chats.js";
import { tell } from "../store.js";
import { t } from "../texts.js";
import { findPhrases, previewPhrase, sendPhrase } from "./api.js";
import { fieldsElement } from "./fields.js";
import { shownElement } from "./shown.js";

const SOON = 180;

/** Build the picker of a chat, closed; `left` is called when it closes. */
export function picker(id, left) {
  const held = { items: [], at: -1, values: {}, sending: null, asked: 0, busy: false };
  const search = h("input", {
    type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "phrase-list", "aria-autocomplete": "list",
    "aria-label": t("phrases_search"), placeholder: t("phrases_search"), autocomplete: "off", maxlength: 200, dir: "auto",
    oninput: () => soon(() => look(search.value)),
  });
  const list = h("ul", { id: "phrase-list", role: "listbox", tabindex: "0", "aria-label": t("phrases_open") });
  const found = h("p", { class: "hint", role: "status" });
  const side = h("div", { class: "phrase-side" });
  const said = h("p", { class: "problem", role: "alert" });
  const element = h("section", { class: "picker", hidden: true, "aria-label": t("phrases_open"), onkeydown: pressed },
    h("div", { class: "phrase-head" }, search,
      h("button", { type: "button", class: "plain", "aria-label": t("close"), onclick: close }, "✕")),
    h("div", { class: "phrase-body" }, h("div", { class: "phrase-found" }, list, found), side), said,
    h("p", { class: "hint keys" }, t("phrases_hint")));
  const soon = later(SOON);

  async function look(query, chosen = null) {
    const asked = held.asked += 1;
    const answer = await guarded(() => findPhrases(id, query));
    if (!answer || asked !== held.asked) return;
    held.items = answer.items;
    found.textContent = held.items.length ? t("phrases_found", { n: held.items.length }) : t("phrases_none");
    fill(list, held.items.map(option));
    choose(chosen ? held.items.findIndex((one) => one.id === chosen) : 0);
  }

  /** Show one phrase by itself, as a suggested step opens it. */
  async function only(phrase) {
    const asked = held.asked += 1;
    const one = await guarded(() => previewPhrase(id, phrase, {}));
    if (!one || asked !== held.asked) return;
    held.items = [one];
    found.textContent = "";
    fill(list, option(one, 0));
    choose(0);
    toFields();
  }

  function option(phrase, at) {
    return h("li", { id: `phrase-${at}`, role: "option", "aria-selected": "false", onclick: () => { choose(at); toFields(); } },
      h("b", {}, phrase.title), phrase.own ? h("span", { class: "tag" }, phrase.group) : null,
      phrase.ready ? null : h("span", { class: "open-mark", title: t("phrases_missing") }, "○"),
      h("span", { class: "line", dir: phrase.twin_direction }, phrase.twin.split("\n")[0]));
  }

  function choose(at) {
    if (!held.items.length) { held.at = -1; search.removeAttribute("aria-activedescendant"); fill(side); return; }
    held.at = Math.max(0, Math.min(at, held.items.length - 1));
    held.values = {};
    said.textContent = "";
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === held.at)));
    for (const one of [search, list]) one.setAttribute("aria-activedescendant", `phrase-${held.at}`);
    list.children[held.at].scrollIntoView({ block: "nearest" });
    drawSide();
  }

  const shown = h("div");
  const send = h("button", { type: "button", class: "main", onclick: submit }, t("phrases_send"), " ", h("kbd", {}, "Ctrl ↵"));

  function drawSide() {
    const phrase = held.items[held.at];
    fill(shown, shownElement(phrase));
    send.disabled = !phrase.ready || held.busy;
    fill(side, shown, fieldsElement(phrase.fields, held.values, () => soon(refresh)), h("div", { class: "phrase-send" }, send));
  }

  /** Read the phrase anew with what was typed; inputs stay as they are unless others are asked for. */
  async function refresh() {
    const { at, values } = held;
    const before = held.items[at];
    const now = await guarded(() => previewPhrase(id, before.id, values));
    if (!now || values !== held.values) return;
    held.items[at] = now;
    const asks = (phrase) => phrase.fields.map((one) => `${one.name} ${one.options.length}`).join();
    if (asks(now) === asks(before)) { fill(shown, shownElement(now)); send.disabled = !now.ready || held.busy; } else drawSide();
  }

  function toFields() {
    const first = side.querySelector("label.missing input, label.missing select") ?? send;
    if (!first.disabled) first.focus();
  }

  async function submit() {
    const phrase = held.items[held.at];
    if (!phrase || held.busy) return;
    // The same phrase with the same values again, after an error, is the same message.
    const what = JSON.stringify([phrase.id, held.values]);
    if (held.sending?.what !== what) held.sending = { what, clientId: makeId() };
    held.busy = send.disabled = true;
    const message = await guarded(() => sendPhrase(id, held.sending.clientId, phrase.id, held.values));
    held.busy = false;
    send.disabled = !phrase.ready;
    if (!message) return;
    held.sending = null;
    addMessage(message);
    close();
    tell("phrased");
  }

  function pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
    else if (event.target !== search && event.target !== list) return;
    else if (event.key === "ArrowDown") choose(held.at + 1);
    else if (event.key === "ArrowUp") choose(held.at - 1);
    else if (event.key === "Enter") toFields();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function open({ phrase = null } = {}) {
    element.hidden = false;
    search.value = said.textContent = "";
    fill(list);
    fill(side);
    search.focus();
    if (phrase) only(phrase);
    else look("");
  }

  function close() {
    if (element.hidden) return;
    held.asked += 1;
    element.hidden = true;
    left();
  }

  async function guarded(ask) {
    try {
      const answer = await ask();
      said.textContent = "";
      return answer;
    } catch (error) {
      said.textContent = error.message || t("offline");
      if (error.status === 401) tell("expired", error.message);
      if (error.status === 409) tell("owner", {});
      return null;
    }
  }

  return { element, open, close };
}

function later(wait) {
  let timer = null;
  return (run) => { clearTimeout(timer); timer = setTimeout(run, wait); };
}
