// Two records of one person side by side: which one stays, whose fields win, what moves.
import { get, post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { tell } from "../store.js";
import { t } from "../texts.js";
import { guarded, nameOf, nothing } from "./parts.js";

const FIELDS = ["name", "latin_name", "phone", "email", "language", "country", "zone", "preferences"];
const address = (id, rest = "") => `/customers/${encodeURIComponent(id)}${rest}`;

/** Merge another record into this one; `done` is called with the file that stays. */
export function mergeDialog(file, other, done) {
  const body = h("div", { class: "merging" });
  const overlay = h("dialog", { class: "wide-dialog", "aria-label": t("customer_merge"), onclose: () => overlay.remove() },
    h("h2", {}, t("customer_merge")), body);
  const close = () => overlay.close();
  const finish = (made) => { close(); say(t("customer_merged")); done(made); };
  document.body.append(overlay);
  overlay.showModal();
  if (other) compare(body, file.id, other, close, finish);
  else choose(body, file, close, (id) => compare(body, file.id, id, close, finish));
}

/** Look for the other record. */
function choose(body, file, close, then) {
  const found = h("ul", { class: "people" });
  const show = (items) => fill(found, items.filter((one) => one.id !== file.id).map((one) =>
    h("li", {}, h("button", { class: "plain", onclick: () => then(one.id) }, nameOf(one), h("span", { class: "quiet", dir: "ltr" }, one.phone ?? one.email ?? "")))));
  const input = h("input", { type: "search", name: "query", maxlength: 120, dir: "auto", autocomplete: "off", "aria-label": t("customers_find"), placeholder: t("customers_find") });
  const look = async (event) => {
    event.preventDefault();
    const page = await guarded(() => get(`/customers?${new URLSearchParams({ query: input.value })}`));
    if (!page) return;
    show(page.items);
    if (!found.children.length) fill(found, h("li", {}, nothing("customers_none")));
  };
  show(file.alike);
  fill(body, h("form", { class: "finder", role: "search", onsubmit: look }, input, h("button", { type: "submit" }, t("customers_find_button"))),
    found, h("div", { class: "low" }, h("button", { onclick: close }, t("customer_cancel"))));
}

async function compare(body, survivor, other, close, finish) {
  const both = await guarded(() => get(address(survivor, `/merge?other=${encodeURIComponent(other)}`)));
  if (!both) return;
  const said = h("p", { class: "problem", role: "alert" });
  const form = h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      said.textContent = "";
      try {
        finish(await post(address(survivor, "/merge"), wanted(form, both)));
      } catch (error) {
        said.textContent = error.message || t("offline");
        if (error.status === 401) { close(); tell("expired", error.message); }
      }
    },
  },
  h("p", { class: "hint" }, t("customer_merge_hint")), table(both),
  h("p", {}, t("customer_merge_moves", both.moving)), said,
  h("div", { class: "low" },
    h("button", { type: "button", class: "plain", onclick: () => compare(body, other, survivor, close, finish) }, `⇄ ${t("customer_merge_swap")}`),
    h("button", { type: "button", onclick: close }, t("customer_cancel")),
    h("button", { type: "submit", class: "main" }, t("customer_merge_do"))));
  fill(body, form);
}

function table({ survivor, other, result }) {
  const cell = (name, side, value) => {
    const words = value || t("customer_unset");
    const chosen = result[name] === side;
    return h("td", {}, h("label", { class: value ? "" : "quiet" },
      h("input", { type: "radio", name, value: side, checked: chosen, "aria-label": `${t(`customer_${name}`)}: ${words}` }), h("span", { dir: "auto" }, words)));
  };
  const rows = FIELDS.filter((name) => survivor.values[name] || other.values[name]).map((name) => h("tr", {},
    h("th", { scope: "row" }, t(`customer_${name}`)),
    survivor.values[name] === other.values[name]
      ? h("td", { colspan: 2, class: "same" }, h("span", { dir: "auto" }, survivor.values[name]))
      : [cell(name, "survivor", survivor.values[name]), cell(name, "other", other.values[name])],
    result[name] === "both" ? h("td", {}, h("label", {}, h("input", { type: "radio", name, value: "both", checked: true }), t("customer_merge_both"))) : null));
  return h("table", { class: "compared" },
    h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col" }, t("customer_merge_left")), h("th", { scope: "col" }, t("customer_merge_right")))),
    h("tbody", {}, rows, h("tr", {}, h("th", { scope: "row" }, t("customer_marketing")),
      h("td", {}, survivor.values.marketing), h("td", {}, other.values.marketing))));
}

function wanted(form, { survivor, other }) {
  const choices = Object.fromEntries([...new FormData(form)].filter(([, side]) => side !== "both"));
  return { other: other.id, version: survivor.version, other_version: other.version, choices };
}

/** Undo a merge; `done` is called with the file that stays. */
export async function undoMerge(id, merge, done) {
  const made = await guarded(() => post(address(id, `/merges/${encodeURIComponent(merge)}/undo`)));
  if (made) { say(t("customer_undone")); done(made); }
}
