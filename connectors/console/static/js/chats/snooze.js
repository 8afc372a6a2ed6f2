// Until when a chat is put off: five usual answers, or a time of one's own.
import { fill, h } from "../dom.js";
import { state } from "../store.js";
import { moment, t } from "../texts.js";
import { change } from "./chats.js";
import { offerUndo } from "./undo.js";

const EVENING = 18;
const MORNING = 9;

/** Ask until when, and snooze. */
export function snoozeDialog() {
  if (!state.detail?.can.snooze) return;
  const dialog = h("dialog", { class: "snooze", "aria-label": t("snooze"), onclose: () => dialog.remove() });
  const preset = ([word, until]) => h("button", { "data-snooze": word, onclick: () => choose(dialog, until) },
    h("span", {}, t(`snooze_${word}`)), until ? h("time", { datetime: until.toISOString() }, moment(until)) : null);
  fill(dialog, h("h2", {}, t("snooze")), h("div", { class: "presets" }, presets().map(preset)), own(dialog),
    h("button", { class: "plain", onclick: () => dialog.close() }, t("cancel")));
  document.body.append(dialog);
  dialog.showModal();
}

function presets(now = new Date()) {
  const at = (days, hour) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const monday = ((8 - now.getDay()) % 7) || 7;
  const evening = now.getHours() < EVENING ? [["evening", at(0, EVENING)]] : [];
  return [["hour", new Date(now.getTime() + 3600000)], ...evening, ["tomorrow", at(1, MORNING)], ["monday", at(monday, MORNING)], ["written", null]];
}

function own(dialog) {
  const input = h("input", { type: "datetime-local", required: true, "aria-label": t("snooze_at") });
  const submit = (event) => { event.preventDefault(); choose(dialog, new Date(input.value)); };
  return h("form", { class: "own", onsubmit: submit }, h("label", {}, h("span", {}, t("snooze_at")), input), h("button", { type: "submit" }, t("snooze")));
}

function choose(dialog, until) {
  dialog.close();
  const id = state.openId;
  change("snooze", "", { until: until ? until.toISOString() : null }, () => offerUndo(id, t("snooze_done")));
}
