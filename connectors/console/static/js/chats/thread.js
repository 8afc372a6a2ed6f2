// The middle pane: head, who else is here, the log, the editor.
import { fill, h } from "../dom.js";
import { drawPart, on, state } from "../store.js";
import { t } from "../texts.js";
import { editor } from "./editor.js";
import { headElement } from "./head.js";
import { logElement } from "./log.js";
import { writersLine } from "./others.js";

/** Build the pane; `show` moves to another pane where only one fits. */
export function threadPane(show) {
  const head = h("header");
  const columns = h("div", { class: "columns" });
  const writing = h("div", { class: "writing" });
  const drawHead = () => {
    fill(head, state.detail ? headElement(show) : null);
    fill(columns, isTwo() ? columnTitles() : null);
    columns.hidden = !isTwo();
  };
  on("opened", () => {
    drawHead();
    fill(writing, state.openId ? drawPart("editor", editor) : null);
  });
  on("detail", drawHead);
  on("watchers", ({ items }) => { state.watchers = items; drawHead(); });
  return h("section", { class: "pane talk", "aria-label": t("thread") }, head, columns, logElement(isTwo), writersLine(), writing);
}

/** Whether the chat is in another language than the agent's. */
const isTwo = () => Boolean(state.detail && state.detail.conversation.language !== state.me.language);

function columnTitles() {
  const own = state.me.languages.find((language) => language.code === state.me.language)?.name ?? "";
  return [
    h("span", {}, t("original", { language: state.detail.conversation.language_name })),
    h("span", {}, t("meaning", { language: own })),
  ];
}
