// The right pane: why the chat is here and what happened to it.
import { customerCard } from "../customers/card.js";
import { fill, h } from "../dom.js";
import { stepSection } from "../phrases/steps.js";
import { on, state } from "../store.js";
import { moment, t } from "../texts.js";

/** Build the pane. */
export function sidePane(show) {
  const body = h("div");
  const draw = () => fill(body, state.detail ? [customerCard(state.detail.conversation.customer, state.openId), stepSection(), summary(), history()] : null);
  on("detail", draw);
  on("opened", draw);
  return h("aside", { class: "pane side", "aria-label": t("details") },
    h("button", { class: "plain only-narrow", onclick: () => show("talk") }, `‹ ${t("back")}`), body);
}

function summary() {
  const rows = state.detail.summary.map((row) => h("div", {}, h("dt", {}, row.label), h("dd", { dir: "auto" }, row.value)));
  return h("section", {}, h("h2", {}, t("summary")), h("dl", {}, rows));
}

function history() {
  const rows = state.detail.events.map((event) =>
    h("li", {}, h("time", { datetime: event.at }, moment(event.at)), h("span", {}, event.words)));
  return rows.length ? h("section", {}, h("h2", {}, t("history")), h("ol", {}, rows)) : null;
}
