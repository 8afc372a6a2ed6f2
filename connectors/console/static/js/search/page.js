// The page of search: everything one may see, by words, names, numbers and references.
import { fill, h, say } from "../dom.js";
import { address, go, query } from "../router.js";
import { tell } from "../store.js";
import { t } from "../texts.js";
import { ask, asker } from "./asking.js";
import { kindWords, resultWords } from "./result.js";

export const page = { name: "search", icon: "search", right: "search", draw, follow };

let field;
let status;
let list;
let facets;
let more;
let shown = { q: "", kind: null, facets: [] };
const soon = asker(answered, failed);

function draw() {
  field = h("input", {
    type: "search", "aria-label": t("search"), placeholder: t("search_placeholder"), maxlength: 200, dir: "auto",
    autocomplete: "off", spellcheck: "false", oninput: typed, onkeydown: intoResults,
  });
  status = h("p", { class: "hint", role: "status" });
  list = h("ul", { class: "results", onkeydown: among });
  facets = h("div", { class: "facets", role: "group", "aria-label": t("search_kinds") });
  more = h("button", { onclick: showMore }, t("search_more"));
  follow();
  return h("div", { class: "page search" }, h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); list.querySelector("a")?.focus(); } },
    field), facets, status, list, more);
}

function follow() {
  const q = query().get("q") ?? "";
  const kind = query().get("kind");
  if (field.value.trim() !== q) field.value = q;
  look(q, kind, 0);
  setTimeout(() => field.focus());
}

function typed() {
  const q = field.value.trim();
  history.replaceState(null, "", place(q, shown.kind));
  look(q, shown.kind);
}

function look(q, kind, pause) {
  shown = { q, kind, facets: shown.q === q ? shown.facets : [] };
  if (!q) {
    fill(list);
    fill(facets);
    status.textContent = t("search_hint");
    more.hidden = true;
  }
  soon(q, { kind }, pause);
}

const place = (q, kind) => `${address("search")}?${new URLSearchParams({ q, ...(kind ? { kind } : {}) })}`;

function answered(results) {
  shown.facets = results.facets;
  fill(facets, [null, ...results.facets.map((one) => one.kind)].map(facet));
  fill(list, results.items.map(row));
  follows(results.cursor);
  const count = results.facets.filter((one) => !shown.kind || one.kind === shown.kind);
  const n = count.reduce((sum, one) => sum + one.count, 0);
  const words = `${n}${count.some((one) => one.more) ? "+" : ""}`;
  status.textContent = results.items.length ? t("search_results", { n: words }) : t("search_nothing", { q: shown.q });
}

function failed(error) {
  fill(list);
  fill(facets);
  more.hidden = true;
  if (error.status === 401) tell("expired", error.message);
  status.textContent = error.message || t("offline");
}

function facet(kind) {
  const found = shown.facets.find((one) => one.kind === kind);
  const choose = () => { history.replaceState(null, "", place(shown.q, kind)); look(shown.q, kind, 0); };
  return h("button", { "aria-pressed": String(shown.kind === kind), "data-kind": kind ?? "all", disabled: found?.count === 0, onclick: choose },
    kind ? kindWords(kind) : t("search_all"), found ? h("span", { class: "n" }, `${found.count}${found.more ? "+" : ""}`) : null);
}

function row(item) {
  return h("li", {}, h("a", { href: address(...item.to) }, h("span", { class: "tag" }, kindWords(item.kind)), resultWords(item)));
}

function follows(cursor) {
  more.hidden = !cursor;
  more.dataset.cursor = cursor ?? "";
}

async function showMore() {
  more.disabled = true;
  try {
    const results = await ask(shown.q, { kind: shown.kind ?? "messages", cursor: more.dataset.cursor });
    const rows = results.items.map(row);
    list.append(...rows);
    follows(results.cursor);
    rows[0]?.querySelector("a").focus();
  } catch (error) {
    say(error.message || t("offline"), true);
  }
  more.disabled = false;
}

function intoResults(event) {
  if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("a")?.focus(); }
}

// Arrows go from result to result, and up from the first one back to what was typed.
function among(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const links = [...list.querySelectorAll("a")];
  (links[links.indexOf(document.activeElement) + step] ?? (step < 0 ? field : links.at(-1))).focus();
}

/** Go to the page and look for something. */
export function search(q = "") {
  if (q) location.hash = place(q, null);
  else go("search");
}
