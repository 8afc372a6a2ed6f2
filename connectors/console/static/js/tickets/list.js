// The list of tickets, a page at a time.
import { get } from "../api.js";
import { h } from "../dom.js";
import { go } from "../router.js";
import { moment, t } from "../texts.js";
import { choice, clockOf, guarded, ownerOf, placeOf, severityMark, topicOf, waitsMark } from "./parts.js";

const STATES = ["open", "in_progress", "awaiting_answer", "resolved", "closed"];

/** Read the first page and build the list; `look` is called with another state or order. */
export async function listElement(asked, look) {
  const { view, ...wanted } = asked;
  const read = (after) => get(`/tickets?${new URLSearchParams(after ? { ...wanted, after } : wanted)}`);
  const first = await read();
  const line = h("div", { class: "order" },
    select(t("tickets_state"), "state", states(), asked, look, t("tickets_all")),
    select(t("tickets_order"), "sort", [{ code: "due", name: t("tickets_deadline") }], asked, look, t("tickets_changed")));
  if (!first.items.length) return [line, h("p", { class: "hint" }, t("tickets_none"))];
  const body = h("tbody", {}, first.items.map(rowElement));
  const more = h("button", { onclick: async () => {
    const next = await guarded(() => read(more.dataset.after));
    if (!next) return;
    body.append(...next.items.map(rowElement));
    set(next.after);
  } }, t("tickets_more"));
  const set = (after) => { more.hidden = !after; more.dataset.after = after ?? ""; };
  set(first.after);
  const heads = ["reference", "state", "category", "owner", "deadline", "changed"];
  return [
    line,
    h("table", { class: "ticket-list" },
      h("thead", {}, h("tr", {}, heads.map((name) => h("th", { scope: "col" }, t(`tickets_${name}`))))), body),
    h("p", { class: "more" }, more),
  ];
}

function select(label, name, items, asked, look, first) {
  const control = choice(name, items, asked[name] ?? "", first);
  control.addEventListener("change", () => look({ [name]: control.value }));
  return h("label", {}, h("span", {}, label), control);
}

const states = () => STATES.map((code) => ({ code, name: t(`ticket_state_${code}`) }));

function rowElement(ticket) {
  return h("tr", { onclick: (event) => { if (!event.target.closest("a")) go("tickets", ticket.reference); } },
    h("td", { class: "number" }, h("a", { href: placeOf(ticket.reference) }, ticket.reference)),
    h("td", { class: "state" }, t(`ticket_state_${ticket.state}`), " ", waitsMark(ticket)),
    h("td", { class: "what" }, h("span", {}, topicOf(ticket), " ", severityMark(ticket)), h("span", { class: "told", dir: "auto" }, ticket.told)),
    h("td", { class: `owner ${ticket.owner ? "" : "nobody"}` }, ownerOf(ticket)),
    h("td", { class: "when" }, clockOf(ticket) ?? h("span", {}, "–")),
    h("td", { class: "when" }, h("time", { datetime: ticket.last_at, title: ticket.last }, moment(ticket.last_at))));
}
