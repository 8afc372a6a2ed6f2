// What the list, the file and the card beside a chat have in common.
import { get } from "../api.js";
import { h, say } from "../dom.js";
import { tell } from "../store.js";
import { t } from "../texts.js";

let options = null;

/** What can be chosen (segments, languages, needs …), read once for a page that stays open. */
export async function readOptions() {
  options ??= get("/customers/options").catch((error) => { options = null; throw error; });
  return options;
}

/** Forget it: the words are in a language that may have changed. */
export function forgetOptions() {
  options = null;
}

/** The kinds of customer somebody is, as quiet tags. */
export function tags(segments) {
  return segments.length
    ? h("span", { class: "segments" }, segments.map(({ code, name }) => h("span", { class: `tag segment-${code}` }, name)))
    : null;
}

/** A name, and beside it the same in letters that everybody reads. */
export function nameOf(person, tag = "strong") {
  const latin = person.latin_name && person.latin_name !== person.name ? person.latin_name : null;
  return h("span", { class: "names" }, h(tag, { dir: "auto" }, person.name),
    latin ? h("span", { class: "latin", dir: "ltr" }, latin) : null);
}

/** How many journeys, in words. */
export function journeys(count) {
  if (!count) return t("customers_trips_none");
  return count === 1 ? t("customers_trips_one") : t("customers_trips", { n: count });
}

/** A card of the file; nothing where it has nothing to say. */
export function card(title, ...children) {
  const shown = children.flat().filter(Boolean);
  return shown.length ? h("section", { class: "card" }, h("h3", {}, title), shown) : null;
}

/** What something is called, and what it is. */
export function row(label, ...value) {
  return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}

/** A line that says that there is nothing. */
export const nothing = (word) => h("p", { class: "hint" }, t(word));

/** Do something; say what went wrong where it fails, and give null. */
export async function guarded(run) {
  try {
    return await run();
  } catch (error) {
    if (error.status === undefined) throw error;
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}
