// Everything that happened, in words, and notes for colleagues.
import { h } from "../dom.js";
import { moment, t } from "../texts.js";
import { card, folded } from "./form.js";
import { field } from "./parts.js";

/** Build the card, the latest first. */
export function historyCard({ events, can }, act) {
  return card(t("ticket_history"),
    can.includes("note") ? folded("note", t("ticket_note"),
      [field(t("ticket_note"), h("textarea", { name: "text", rows: 2, required: true, maxlength: 2000, dir: "auto" }))],
      t("ticket_note_save"), (values, form) => act("note", { text: values.text }, form)) : null,
    h("ol", { class: "happened" }, events.toReversed().map((event) => h("li", { class: event.kind === "noted" ? "note" : "" },
      h("time", { datetime: event.at }, moment(event.at)),
      h("div", {}, h("p", {}, event.words, event.audience === "all" ? h("span", { class: "quiet" }, ` · ${t("ticket_for_all")}`) : null),
        event.text ? h("p", { class: "words", dir: "auto" }, event.text) : null)))));
}
