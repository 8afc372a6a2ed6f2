// The middle pane: header with what can be done, the messages, the editor.
import { change, loadEarlier } from "./chats.js";
import { fill, h } from "../dom.js";
import { editor } from "./editor.js";
import { holder } from "./lists.js";
import { messageElement } from "./message.js";
import { on, state } from "../store.js";
import { t } from "../texts.js";

const NEAR_END = 80;

/** Build the pane; `show` moves to another pane where only one fits. */
export function threadPane(show) {
  const header = h("header");
  const columns = h("div", { class: "columns" });
  const log = h("div", { class: "log", role: "log", "aria-label": t("thread"), tabindex: "0" });
  const typing = h("p", { class: "columns", "aria-live": "polite" });
  const writing = h("div");
  const pane = h("section", { class: "pane talk", "aria-label": t("thread") }, header, columns, log, typing, writing);

  const drawHead = () => {
    fill(header, state.detail ? head(show) : null);
    const two = Boolean(state.detail && state.detail.conversation.language !== state.me.language);
    log.classList.toggle("two", two);
    fill(columns, two ? columnTitles() : null);
    columns.hidden = !two;
  };
  on("opened", () => {
    drawHead();
    fill(log, state.openId ? null : h("p", { class: "empty" }, t("choose")));
    fill(writing, state.openId ? editor() : null);
    typing.textContent = "";
  });
  on("detail", drawHead);
  on("messages", () => drawMessages(log));
  on("typing", (event) => showTyping(typing, event));
  return pane;
}

function head(show) {
  const { conversation, can } = state.detail;
  const act = (action, key, done) => can[action] && h("button", {
    class: action === "take" ? "main" : "", "data-action": action,
    onclick: () => change(action.replace("_", "-"), done),
  }, t(action), " ", h("kbd", {}, key));
  return [
    h("button", { class: "plain only-narrow", onclick: () => show("lists") }, `‹ ${t("back")}`),
    h("div", { class: "title" }, h("h2", { dir: "auto" }, conversation.traveller),
      h("p", {}, `${conversation.language_name} · ${t("owner")}: ${holder(conversation)}`)),
    h("button", { class: "plain only-narrow", onclick: () => show("side") }, t("details")),
    act("take", "t", "taken"),
    act("hand_back", "h", "handed_back"),
    act("resolve", "e", "resolved"),
  ];
}

function columnTitles() {
  const own = state.me.languages.find((language) => language.code === state.me.language)?.name ?? "";
  return [
    h("span", {}, t("original", { language: state.detail.conversation.language_name })),
    h("span", {}, t("meaning", { language: own })),
  ];
}

const drawn = new WeakMap();

function elementOf(message) {
  if (!drawn.has(message)) drawn.set(message, messageElement(message));
  return drawn.get(message);
}

/** Draw by sequence number; follow the end only when the reader is there already. */
function drawMessages(log) {
  const fromEnd = log.scrollHeight - log.scrollTop;
  const atEnd = fromEnd - log.clientHeight < NEAR_END;
  const first = Number(log.querySelector("[data-seq]")?.dataset.seq ?? 0);
  const ordered = [...state.messages.keys()].sort((left, right) => left - right);
  fill(log,
    state.earlier ? h("button", { class: "earlier", onclick: loadEarlier }, t("earlier")) : null,
    ordered.map((seq) => elementOf(state.messages.get(seq))));
  if (ordered[0] < first) log.scrollTop = log.scrollHeight - fromEnd;
  else if (atEnd) log.scrollTop = log.scrollHeight;
}

let quiet;

function showTyping(line, { on: begun, name }) {
  line.textContent = begun && name ? t("writing", { name }) : "";
  clearTimeout(quiet);
  quiet = setTimeout(() => { line.textContent = ""; }, 6000);
}
