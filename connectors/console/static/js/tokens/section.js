// Tokens of programs: one's own, and for administrators everybody's.
import { call, get, post } from "../api.js";
import { asked, field, form } from "../asking.js";
import { fill, h, say } from "../dom.js";
import { may, state } from "../store.js";
import { moment, t } from "../texts.js";

// Of no use to a program: the server lets only people who have logged in.
const IN_PERSON = ["account.own", "tokens.own", "tokens.all"];
const DAYS = [30, 90, 365];

export const section = { name: "tokens", right: "tokens.own", draw };

function draw() {
  const list = h("ul", { class: "plain-rows" });
  const secret = h("div", { "aria-live": "polite" });
  const all = h("input", { type: "checkbox", onchange: () => show() });
  const show = async () => {
    const found = await asked(() => get(`/tokens${all.checked ? "?all=true" : ""}`));
    if (found) fill(list, found.items.length ? found.items.map((one) => row(one, all.checked, show)) : h("li", { class: "hint" }, t("tokens_none")));
  };
  show();
  return h("div", { class: "account" }, h("p", { class: "hint" }, t("tokens_hint")),
    may("tokens.all") && h("label", { class: "tick" }, all, t("tokens_all")), list, secret, newToken(secret, show));
}

function row(one, named, show) {
  const end = async () => {
    if (!window.confirm(t("token_end_sure", { name: one.name }))) return;
    await asked(() => call("DELETE", `/tokens/${one.id}`));
    show();
  };
  const rights = one.rights ? one.rights.join(", ") || t("token_no_rights") : t("token_all_rights");
  const told = [named && one.owner_name, one.used ? t("token_used", { when: moment(one.used) }) : t("token_unused"),
    one.until ? t("token_until", { when: moment(one.until) }) : t("token_for_ever")];
  return h("li", { "data-token": one.id },
    h("div", {}, h("p", {}, h("strong", { dir: "auto" }, one.name)), h("p", { class: "hint", dir: "ltr" }, rights),
      h("p", { class: "hint" }, told.filter(Boolean).join(" · "))),
    h("button", { class: "plain", onclick: end }, t("token_end")));
}

function newToken(secret, show) {
  const name = field("token_name", { name: "token", maxlength: 40, autocomplete: "off" });
  const days = h("select", { name: "days" }, DAYS.map((n) => h("option", { value: n, selected: n === 90 }, t("token_days", { n }))),
    h("option", { value: "" }, t("token_for_ever")));
  const ticks = state.me.rights.filter((right) => !IN_PERSON.includes(right)).map((right) => h("input", { type: "checkbox", value: right }));
  const chosen = h("fieldset", { hidden: true }, h("legend", {}, t("token_rights")),
    h("div", { class: "ticks" }, ticks.map((tick) => h("label", { class: "tick", dir: "ltr" }, tick, tick.value))));
  const some = h("input", { type: "checkbox", onchange: () => { chosen.hidden = !some.checked; } });
  const make = async () => {
    const rights = some.checked ? ticks.filter((one) => one.checked).map((one) => one.value) : null;
    const made = await post("/tokens", { name: name.input.value, rights, days: days.value ? Number(days.value) : null });
    fill(secret, told(made.secret));
    secret.scrollIntoView({ block: "nearest" });
    name.input.value = "";
    show();
  };
  return h("details", {}, h("summary", {}, t("token_new")),
    form([name, { label: h("label", {}, t("token_lasts"), days) }, { label: h("label", { class: "tick" }, some, t("token_some_rights")) },
      { label: chosen }], "token_make", make, { name: "token" }));
}

function told(secret) {
  const copy = async () => {
    await navigator.clipboard?.writeText(secret);
    say(t("copied"));
  };
  return h("div", { class: "once" }, h("p", {}, t("token_once")), h("code", { class: "secret", dir: "ltr" }, secret),
    h("button", { onclick: copy }, t("copy")));
}
