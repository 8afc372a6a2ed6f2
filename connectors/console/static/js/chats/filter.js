// What the lists are narrowed to. The choices are read from the server once, when the filter is first opened.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { on, state } from "../store.js";
import { t } from "../texts.js";
import { chooseList } from "./chats.js";

const TEAMS = ["customer_service", "itinerary_design", "booking", "marketing", "management"];
const CHANNELS = ["widget", "telegram", "telegram_group", "phone", "email"];
const PRIORITIES = ["urgent", "high", "normal", "low"];
let asked = null;

/** Build the filter: a line that says what is chosen, and the choices beneath it. */
export function filterBar() {
  const choices = h("div", { class: "choices", id: "filter-choices", hidden: true });
  const toggle = h("button", { class: "plain toggle", "aria-controls": "filter-choices", "aria-expanded": "false", onclick: () => open(choices.hidden) }, "");
  const clear = h("button", { class: "plain", onclick: () => chooseList(state.list, {}) }, t("filter_clear"));
  const draw = () => {
    const n = Object.keys(state.filter).length;
    toggle.textContent = n ? `${t("filter")} (${n})` : t("filter");
    clear.hidden = !n;
  };
  const open = async (show) => {
    choices.hidden = !show;
    toggle.setAttribute("aria-expanded", String(show));
    if (show) fill(choices, ...(await selects()));
  };
  on("items", () => { draw(); if (!Object.keys(state.filter).length) for (const select of choices.querySelectorAll("select")) select.value = ""; });
  draw();
  return h("div", { class: "filter" }, h("div", { class: "line" }, toggle, clear), choices);
}

async function selects() {
  asked ??= Promise.all([get("/languages"), get("/colleagues")]).catch(() => { asked = null; return [{ items: [] }, { items: [] }]; });
  const [languages, colleagues] = await asked;
  const held = [["bot", t("owner_bot")], ["queue", t("owner_queue")], ...colleagues.items.map((one) => [one.id, one.name])];
  return [
    choice("team", TEAMS.map((code) => [code, t(`team_${code}`)])),
    choice("language", languages.items.map(({ code, name }) => [code, name])),
    choice("channel", CHANNELS.map((code) => [code, t(`channel_${code}`)])),
    choice("priority", PRIORITIES.map((code) => [code, t(`priority_${code}`)])),
    choice("holder", held),
  ];
}

function choice(name, offered) {
  const pick = () => {
    const { [name]: _, ...rest } = state.filter;
    chooseList(state.list, select.value ? { ...rest, [name]: select.value } : rest);
  };
  const select = h("select", { name, onchange: pick }, [["", t("filter_any")], ...offered].map(([value, words]) =>
    h("option", { value, selected: (state.filter[name] ?? "") === value }, words)));
  return h("label", {}, h("span", {}, t(`filter_${name}`)), select);
}
