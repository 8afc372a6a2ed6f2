// Available, busy or away: the switch in the bar, and the dot that says it wherever a colleague is named.
import { call } from "../api.js";
import { h, say } from "../dom.js";
import { may, on, state, tell } from "../store.js";
import { t } from "../texts.js";
import { board, guarded, soon } from "./asking.js";

export const STATES = ["available", "busy", "away"];

/** A dot whose shape, too, says the state: full, half, hollow. */
export const dot = (which) => h("span", { class: `dot ${which}`, role: "img", "aria-label": t(`presence_${which}`), title: t(`presence_${which}`) });

/** The switch for the bar. */
export function presenceSwitch() {
  if (!may("presence.own")) return null;
  const mark = h("span", { class: "dot away", "aria-hidden": "true" });
  const select = choices(t("presence"), "available", (chosen) => choose("/presence", chosen));
  const show = (chosen) => { select.value = chosen; mark.className = `dot ${chosen}`; };
  const read = async () => {
    const me = may("staff.read") ? (await board())?.find((one) => one.me) : null;
    if (me) show(me.chosen);
  };
  on("presence", soon(({ staff }) => { if (!staff || staff === state.me.id) read(); }));
  on("chosen", (one) => { if (one.me) show(one.chosen); });
  read();
  return h("span", { class: "presence" }, mark, select);
}

/** A choice of the three states; `choose` gives false where it was refused. */
export function choices(label, chosen, choose) {
  let kept = chosen;
  const change = async () => {
    if (await choose(select.value)) kept = select.value;
    else select.value = kept;
  };
  const select = h("select", { "aria-label": label, class: "plain", onchange: change }, STATES.map((one) =>
    h("option", { value: one, selected: one === chosen }, t(`presence_${one}`))));
  return select;
}

/** Set mine or another's; gives whether it was set. */
export async function choose(path, chosen) {
  const set = await guarded(() => call("PUT", path, { state: chosen }));
  if (!set) return false;
  if (set.me) say(t("presence_set", { state: t(`presence_${chosen}`) }));
  tell("chosen", set);
  return true;
}
