// The end of a case: resolved with its cause, confirmed, closed, or opened again.
import { h } from "../dom.js";
import { t } from "../texts.js";
import { card, folded } from "./form.js";
import { choice, field } from "./parts.js";

/** Build the card of what can be done to end the case, or to take it up again. */
export function settleCard({ ticket, can, live }, options, act) {
  return card(t("ticket_actions"),
    can.includes("resolve") ? resolveForm(ticket, options, live, act) : null,
    can.includes("reopen") ? folded("reopen", t("ticket_reopen"), [reason()], t("ticket_reopen"), (values, form) => act("reopen", values, form)) : null,
    can.includes("confirm") || can.includes("close") ? h("div", { class: "side-by-side" },
      can.includes("confirm") ? h("button", { onclick: () => act("confirm") }, t("ticket_confirm")) : null,
      can.includes("close") ? h("button", { onclick: () => act("close") }, t("ticket_close")) : null) : null);
}

function resolveForm(ticket, options, live, act) {
  const cause = choice("cause", options.causes, ticket.cause ?? "", t("ticket_choose"));
  cause.required = ticket.kind === "complaint";
  return folded("resolve", t("ticket_resolve"),
    [field(t("tickets_cause"), cause),
      field(t("ticket_resolution"), h("textarea", { name: "text", rows: 3, required: true, maxlength: 2000, dir: "auto" })),
      live ? h("label", { class: "tick" }, h("input", { type: "checkbox", name: "ask", checked: true }), t("ticket_resolve_ask")) : null,
      live ? field(t("ticket_resolve_note"), h("textarea", { name: "note", rows: 2, maxlength: 2000, dir: "auto" })) : null],
    t("ticket_resolve"),
    (values, form) => act("resolve", { cause: values.cause || null, text: values.text, ask: Boolean(values.ask), note: values.note ?? "" }, form));
}

const reason = () => field(t("ticket_reason"), h("textarea", { name: "text", rows: 2, maxlength: 2000, dir: "auto" }));
