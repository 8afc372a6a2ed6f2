// How well the standards were kept: figures against their aims, then by team, colleague and language.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { span, t } from "../texts.js";
import { KINDS, guarded } from "./parts.js";

const SPANS = [1, 7, 30, 90];

/** Build the section. */
export function standards() {
  const body = h("div", { class: "figures-all" });
  const load = async () => {
    const found = await guarded(() => get(`/standards?days=${choose.value}`));
    if (found) fill(body, figures(found), groups(found));
  };
  const choose = h("select", { "aria-label": t("clocks_days"), onchange: load }, SPANS.map((days) =>
    h("option", { value: days, selected: days === 30 }, t("clocks_days_n", { n: days }))));
  load();
  return h("section", { class: "card", "data-part": "standards" },
    h("header", { class: "head" }, h("h3", {}, t("clocks_standards")), choose), body);
}

function figures({ whole, satisfaction_percent: aim, answered_within_hours: hours }) {
  return h("div", { class: "figures" },
    figure(t("clocks_answered", { hours: hours || 24 }), whole.answered, whole.asked, 100),
    ...KINDS.map((kind) => {
      const { kept, breached, median } = whole.clocks[kind];
      return figure(t(`clocks_${kind}`), kept, kept + breached, null, median === null ? "" : t("clocks_median", { time: span(median * 1000) }));
    }),
    figure(t("clocks_satisfied"), whole.satisfied, whole.ratings, aim,
      whole.mean === null ? "" : `${t("clocks_mean")} ${whole.mean.toFixed(2)}`));
}

function figure(word, part, all, aim, more = "") {
  const percent = all ? Math.floor(100 * part / all) : null;
  const below = aim !== null && percent !== null && percent < aim;
  return h("div", { class: `figure ${below ? "below" : ""}` },
    h("span", { class: "word" }, word),
    h("strong", {}, percent === null ? "–" : `${percent} %`),
    h("span", { class: "more" }, [
      percent === null ? t("clocks_none") : t("clocks_of", { n: part, all }),
      aim === null ? "" : t("clocks_target", { n: `${aim} %` }), more,
    ].filter(Boolean).join(" · ")));
}

function groups(found) {
  return [["team", found.teams], ["person", found.people], ["language", found.languages]]
    .filter(([, items]) => items.length)
    .map(([name, items]) => h("details", { open: name === "team" }, h("summary", {}, t(`clocks_by_${name}`)), table(items)));
}

function table(items) {
  const heads = [t("clocks_group"), ...KINDS.map((kind) => t(`clocks_${kind}`)), t("clocks_satisfied")];
  return h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": heads[0] }, h("table", { class: "plain-table" },
    h("thead", {}, h("tr", {}, heads.map((word) => h("th", { scope: "col" }, word)))),
    h("tbody", {}, items.map((one) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, one.name || t("clocks_unknown")),
      KINDS.map((kind) => h("td", {}, cell(one.clocks[kind]))), h("td", {}, share(one.satisfied, one.ratings)))))));
}

const share = (part, all) => (all ? `${Math.floor(100 * part / all)} % · ${t("clocks_of", { n: part, all })}` : "–");

function cell({ kept, breached, median }) {
  return [share(kept, kept + breached), median === null ? "" : span(median * 1000)].filter(Boolean).join(" · ");
}
