// For administrators: how well every colleague's log-in is protected, and help for whom lost their authenticator.
import { call, get } from "../api.js";
import { asked } from "../asking.js";
import { fill, h, say } from "../dom.js";
import { t } from "../texts.js";

export const section = { name: "protection", right: "staff.protect", draw };

function draw() {
  const list = h("ul", { class: "plain-rows" });
  const show = async () => {
    const [found, people] = await Promise.all([asked(() => get("/protection")), asked(() => get("/staff"))]);
    if (!found || !people) return;
    const names = new Map(people.items.map((one) => [one.id, one.name]));
    fill(list, found.items.map((one) => row(one, names.get(one.id) ?? one.id, show)));
  };
  show();
  return h("div", { class: "account" }, h("p", { class: "hint" }, t("protection_hint")), list);
}

function row(one, name, show) {
  const run = (path, sure, done) => async () => {
    if (!window.confirm(t(sure, { name }))) return;
    if (await asked(() => call("DELETE", `/staff/${one.id}/${path}`))) say(t(done, { name }));
    show();
  };
  const state = one.second_factor ? "protection_on" : one.required ? "protection_missing" : "protection_off";
  return h("li", { "data-staff": one.id },
    h("div", {}, h("p", {}, h("strong", { dir: "auto" }, name), h("span", { class: state === "protection_missing" ? "tag urgent" : "tag" }, t(state))),
      h("p", { class: "hint" }, t("protection_counts", { sessions: one.sessions, tokens: one.tokens }))),
    one.sessions > 0 && h("button", { class: "plain", "aria-label": `${t("protection_end")}: ${name}`,
      onclick: run("sessions", "protection_end_sure", "protection_ended") }, t("protection_end")),
    one.second_factor && h("button", { class: "plain", "aria-label": `${t("protection_reset")}: ${name}`,
      onclick: run("second-factor", "protection_reset_sure", "protection_was_reset") }, t("protection_reset")));
}
