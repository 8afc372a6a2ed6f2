// The customer in a few lines, beside a chat. Looking is on record, so it is looked once for each chat that is opened.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { address } from "../router.js";
import { may } from "../store.js";
import { t } from "../texts.js";
import { journeys, nameOf, tags } from "./parts.js";

let known = { key: null, card: null };

/** Build the card of a chat's customer; where nobody is known yet, a link to choose one. */
export function customerCard(customerId, conversationId) {
  if (!may("customers.read")) return null;
  if (!customerId) return may("customers.write") && conversationId ? unknown(conversationId) : null;
  const body = h("section", { class: "customer-card", "aria-label": t("customer_card") });
  const key = `${conversationId}/${customerId}`;
  if (known.key !== key) known = { key, card: get(`/customers/${encodeURIComponent(customerId)}/card`).catch(() => null) };
  known.card.then((card) => { if (card) fill(body, lines(card)); else body.hidden = true; });
  return body;
}

function lines(card) {
  return [
    h("h2", {}, t("customer_card")),
    h("a", { class: "open", href: address("customers", card.id), title: t("customer_open") }, nameOf(card)),
    tags(card.segments),
    ...[card.phone, card.email].filter(Boolean).map((one) => h("p", { class: "quiet", dir: "ltr" }, one)),
    card.needs.length ? h("p", {}, card.needs.map((one) => one.name).join(", ")) : null,
    h("p", {}, card.next_booking ?? journeys(card.trips)),
    card.open_tickets ? h("p", { class: "owed" }, t("customer_tickets_open", { n: card.open_tickets })) : null,
  ];
}

function unknown(conversationId) {
  return h("section", { class: "customer-card" },
    h("a", { class: "open", href: `${address("customers")}?link=${encodeURIComponent(conversationId)}` }, t("customer_who")));
}
