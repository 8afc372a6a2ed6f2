// The audit log: who changed or looked at what, when; whether its chain holds; and its export.
import { get } from "../api.js";
import { asked } from "../asking.js";
import { fill, h } from "../dom.js";
import { address } from "../router.js";
import { exactly, t } from "../texts.js";

export const page = { name: "audit", icon: "audit", right: "audit.read", draw };

// What the things of an action are, where there is a page for them.
const PAGES_OF = { conversation: "chats", customer: "customers" };

function draw() {
  const body = h("tbody");
  const more = h("div", { class: "low" });
  const seek = filters(() => show());
  const show = async (before = null) => {
    const loaded = await asked(() => get(`/audit?${seek.query(before ? { before } : {})}`));
    if (!loaded) return;
    if (before === null) fill(body);
    body.append(...loaded.items.map(row));
    if (!body.children.length) fill(body, h("tr", {}, h("td", { colspan: 5, class: "hint" }, t("audit_none"))));
    fill(more, loaded.before && h("button", { onclick: () => show(loaded.before) }, t("audit_older")));
  };
  show();
  const head = ["number", "at", "by", "action", "thing"].map((name) => h("th", { scope: "col" }, t(`audit_${name}`)));
  return h("div", { class: "page audit" },
    h("header", {}, h("h2", {}, t("page_audit")), ...exports_(seek)),
    chain(), seek.element,
    h("section", { class: "card", "aria-label": t("page_audit") },
      h("table", { class: "plain-table" }, h("thead", {}, h("tr", {}, head)), body), more));
}

function chain() {
  const said = h("p", { role: "status" }, t("audit_checking"));
  const element = h("section", { class: "card chain", "aria-label": t("audit_chain") }, said);
  const check = async () => {
    const verdict = await asked(() => get("/audit/verify"));
    if (!verdict) return;
    element.classList.toggle("broken", verdict.fault !== null);
    fill(said, verdict.fault ? t(`audit_${verdict.fault}`, { n: verdict.broken, good: verdict.verified }) : t("audit_sound", { n: verdict.verified }));
    fill(hash, t("audit_head"), " ", h("code", { dir: "ltr" }, verdict.hash || "–"));
  };
  const hash = h("p", { class: "hint" });
  element.append(hash, h("button", { onclick: check }, t("audit_check")));
  check();
  return element;
}

function exports_(seek) {
  return ["jsonl", "csv"].map((format) => h("button", {
    "data-format": format,
    onclick: () => location.assign(`/api/v1/audit/export?${seek.query({ format })}`),
  }, t(`audit_export_${format}`)));
}

function filters(changed) {
  const by = h("select", { name: "by", onchange: changed }, h("option", { value: "" }, t("audit_anybody")),
    h("option", { value: "system" }, t("audit_system")), h("option", { value: "visitor" }, t("audit_visitor")));
  asked(() => get("/staff")).then((found) => found?.items && by.append(
    ...found.items.map((one) => h("option", { value: `agent:${one.id}` }, one.name))));
  const action = h("input", { type: "search", name: "action", maxlength: 40, dir: "ltr", placeholder: "conversation.", onchange: changed });
  const thing = h("input", { type: "search", name: "thing", maxlength: 80, dir: "ltr", onchange: changed });
  const from = h("input", { type: "date", name: "from", onchange: changed });
  const to = h("input", { type: "date", name: "to", onchange: changed });
  const query = (extra) => {
    const until = to.value && new Date(new Date(`${to.value}T00:00`).getTime() + 864e5);
    const sought = { by: by.value, action: action.value.trim(), thing: thing.value.trim(),
      from: from.value && new Date(`${from.value}T00:00`).toISOString(), to: until && until.toISOString(), ...extra };
    return new URLSearchParams(Object.entries(sought).filter(([, value]) => value)).toString();
  };
  const labels = { by, action, thing, from, to };
  const element = h("form", { class: "card fields seek", onsubmit: (event) => { event.preventDefault(); changed(); } },
    Object.entries(labels).map(([name, input]) => h("label", {}, t(`audit_filter_${name}`), input)));
  return { element, query };
}

function row(one) {
  const [noun] = one.action.split(".");
  const link = PAGES_OF[noun] && one.thing.length > 20;
  const thing = h("code", { dir: "ltr" }, one.thing);
  return h("tr", { "data-number": one.number },
    h("td", { class: "number" }, one.number), h("td", {}, h("time", { datetime: one.at }, exactly(one.at))),
    h("td", {}, one.by_name ?? (t(`audit_${one.by}`) === `audit_${one.by}` ? one.by : t(`audit_${one.by}`))),
    h("td", {}, h("span", {}, words(one.action)), h("code", { class: "hint", dir: "ltr" }, one.action)),
    h("td", {}, link ? h("a", { href: address(PAGES_OF[noun], one.thing) }, thing) : thing,
      one.values && h("code", { class: "hint values", dir: "ltr" }, told(one.values))));
}

function words(action) {
  const key = `act_${action.replace(".", "_")}`;
  const found = t(key);
  return found === key ? "" : found;
}

const told = (values) => Object.entries(values).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(" · ");
