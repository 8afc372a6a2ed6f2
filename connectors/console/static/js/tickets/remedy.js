// What is proposed to the traveller, what they answered, what waits for approval, and what was paid.
import { h } from "../dom.js";
import { t } from "../texts.js";
import { card, folded } from "./form.js";
import { choice, field } from "./parts.js";

/** What waits for approval stands on top of the page. */
export function approvalCard({ remedies, can }, act) {
  const remedy = remedies.at(-1);
  if (remedy?.state !== "approval") return null;
  const decide = can.includes("approve");
  return h("section", { class: "card approval", "aria-label": t("ticket_approval") },
    h("h3", {}, t("ticket_approval")),
    h("p", {}, h("b", {}, remedy.words), " – ", t("ticket_proposed_by", { name: remedy.by })),
    remedy.note ? h("blockquote", { dir: "auto" }, remedy.note) : null,
    decide ? null : h("p", { class: "hint" }, t("ticket_approval_waits")),
    decide ? h("div", { class: "side-by-side" },
      h("button", { class: "main", onclick: () => act("approve") }, t("ticket_approve")),
      folded("decline", t("ticket_decline"), [field(t("ticket_reason"), h("textarea", { name: "reason", rows: 2, required: true, maxlength: 2000 }))],
        t("ticket_decline"), (values, form) => act("decline", values, form), "danger")) : null);
}

/** The proposals so far, and the form for the next one. */
export function remedyCard(detail, options, act) {
  const { remedies, paid, can, live } = detail;
  const open = remedies.at(-1)?.state === "open";
  return card(t("ticket_remedies"),
    remedies.length ? h("ul", { class: "proposals" }, remedies.map(proposal)) : h("p", { class: "hint" }, t("ticket_remedy_none")),
    open ? h("div", { class: "side-by-side", "data-form": "answer" },
      can.includes("answer") ? [h("button", { onclick: () => act("answer", { accepts: true }) }, t("ticket_answer_yes")),
        h("button", { onclick: () => act("answer", { accepts: false }) }, t("ticket_answer_no"))] : null,
      can.includes("withdraw") ? h("button", { onclick: () => act("withdraw") }, t("ticket_withdraw")) : null) : null,
    can.includes("propose") ? proposeForm(detail, options, live, act) : null,
    paid.length ? h("p", { class: "paid" }, h("b", {}, t("ticket_paid")), " ", paid.join(" · ")) : null,
    can.includes("pay") && remedies.some((one) => one.state === "accepted") ? payForm(detail, options, act) : null);
}

function proposal(remedy) {
  return h("li", { class: `proposal ${remedy.state}` },
    h("p", {}, h("b", {}, remedy.words), " ", h("span", { class: "state-words" }, t(`remedy_state_${remedy.state}`))),
    remedy.note ? h("blockquote", { dir: "auto" }, remedy.note) : null,
    h("p", { class: "quiet" }, t("ticket_proposed_by", { name: remedy.by }),
      remedy.approved_by ? ` · ${t("ticket_approved_by", { name: remedy.approved_by })}` : "", remedy.reason ? ` · ${remedy.reason}` : ""));
}

function proposeForm({ booking }, options, live, act) {
  const kind = choice("kind", options.remedies, options.remedies[0].code);
  const currency = currencies(options, booking?.currency);
  const limit = h("small", {});
  const sum = h("div", { class: "two" }, field(t("ticket_amount"), amount()), field(t("ticket_currency"), currency));
  const draw = () => {
    const money = options.remedies.find((one) => one.code === kind.value).money;
    sum.hidden = money === "none";
    sum.querySelector("input").required = money !== "none";
    const most = options.limits?.[currency.value];
    limit.textContent = money === "pays" && most ? t("ticket_limit", { limit: most }) : "";
  };
  kind.addEventListener("change", draw);
  currency.addEventListener("change", draw);
  draw();
  return folded("propose", t("ticket_propose"),
    [field(t("ticket_remedy_kind"), kind), sum, limit,
      field(t("ticket_remedy_note"), h("textarea", { name: "note", rows: 2, maxlength: 2000, dir: "auto" })),
      h("p", { class: "hint" }, t(live ? "ticket_propose_live" : "ticket_propose_told"))],
    t("ticket_propose"),
    (values, form) => act("propose", { kind: values.kind, note: values.note, money: sum.hidden ? null : moneyOf(values) }, form));
}

function payForm({ remedies }, options, act) {
  const accepted = remedies.filter((one) => one.state === "accepted" && one.amount).at(-1)?.amount;
  const methods = ["bank_transfer", "card", "wechat_pay", "alipay", "unionpay", "paypal", "cash_office", "voucher"];
  return folded("pay", t("ticket_pay"),
    [h("div", { class: "two" }, field(t("ticket_amount"), amount(accepted?.amount)), field(t("ticket_currency"), currencies(options, accepted?.currency))),
      field(t("ticket_method"), choice("method", methods.map((code) => ({ code, name: t(`pay_${code}`) })), methods[0])),
      field(t("ticket_pay_reference"), h("input", { name: "reference", maxlength: 80 }))],
    t("ticket_pay"), (values, form) => act("pay", { money: moneyOf(values), method: values.method, reference: values.reference }, form));
}

const amount = (value = "") => h("input", { name: "amount", inputmode: "decimal", pattern: "[0-9]+([.,][0-9]{1,3})?", maxlength: 18, value, required: true });

const currencies = (options, chosen = options.currencies[0]) =>
  choice("currency", [...new Set([chosen, ...options.currencies])].map((code) => ({ code, name: code })), chosen);

const moneyOf = ({ amount: written, currency }) => ({ amount: written.replace(",", "."), currency });
