// One's own password.
import { post } from "../api.js";
import { field, form } from "../asking.js";
import { h, say } from "../dom.js";
import { t } from "../texts.js";

export const section = { name: "password", right: "account.own", draw };

function draw() {
  const old = field("password_old", { type: "password", name: "old", autocomplete: "current-password", maxlength: 200 });
  const fresh = field("password_new", { type: "password", name: "new", autocomplete: "new-password", minlength: 12, maxlength: 200 });
  const change = async () => {
    await post("/account/password", { old: old.input.value, new: fresh.input.value });
    for (const one of [old, fresh]) one.input.value = "";
    say(t("password_changed"));
  };
  return h("div", { class: "account" }, h("p", { class: "hint" }, t("password_hint")),
    form([old, fresh], "password_change", change, { name: "password" }));
}
