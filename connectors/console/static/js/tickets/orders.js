// Work orders: what was asked of another team, and what both sides may do with it.
import { h } from "../dom.js";
import { moment, t } from "../texts.js";
import { card, folded } from "./form.js";
import { choice, field, mark } from "./parts.js";

// The name of the event that a verb makes, and the verb of the address.
const VERBS = { accepted: "accept", refused: "refuse", done: "done", confirmed: "confirm", reopened: "reopen", cancelled: "cancel" };
const WITH_WORDS = ["refused", "reopened", "done"];

/** Build the card. */
export function ordersCard({ orders, can, ticket }, options, act) {
  return card(t("ticket_orders"),
    orders.length ? h("ul", { class: "orders" }, orders.map((one) => orderElement(one, act))) : h("p", { class: "hint" }, t("ticket_orders_none")),
    can.includes("order") ? orderForm(options, ticket, act) : null);
}

function orderElement(order, act) {
  const plain = order.can.filter((one) => !WITH_WORDS.includes(one));
  const worded = order.can.filter((one) => WITH_WORDS.includes(one));
  return h("li", { class: `order ${order.state}` },
    h("p", { class: "top" }, h("b", {}, `${order.number}. ${order.team}`), order.person ? h("span", {}, order.person.name) : null,
      mark(t(`order_state_${order.state}`), `order-${order.state}`),
      order.due ? h("time", { class: `due ${order.overdue ? "late" : ""}`, datetime: order.due }, moment(order.due)) : null),
    h("p", { class: "words", dir: "auto" }, order.what),
    order.said ? h("blockquote", { dir: "auto" }, order.said) : null,
    h("p", { class: "quiet" }, t("ticket_order_by", { name: order.by })),
    plain.length ? h("div", { class: "side-by-side" }, plain.map((one) =>
      h("button", { onclick: () => act(`work-orders/${order.number}/${VERBS[one]}`) }, t(`order_${VERBS[one]}`)))) : null,
    worded.map((one) => folded(`order-${order.number}-${one}`, t(`order_${VERBS[one]}`),
      [field(t("ticket_order_text"), h("textarea", { name: "text", rows: 2, maxlength: 2000, required: one !== "done", dir: "auto" }))],
      t(`order_${VERBS[one]}`), (values, form) => act(`work-orders/${order.number}/${VERBS[one]}`, values, form))));
}

function orderForm(options, ticket, act) {
  const teams = options.teams.filter((one) => one.code !== ticket.team);
  const team = choice("team", teams, teams[0].code);
  const person = h("select", { name: "staff" });
  const offer = () => person.replaceChildren(h("option", { value: "" }, t("ticket_assign_team")),
    ...teams.find((one) => one.code === team.value).people.map(({ id, name }) => h("option", { value: id }, name)));
  team.addEventListener("change", offer);
  offer();
  return folded("order", t("ticket_order_new"),
    [h("div", { class: "two" }, field(t("tickets_team"), team), field(t("ticket_assign_to"), person)),
      field(t("ticket_order_what"), h("textarea", { name: "what", rows: 3, required: true, maxlength: 2000, dir: "auto" })),
      field(t("ticket_order_due"), h("input", { name: "due", type: "datetime-local" }))],
    t("ticket_order_new"), (values, form) => act("work-orders", {
      team: values.team, staff: values.staff || null, what: values.what, due: values.due ? new Date(values.due).toISOString() : null,
    }, form));
}
