// What the parts of the page share: fields, numbers, and a request that says what went wrong.
import { h, say } from "../dom.js";
import { tell } from "../store.js";
import { t } from "../texts.js";

export const PRIORITIES = ["urgent", "high", "normal", "low"];
export const KINDS = ["first_response", "next_response", "resolution"];
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A number with its word before it; `set` hears every change, null for an empty field. */
export function numberField(word, value, set, editable, { label = true, min = 0, max = 527040 } = {}) {
  const input = h("input", {
    type: "number", min, max, value: value ?? "", disabled: !editable, "aria-label": label ? null : word, inputmode: "numeric",
    oninput: () => set(input.value === "" ? null : Number(input.value)),
  });
  return label ? h("label", { class: "pair" }, h("span", {}, word), input) : input;
}

/** A time of day. */
export function timeField(word, value, set, editable, label = false) {
  const input = h("input", { type: "time", value, required: true, disabled: !editable, "aria-label": label ? null : word, onchange: () => set(input.value) });
  return label ? h("label", { class: "pair" }, h("span", {}, word), input) : input;
}

/** Ask, and say what went wrong; null then. */
export async function guarded(ask, told = {}) {
  try {
    return (await ask()) ?? true;
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(told[error.status] ? t(told[error.status]) : error.message || t("offline"), true);
    return error.status === 409 ? undefined : null;
  }
}
