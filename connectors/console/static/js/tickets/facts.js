// Beside a case: whom and what it is about, how it is sorted and whose it is, its follow-up, and cases like it.
import { h } from "../dom.js";
import { moment, t } from "../texts.js";
import { card, folded } from "./form.js";
import { choice, field, mark, ownerOf, placeOf } from "./parts.js";

/** What it is about. */
export function factsCard({ ticket, traveller, booking }) {
  const rows = [
    traveller ? [t("ticket_traveller"), traveller] : null,
    booking ? [t("ticket_booking"), `${booking.reference} · ${booking.tour}`] : null,
    [t("tickets_category"), ticket.category ? t(`topic_${ticket.category}`) : "–"],
    [t("tickets_severity"), t(`severity_${ticket.severity}`)],
    ticket.cause ? [t("tickets_cause"), t(`cause_${ticket.cause}`)] : null,
    [t("tickets_team"), t(`team_${ticket.team}`)],
    [t("tickets_owner"), ownerOf(ticket)],
    [t("tickets_deadline"), moment(ticket.deadline)],
  ].filter(Boolean);
  return h("section", { class: "card" }, h("dl", { class: "pairs" },
    rows.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", { dir: "auto" }, value)))));
}

/** Whose it is and how it is sorted. */
export function sortCard({ ticket, can }, options, act) {
  if (!can.includes("sort")) return null;
  const people = options.teams.flatMap((team) => [{ code: `team ${team.code}`, name: `${team.name}: ${t("ticket_assign_team")}` },
    ...team.people.map(({ id, name }) => ({ code: `staff ${id}`, name: `${team.name}: ${name}` }))]);
  return h("section", { class: "card" },
    folded("assign", t("ticket_assign"),
      [field(t("ticket_assign_to"), choice("to", people, people[0].code)), field(t("ticket_note"), h("textarea", { name: "note", rows: 2, maxlength: 2000, dir: "auto" }))],
      t("ticket_assign"), ({ to, note }, form) => {
        const [kind, id] = to.split(" ");
        return act("assign", { [kind]: id, note }, form);
      }),
    folded("sort", t("ticket_sort"),
      [field(t("tickets_category"), choice("category", options.categories[ticket.kind], ticket.category ?? "", "–")),
        field(t("tickets_severity"), choice("severity", options.severities, ticket.severity)),
        field(t("tickets_cause"), choice("cause", options.causes, ticket.cause ?? "", "–"))],
      t("ticket_save"), (values, form) => act("sort", Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || null])), form)));
}

/** The day on which it comes back. */
export function followUpCard({ ticket, can }, act) {
  if (!can.includes("follow_up") && !ticket.follow_up) return null;
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  return card(t("ticket_follow_up"),
    ticket.follow_up ? h("p", {}, t("ticket_follow_up_on"), " ", h("b", {}, ticket.follow_up)) : null,
    can.includes("follow_up") ? folded("follow-up", t("ticket_follow_up_set"),
      [field(t("ticket_follow_up_on"), h("input", { name: "on", type: "date", min: today, required: true }))],
      t("ticket_follow_up_set"), (values, form) => act("follow-up", values, form)) : null,
    can.includes("follow_up") && ticket.follow_up ? h("button", { onclick: () => act("follow-up", { on: null }) }, t("ticket_follow_up_clear")) : null);
}

/** Cases like this one, and what they teach. */
export function similarCard({ similar, lessons, can }, act) {
  return card(t("ticket_similar"),
    lessons.map((one) => h("p", { class: "lesson" }, one)),
    similar.length ? h("ul", { class: "similar" }, similar.map((one) => likeElement(one, can, act))) : h("p", { class: "hint" }, t("ticket_similar_none")));
}

function likeElement(one, can, act) {
  const percent = `${Math.round(one.likeness * 100)} %`;
  return h("li", {},
    h("p", { class: "top" }, one.reference ? h("a", { class: "link", href: placeOf(one.reference) }, one.reference) : t("ticket_similar_hidden"),
      mark(t(`ticket_state_${one.state}`)), h("span", { class: "quiet" }, t("ticket_likeness", { percent })),
      one.reference && can.includes("link") ? h("button", { class: "plain small", onclick: () => act("link", { reference: one.reference }), "aria-label": `${t("ticket_link")}: ${one.reference}` }, t("ticket_link")) : null),
    one.told ? h("p", { class: "told", dir: "auto" }, one.told) : null,
    one.settled ? h("p", { class: "quiet", dir: "auto" }, one.settled) : null);
}
