// When people are here: the company's week, and teams with a week of their own.
import { fill, h } from "../dom.js";
import { t } from "../texts.js";
import { DAYS, timeField } from "./parts.js";

const USUAL = ["09:00", "18:00"];

/** Build the section; changes go into `rules`. */
export function calendars({ rules, company, teams }, editable) {
  const body = h("div", { class: "calendars" });
  const adder = h("div", {});
  const draw = () => {
    const own = teams.filter((team) => rules.calendars[team]);
    fill(adder, editable ? adding(teams.filter((team) => !own.includes(team)), rules, company, draw) : null);
    fill(body, company ? h("fieldset", {}, h("legend", {}, t("clocks_company")), week(company, false), holidays(company, false)) : null,
      own.map((team) => calendar(team, rules, editable, draw)));
  };
  draw();
  return h("section", { class: "card", "data-part": "calendars" },
    h("h3", {}, t("clocks_calendars")), h("p", { class: "hint" }, t("clocks_calendars_hint")), body, adder);
}

function adding(free, rules, company, draw) {
  if (!free.length) return null;
  const choose = h("select", { "aria-label": t("clocks_add_calendar") }, free.map((team) => h("option", { value: team }, t(`team_${team}`))));
  const add = () => {
    rules.calendars[choose.value] = structuredClone(company ?? { zone: "UTC", hours: {}, holidays: [] });
    draw();
  };
  return h("div", { class: "low" }, choose, h("button", { type: "button", "data-action": "add-calendar", onclick: add }, t("clocks_add_calendar")));
}

function calendar(team, rules, editable, draw) {
  const own = rules.calendars[team];
  const remove = () => { delete rules.calendars[team]; draw(); };
  return h("fieldset", { "data-team": team }, h("legend", {}, t("clocks_own", { team: t(`team_${team}`) })),
    week(own, editable), holidays(own, editable),
    editable && h("div", { class: "low" }, h("button", { type: "button", class: "plain", onclick: remove }, t("clocks_remove_calendar"))));
}

function week(one, editable) {
  if (!editable)
    return h("div", { class: "week" }, row(t("clocks_zone"), one.zone),
      DAYS.map((day) => row(t(`clocks_day_${day}`), written(one.hours[day] ?? []) || t("clocks_closed"))));
  const zone = h("input", { value: one.zone, disabled: !editable, dir: "ltr", maxlength: 60, list: editable ? zones() : null, oninput: () => { one.zone = zone.value.trim(); } });
  return h("div", { class: "week" },
    h("label", { class: "pair" }, h("span", {}, t("clocks_zone")), zone),
    DAYS.map((day) => weekday(one, day, editable)));
}

const row = (word, value) => h("div", { class: "weekday" }, h("span", {}, word), h("span", { class: "shifts" }, value));

function weekday(one, day, editable) {
  const word = t(`clocks_day_${day}`);
  const shifts = h("span", { class: "shifts" });
  const draw = () => {
    const hours = one.hours[day] ?? [];
    const add = () => { one.hours[day] = [...hours, [...USUAL]]; draw(); };
    fill(shifts, hours.map((shift, at) => h("span", { class: "shift" },
      timeField(t("clocks_opens", { day: word }), shift[0], (value) => { shift[0] = value; }, editable), "–",
      timeField(t("clocks_closes", { day: word }), shift[1], (value) => { shift[1] = value; }, editable),
      editable && h("button", { type: "button", class: "plain small", "aria-label": `${word}: ${t("clocks_remove_shift")}`, onclick: () => { one.hours[day] = hours.filter((_, place) => place !== at); draw(); } }, "×"))),
    hours.length ? null : h("span", { class: "closed" }, t("clocks_closed")),
    editable && h("button", { type: "button", class: "plain small", "aria-label": t("clocks_add_shift", { day: word }), onclick: add }, "+"));
  };
  draw();
  return h("div", { class: "weekday" }, h("span", {}, word), shifts);
}

function holidays(one, editable) {
  if (!editable)
    return one.holidays.length ? h("div", { class: "week" }, h("h4", {}, t("clocks_holidays")), one.holidays.map((holiday) =>
      row(named(holiday), [days(holiday), written(holiday.hours) || t("clocks_closed")].join(" · ")))) : null;
  const body = h("div", { class: "holidays" });
  const draw = () => fill(body, one.holidays.map((holiday) => holidayLine(holiday, editable, () => {
    one.holidays = one.holidays.filter((other) => other !== holiday);
    draw();
  })), editable && h("button", { type: "button", class: "plain small", onclick: () => { one.holidays = [...one.holidays, { name: "", starts: "", ends: "", hours: [] }]; draw(); } }, `+ ${t("clocks_add_holiday")}`));
  draw();
  return h("details", { open: false }, h("summary", {}, `${t("clocks_holidays")} · ${one.holidays.length}`),
    editable ? h("p", { class: "hint" }, t("clocks_holiday_hint")) : null, body);
}

function holidayLine(holiday, editable, remove) {
  const field = (name, value, set, size) => {
    const input = h("input", { value, size, disabled: !editable, "aria-label": t(`clocks_holiday_${name}`), placeholder: t(`clocks_holiday_${name}`), oninput: () => set(input.value.trim()) });
    return input;
  };
  return h("div", { class: "holiday" },
    field("name", holiday.name, (value) => { holiday.name = value; }, 14),
    field("starts", holiday.starts, (value) => { holiday.starts = value; holiday.ends ||= value; }, 10),
    field("ends", holiday.ends, (value) => { holiday.ends = value; }, 10),
    field("hours", written(holiday.hours), (value) => { holiday.hours = read(value); }, 22),
    editable && h("button", { type: "button", class: "plain small", "aria-label": t("clocks_remove_holiday"), onclick: remove }, "×"));
}

const named = (holiday) => holiday.name.replaceAll("_", " ");
const days = ({ starts, ends }) => (starts === ends ? starts : `${starts} – ${ends}`);
const written = (hours) => hours.map((shift) => shift.join("–")).join(", ");
const read = (text) => text.split(/[,;，；]/).map((part) => part.trim()).filter(Boolean).map((part) => part.split(/\s*[–—-]\s*/));

function zones() {
  const id = "zones";
  if (!document.getElementById(id)) {
    const known = Intl.supportedValuesOf?.("timeZone") ?? [];
    document.body.append(h("datalist", { id }, known.map((zone) => h("option", { value: zone }))));
  }
  return id;
}
