// The head of a chat: who it is and why they are here, who else is here, what can be done.
import { clockBadge } from "../clocks/badge.js";
import { h } from "../dom.js";
import { transferDialog } from "../people/transfer.js";
import { state } from "../store.js";
import { moment, t } from "../texts.js";
import { change } from "./chats.js";
import { watchersElement } from "./others.js";
import { holder } from "./row.js";
import { snoozeDialog } from "./snooze.js";
import { offerUndo } from "./undo.js";

const PRIORITIES = ["urgent", "high", "normal", "low"];

/** Build what stands in the head of the open chat. */
export function headElement(show) {
  const { conversation, can, headline } = state.detail;
  return [
    h("div", { class: "title" },
      h("button", { class: "plain only-narrow", onclick: () => show("lists") }, `‹ ${t("back")}`),
      h("div", { class: "who-is" },
        h("h2", { dir: "auto" }, conversation.traveller),
        h("p", {}, h("span", { class: `status ${conversation.status}` }, status(conversation)), ` · ${t("owner")}: ${holder(conversation)} `, clockBadge(conversation))),
      watchersElement(),
      h("button", { class: "plain only-narrow", onclick: () => show("side") }, t("details"))),
    h("div", { class: "acts" },
      act(can.take, "take", "t", () => change("take", "taken"), "main"),
      act(can.hand_back, "hand_back", "h", () => change("hand-back", "handed_back")),
      act(can.transfer, "transfer", "p", () => transfer()),
      act(can.snooze && conversation.status !== "snoozed", "snooze", "s", () => snoozeDialog()),
      act(can.resolve, "resolve", "e", () => resolve()),
      can.prioritise ? priority(conversation) : conversation.priority === "normal" ? null
        : h("span", { class: `tag ${conversation.priority}` }, t(`priority_${conversation.priority}`))),
    headline.length ? h("p", { class: "headline", dir: "auto" }, headline.join(" ")) : null,
  ];
}

/** Resolve the open chat; for some seconds it can be undone. */
export function resolve() {
  const id = state.openId;
  change("resolve", "", {}, () => offerUndo(id, t("resolved_soon")));
}

/** Pass the open chat on to a colleague or a team. */
export function transfer() {
  if (state.detail?.can.transfer) transferDialog(state.openId, state.detail.conversation.version);
}

function act(may, action, key, run, kind = "") {
  return may && h("button", { class: kind, "data-action": action, title: `${t(action)} (${key})`, "aria-keyshortcuts": key, onclick: run },
    t(action), kind ? [" ", h("kbd", {}, key)] : null);
}

function status({ status: name, snoozed_until: until }) {
  if (name !== "snoozed") return t(`status_${name}`);
  return until ? t("snoozed_until", { time: moment(until) }) : t("snoozed_until_written");
}

function priority({ priority: chosen }) {
  const choose = () => change("priority", "priority_changed", { priority: select.value });
  const select = h("select", { class: `priority ${chosen}`, "aria-label": t("priority_change"), "data-action": "priority", onchange: choose },
    PRIORITIES.map((name) => h("option", { value: name, selected: name === chosen }, t(`priority_${name}`))));
  return select;
}
