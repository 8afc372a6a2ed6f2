// The company's own phrases: the list, and the form that writes one in all languages.
import { fill, h, say } from "../dom.js";
import { address, go } from "../router.js";
import { may, tell } from "../store.js";
import { moment, t } from "../texts.js";
import { readOwn } from "./api.js";
import { phraseForm } from "./form.js";

export const page = { name: "phrases", icon: "phrases", right: "conversations.read", draw };

function draw([id = null]) {
  const element = h("div", { class: "page phrases-page" });
  show(element, id);
  return element;
}

async function show(element, id) {
  let read;
  try {
    read = await readOwn();
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return;
  }
  const phrase = read.items.find((one) => one.id === id);
  if (id && (phrase || id === "new")) fill(element, phraseForm(read, phrase ?? null, () => go("phrases")));
  else fill(element, head(), read.items.length ? table(read) : h("p", { class: "empty" }, t("phrases_empty")));
}

function head() {
  return h("header", {}, h("h2", {}, t("page_phrases")),
    may("phrases.write") ? h("a", { class: "button main", href: address("phrases", "new") }, t("phrases_new")) : null,
    h("p", { class: "hint" }, t("phrases_intro")));
}

function table({ items, languages }) {
  const names = Object.fromEntries(languages.map((one) => [one.code, one.name]));
  return h("ul", { class: "card own-phrases" }, items.map((one) => {
    const written = languages.length - one.missing.length;
    const first = languages.find((language) => one.texts[language.code]);
    const lacks = one.missing.map((code) => names[code]).join(", ");
    return h("li", {}, h("a", { href: address("phrases", one.id) },
      h("b", {}, "/", one.shortcut), h("span", { class: "line", dir: "auto", lang: first?.code }, first ? one.texts[first.code] : ""),
      h("span", { class: `tag ${lacks ? "high" : ""}`, title: lacks ? t("phrases_lacks", { languages: lacks }) : null },
        t("phrases_complete", { n: written, all: languages.length })),
      one.team ? h("span", { class: "tag" }, t(`team_${one.team}`)) : null,
      h("span", { class: "hint" }, t("phrases_changed_by", { name: one.changed_by, when: moment(one.changed_at) }))));
  }));
}
