// The board of colleagues: who is here, in which team, with how much in hand, and what each is good at.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { may, on } from "../store.js";
import { since, t } from "../texts.js";
import { board, guarded, soon, teams } from "./asking.js";
import { colleagueForm } from "./colleague.js";
import { choices, choose, dot } from "./presence.js";

const PIPS = 10;

export const page = { name: "people", icon: "people", right: "staff.read", draw };

function draw() {
  const body = h("div", { class: "teams" });
  const known = { people: [], teams: [], records: null, wanted: "", left: false };
  const show = () => fill(body, known.teams.map((team) => card(team, known, reload)), known.left && leftCard(known, reload));
  const reload = async () => {
    const [people, all] = await Promise.all([board(), teams(), may("staff.write") && readRecords(known)]);
    if (!people || !all) return;
    Object.assign(known, { people, teams: all });
    if (!body.contains(document.activeElement) || document.activeElement.tagName !== "SELECT") show();
  };
  const often = soon(reload, 800);
  on("presence", often);
  on("chosen", often);
  on("changed", often);
  on("tick", reload);
  reload();
  return h("div", { class: "page colleagues" }, header(known, show, reload), body);
}

async function readRecords(known) {
  known.records = await guarded(() => get("/staff"));
}

function header(known, show, reload) {
  const find = h("input", {
    type: "search", class: "find", placeholder: t("people_filter"), "aria-label": t("people_filter"),
    oninput: () => { known.wanted = find.value.trim().toLocaleLowerCase(); show(); },
  });
  const left = h("input", { type: "checkbox", onchange: () => { known.left = left.checked; show(); } });
  return h("header", {}, h("h2", {}, t("page_people")), find,
    may("staff.write") && h("label", { class: "tick" }, left, t("people_show_left")),
    may("staff.write") && h("button", { class: "main", "data-action": "add", onclick: () => known.records && colleagueForm(known.records, null, reload) },
      t("people_add")));
}

function card(team, known, reload) {
  const all = known.people.filter((one) => one.team === team.team);
  const people = all.filter((one) => fits(one, known.wanted));
  if (known.wanted && !people.length) return null;
  return h("section", { class: "card team", "data-team": team.team, "aria-label": team.name },
    h("header", {}, h("h3", {}, team.name), h("p", {}, told(team))),
    people.length ? h("ul", {}, people.map((one) => row(one, known, reload))) : h("p", { class: "empty" }, t("people_nobody")));
}

function told(team) {
  const here = team.people ? t("people_all_roles", { n: team.here, free: team.available }) : null;
  const waiting = team.waiting && (team.oldest
    ? t("people_waiting_longest", { n: team.waiting, time: since(team.oldest) }) : t("people_waiting", { n: team.waiting }));
  return [here, waiting].filter(Boolean).join(" · ");
}

function fits(one, wanted) {
  const words = [one.name, ...one.languages.flatMap((each) => [each.name, each.code]), ...one.skills.map((each) => each.words)];
  return !wanted || words.some((each) => each.toLocaleLowerCase().includes(wanted));
}

function row(one, known, reload) {
  const record = known.records?.items.find((each) => each.id === one.id);
  return h("li", { "data-staff": one.id, class: one.here ? "" : "gone" },
    dot(one.state),
    h("div", { class: "person" },
      h("p", {}, h("strong", { dir: "auto" }, one.name), one.me && h("span", { class: "tag" }, t("people_me")),
        one.roles.filter((role) => role !== "agent").map((role) => h("span", { class: "tag" }, t(`role_${role}`)))),
      h("p", { class: "quiet" }, [...one.languages.map((each) => each.name), ...one.skills.map((each) => each.words)].join(" · "))),
    one.talks ? load(one) : h("span"),
    h("div", { class: "state" },
      may("presence.others") && !one.me && one.here
        ? choices(t("presence_of", { name: one.name }), one.chosen, (chosen) => choose(`/presence/${encodeURIComponent(one.id)}`, chosen))
        : h("span", {}, t(`presence_${one.state}`)),
      h("span", { class: "quiet" }, one.since ? t("people_since", { time: since(one.since) }) : t("people_never"))),
    record ? h("button", { class: "plain", "data-action": "edit", "aria-label": `${t("people_edit")}: ${one.name}`,
      onclick: () => colleagueForm(known.records, record, reload) }, t("people_edit")) : null);
}

/** Chats in hand as a row of pips; in words where there are too many to count at a glance. */
function load(one) {
  const words = t("people_load", { n: one.load, of: one.capacity });
  const pips = one.capacity <= PIPS
    ? Array.from({ length: Math.max(one.capacity, one.load) }, (_, at) =>
      h("i", { class: at < one.load ? (at < one.capacity ? "held" : "over") : "" })) : [];
  return h("div", { class: `load ${one.load >= one.capacity ? "full" : ""}`, title: words },
    h("span", { class: "pips", "aria-hidden": "true" }, pips), h("span", { class: "quiet" }, words));
}

function leftCard(known, reload) {
  const gone = known.records?.items.filter((one) => !one.active) ?? [];
  return h("section", { class: "card team", "aria-label": t("people_left") }, h("header", {}, h("h3", {}, t("people_left"))),
    h("ul", {}, gone.map((one) => h("li", { class: "gone", "data-staff": one.id }, dot("away"),
      h("div", { class: "person" }, h("strong", { dir: "auto" }, one.name)), h("span"), h("span"),
      h("button", { class: "plain", onclick: () => colleagueForm(known.records, one, reload) }, t("people_edit"))))));
}
