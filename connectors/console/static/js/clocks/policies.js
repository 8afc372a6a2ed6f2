// How soon: one line a priority, and what hurries an answer before a departure.
import { h } from "../dom.js";
import { t } from "../texts.js";
import { KINDS, PRIORITIES, numberField, timeField } from "./parts.js";

/** Build the section; changes go into `rules`. */
export function policies(rules, editable) {
  const whole = ["answered_within_hours", "warn_minutes", "satisfaction_percent"];
  return h("section", { class: "card", "data-part": "policies" },
    h("h3", {}, t("clocks_policies")), h("p", { class: "hint" }, t("clocks_policies_hint")),
    h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": t("clocks_policies") }, h("table", { class: "plain-table policies" },
      h("thead", {}, h("tr", {}, ["priority", ...KINDS, "round_the_clock"].map((name) => h("th", { scope: "col" }, t(`clocks_${name}`))))),
      h("tbody", {}, PRIORITIES.map((priority) => line(priority, rules.policies[priority], editable))))),
    h("div", { class: "pairs" }, whole.map((name) => numberField(t(`clocks_${name}`), rules[name], (value) => { rules[name] = value; }, editable))));
}

function line(priority, policy, editable) {
  const word = t(`priority_${priority}`);
  const tick = h("input", {
    type: "checkbox", checked: policy.round_the_clock, disabled: !editable, "aria-label": `${word}: ${t("clocks_round_the_clock")}`,
    onchange: () => { policy.round_the_clock = tick.checked; },
  });
  return h("tr", { "data-priority": priority }, h("th", { scope: "row" }, h("span", { class: `tag ${priority}` }, word)),
    KINDS.map((kind) => h("td", {}, numberField(`${word}: ${t(`clocks_${kind}`)}`, policy[kind], (value) => { policy[kind] = value; }, editable,
      { label: false, min: 1 }))),
    h("td", {}, tick));
}

/** Build the section about departures. */
export function trip(rules, editable) {
  const names = ["share_percent", "latest_minutes", "at_hand_minutes", "still_minutes"];
  return h("section", { class: "card", "data-part": "trip" },
    h("h3", {}, t("clocks_trip")), h("p", { class: "hint" }, t("clocks_trip_hint")),
    h("div", { class: "pairs" },
      names.map((name) => numberField(t(`clocks_${name}`), rules.trip[name], (value) => { rules.trip[name] = value; }, editable)),
      timeField(t("clocks_without_time"), rules.trip.without_time, (value) => { rules.trip.without_time = value; }, editable, true)));
}
