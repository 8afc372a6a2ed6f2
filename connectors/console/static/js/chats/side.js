// The right pane: who it is and why they are here. What happened stands in the thread itself.
import { customerCard } from "../customers/card.js";
import { fill, h } from "../dom.js";
import { stepSection } from "../phrases/steps.js";
import { drawPart, on, state } from "../store.js";
import { t } from "../texts.js";
import { ticketsCard } from "../tickets/card.js";

/** Build the pane. */
export function sidePane(show) {
  const body = h("div");
  const parts = () => [customerCard(state.detail.conversation.customer, state.openId), stepSection(), ticketsCard(state.openId), summary()];
  const draw = () => fill(body, state.detail ? drawPart("side", parts) : null);
  on("detail", draw);
  on("opened", draw);
  return h("aside", { class: "pane side", "aria-label": t("details") },
    h("button", { class: "plain only-narrow", onclick: () => show("talk") }, `‹ ${t("back")}`), body);
}

function summary() {
  const rows = state.detail.summary.map((row) => h("div", {}, h("dt", {}, row.label), h("dd", { dir: "auto" }, row.value)));
  return h("section", {}, h("h2", {}, t("summary")), h("dl", {}, rows));
}
