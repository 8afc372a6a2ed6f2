// One result, as a page or the palette shows it: text nodes and marks, whatever was written.
import { h } from "../dom.js";
import { moment, t } from "../texts.js";

/** What a result says: its title, what it is, when; and the words around what was looked for. */
export function resultWords(item) {
  return [
    h("span", { class: "top" },
      h("span", { class: "name", dir: "auto" }, item.title),
      h("span", { class: "quiet", dir: "auto" }, item.about),
      item.at ? h("time", { class: "quiet", datetime: item.at }, moment(item.at)) : null),
    item.parts.length
      ? h("span", { class: item.note ? "said note" : "said", lang: item.language, dir: "auto" }, item.parts.map(part)) : null,
  ];
}

/** The kind of a result, in words. */
export const kindWords = (kind) => t(`search_${kind}`);

const part = ({ text, hit }) => (hit ? h("mark", {}, text) : text);
