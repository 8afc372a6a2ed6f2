// Who else has the chat open, and who is writing in it.
import { fill, h } from "../dom.js";
import { on, state } from "../store.js";
import { t } from "../texts.js";

const QUIET = 6000;

/** The colleagues who look at the chat too, as small marks with their names. */
export function watchersElement() {
  if (!state.watchers.length) return null;
  const names = state.watchers.map((one) => one.name);
  return h("ul", { class: "watchers", "aria-label": t("here", { names: names.join(", ") }), title: t("here", { names: names.join(", ") }) },
    state.watchers.map((one) => h("li", { "data-staff": one.id }, initials(one.name))));
}

/** A line that says who is writing; somebody who writes what I am writing is told apart. */
export function writersLine() {
  const line = h("p", { class: "writers", "aria-live": "polite" });
  const writers = new Map();
  const draw = () => fill(line, [...writers.values()].map((one) => h("span", { class: one.kind }, t(`writing_${one.kind}`, { name: one.name }))));
  const drop = (id) => { clearTimeout(writers.get(id)?.ends); writers.delete(id); draw(); };
  on("opened", () => { for (const id of [...writers.keys()]) drop(id); });
  on("typing", (one) => {
    drop(one.id);
    if (one.on) writers.set(one.id, { ...one, ends: setTimeout(() => drop(one.id), QUIET) });
    draw();
  });
  // What somebody was writing is there now.
  on("message", ({ author }) => { if (author === "agent") for (const id of [...writers.keys()]) drop(id); });
  return line;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return words.length > 1 ? `${[...words[0]][0]}${[...words.at(-1)][0]}`.toUpperCase() : [...name.trim()].slice(0, 2).join("");
}
