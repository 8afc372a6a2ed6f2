// A phrase as it reads for the agent, and as the traveller will get it.
import { h } from "../dom.js";
import { state } from "../store.js";
import { t } from "../texts.js";

/** The twin in the agent's language, and the text in the traveller's; one block where both speak the same. */
export function shownElement(phrase) {
  const same = phrase.twin === phrase.text;
  const lent = phrase.borrowed.join(", ");
  return h("div", { class: "phrase-shown" },
    same ? null : block(t("phrases_twin"), phrase.twin, phrase.twin_direction, state.me.language, "twin",
      phrase.twin_borrowed.length ? t("phrases_twin_borrowed", { lent: phrase.twin_borrowed.join(", ") }) : null),
    block(t("phrases_gets", { language: phrase.language_name }), phrase.text, phrase.direction, null, "gets",
      lent ? t("phrases_borrowed", { language: phrase.language_name, lent }) : null),
    phrase.buttons.length ? h("p", { class: "hint" }, t("phrases_buttons", { buttons: phrase.buttons.join(" · ") })) : null);
}

function block(title, text, direction, lang, kind, warning) {
  return h("section", { class: kind }, h("h3", {}, title),
    h("p", { dir: direction, lang }, text),
    warning ? h("p", { class: "lent" }, warning) : null);
}
