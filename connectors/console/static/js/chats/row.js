// One chat in a list: who, what they said last and what it means, who has it, since when.
import { clockBadge } from "../clocks/badge.js";
import { h } from "../dom.js";
import { state } from "../store.js";
import { moment, since, t } from "../texts.js";
import { hasDraft } from "./drafts.js";

/** Build the row of a chat. */
export function rowElement(item, address) {
  const { last } = item;
  return h("li", {}, h("a", {
    href: address, "data-id": item.id, class: item.unread || item.called ? "unread" : "",
    "aria-current": item.id === state.openId ? "true" : null,
  },
    h("span", { class: "top" },
      h("span", { class: "name", dir: "auto" }, item.traveller),
      item.called ? h("span", { class: "badge call", title: t("mentioned_you") }, "@") : null,
      item.unread ? h("span", { class: "badge", title: t("unread", { n: item.unread }) }, String(item.unread)) : null,
      ["urgent", "high"].includes(item.priority) ? h("span", { class: `tag ${item.priority}` }, t(`priority_${item.priority}`)) : null,
      h("span", { class: "tag" }, item.language_name)),
    last ? h("span", { class: "said", lang: item.language, dir: "auto" }, last.text) : null,
    last?.meaning ? h("span", { class: "gloss" }, last.meaning) : null,
    h("span", { class: "low" }, hasDraft(item.id) ? h("span", { class: "draft" }, t("draft")) : null, h("span", {}, place(item)), clockBadge(item), when(item))));
}

/** Who holds a chat, in words. */
export function holder(item) {
  if (item.mine) return t("owner_you");
  return item.owner === "agent" ? item.owner_name || t("owner_former") : t(`owner_${item.owner}`);
}

function place(item) {
  if (item.status === "resolved") return t("status_resolved");
  return item.position ? t("position", { n: item.position }) : holder(item);
}

function when(item) {
  if (item.status === "snoozed")
    return h("span", {}, item.snoozed_until ? t("snoozed_until", { time: moment(item.snoozed_until) }) : t("snoozed_until_written"));
  if (item.waiting_since) return h("span", {}, t("waiting", { time: since(item.waiting_since) }));
  return h("time", { datetime: item.updated_at }, moment(item.updated_at));
}
