// How soon travellers are answered, by whose hours, and how well that was kept.
import { call, get } from "../api.js";
import { fill, h, say } from "../dom.js";
import { may } from "../store.js";
import { t } from "../texts.js";
import { calendars } from "./calendars.js";
import { guarded } from "./parts.js";
import { policies, trip } from "./policies.js";
import { standards } from "./standards.js";

export const page = { name: "clocks", icon: "clocks", right: "clocks.read", draw };

function draw() {
  const rules = h("form", { class: "clock-rules", novalidate: true });
  load(rules);
  return h("div", { class: "page clocks" },
    h("header", {}, h("h2", {}, t("page_clocks"))), h("p", { class: "hint" }, t("clocks_hint")), standards(), rules);
}

async function load(form) {
  const setting = await guarded(() => get("/clocks"));
  if (setting) show(form, setting);
}

function show(form, setting) {
  const editable = may("clocks.write");
  form.onsubmit = async (event) => {
    event.preventDefault();
    const saved = await guarded(() => call("PUT", "/clocks", { version: setting.version, rules: setting.rules }), { 409: "clocks_stale" });
    if (saved) { say(t("clocks_saved")); show(form, saved); }
    if (saved === undefined) load(form);
  };
  fill(form, editable ? null : h("p", { class: "hint" }, t("clocks_readonly")),
    policies(setting.rules, editable), trip(setting.rules, editable), calendars(setting, editable),
    editable && h("div", { class: "foot" }, h("button", { class: "main", type: "submit", "data-action": "save-clocks" }, t("clocks_save"))));
}
