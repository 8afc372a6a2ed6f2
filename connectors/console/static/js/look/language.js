import { patch } from "../api.js";
import { h, say } from "../dom.js";
import { state, tell } from "../store.js";
import { t } from "../texts.js";

/** Make a choice of the console's language. */
export function languageChoice() {
  const choose = async () => {
    try {
      tell("language", await patch("/me", { language: select.value }));
    } catch (error) {
      say(error.message || t("offline"), true);
      select.value = state.me.language;
    }
  };
  const select = h("select", { name: "language", "aria-label": t("language"), onchange: choose }, state.me.languages.map(({ code, name }) =>
    h("option", { value: code, selected: code === state.me.language }, name)));
  return select;
}
