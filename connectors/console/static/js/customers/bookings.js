// The bookings of a customer, those to come first; who travels lies folded under each.
import { h } from "../dom.js";
import { day, t } from "../texts.js";
import { card, nothing } from "./parts.js";
import { covered } from "./reveal.js";

/** Build the card of bookings. */
export function bookingsCard(file) {
  const inOrder = [...file.bookings].sort((one, other) => Number(other.ahead) - Number(one.ahead) || (one.ahead ? 1 : -1) * one.departure.localeCompare(other.departure));
  return card(t("customer_bookings"), inOrder.length ? inOrder.map((one) => booking(file.id, one)) : nothing("customer_bookings_none"));
}

function booking(id, one) {
  return h("article", { class: one.ahead ? "booking ahead" : "booking", "data-booking": one.reference },
    h("div", { class: "top" }, h("strong", { dir: "auto" }, one.tour), h("span", { class: "tag" }, one.state)),
    h("p", { class: "quiet" }, h("span", { dir: "ltr" }, one.reference), ` · ${day(one.departure)} – ${day(one.ends)}`),
    h("p", {}, `${t("customer_total")} ${one.total}`, one.balance ? h("span", { class: "owed" }, ` · ${t("customer_balance", { amount: one.balance })}`) : null),
    one.payments ? h("p", { class: "quiet" }, covered(id, one.payments, t("customer_payments_label"))) : null,
    one.travellers.length ? h("details", {}, h("summary", {}, `${t("customer_travellers")} (${one.travellers.length})`),
      h("ul", { class: "travellers" }, one.travellers.map((person) => traveller(id, person)))) : null);
}

function traveller(id, person) {
  const told = [person.kind, person.nationality, ...person.needs].filter(Boolean).join(" · ");
  return h("li", {}, h("span", { dir: "auto" }, person.name), h("span", { class: "quiet" }, told),
    person.passport ? h("span", {}, `${t("customer_passport")} `, covered(id, person.passport, t("customer_passport"))) : null,
    person.born ? h("span", {}, `${t("customer_born")} `, covered(id, person.born, t("customer_born"))) : null);
}
