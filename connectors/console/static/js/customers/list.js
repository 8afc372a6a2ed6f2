// Looking somebody up: one field for everything, a kind to narrow by, and a list that goes on as long as one likes.
import { get, post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { address, go, query } from "../router.js";
import { may } from "../store.js";
import { day, t } from "../texts.js";
import { editDialog } from "./edit.js";
import { forgetOptions, guarded, journeys, nameOf, nothing, readOptions, tags } from "./parts.js";

const kept = { query: "", segment: "" };

/** Build the list; `#/customers?link=<chat>` asks whose chat that is. */
export function listPane() {
  const link = query().get("link");
  const rows = h("ul", { class: "people" });
  const more = h("div", { class: "more" });
  const look = (after = "") => load(rows, more, after, link);
  forgetOptions();
  look();
  return [
    h("header", {}, h("h2", {}, t("page_customers")),
      may("customers.write") ? h("button", { class: "main", onclick: () => enter(link) }, t("customers_new")) : null),
    link ? h("p", { class: "asked" }, t("customers_choose")) : null,
    finder(look), rows, more,
  ];
}

function finder(look) {
  const input = h("input", {
    type: "search", name: "query", maxlength: 120, dir: "auto", autocomplete: "off",
    placeholder: t("customers_find"), "aria-label": t("customers_find"),
  });
  input.value = kept.query;
  const kinds = h("select", { name: "segment", "aria-label": t("customers_segment") }, h("option", { value: "" }, t("customers_everybody")));
  guarded(readOptions).then((options) => options && kinds.append(...options.segments.map(({ code, name }) =>
    h("option", { value: code, selected: code === kept.segment }, name))));
  const submit = (event) => {
    event?.preventDefault();
    Object.assign(kept, { query: input.value.trim(), segment: kinds.value });
    look();
  };
  kinds.addEventListener("change", () => submit());
  // Emptied with the cross of the field: everybody again.
  input.addEventListener("search", () => { if (!input.value && kept.query) submit(); });
  return h("form", { class: "finder", role: "search", onsubmit: submit }, input, kinds,
    h("button", { type: "submit" }, t("customers_find_button")));
}

async function load(rows, more, after, link) {
  const asked = { ...kept };
  const page = await guarded(() => get(`/customers?${new URLSearchParams({ ...asked, after })}`));
  if (!page || asked.query !== kept.query || asked.segment !== kept.segment) return;
  const shown = page.items.map((one) => person(one, link));
  if (after) rows.append(...shown);
  else fill(rows, shown);
  if (!after && !shown.length && !page.next)
    fill(rows, h("li", {}, nothing(kept.query || kept.segment ? "customers_none" : "customers_empty")));
  fill(more, page.next ? h("button", { onclick: () => load(rows, more, page.next, link) }, t("customers_more")) : null);
}

function person(one, link) {
  const told = [one.language?.name, one.country].filter(Boolean).join(" · ");
  const travels = one.next_departure ? t("customers_next", { day: day(one.next_departure) }) : journeys(one.trips);
  return h("li", {},
    h("a", { href: address("customers", one.id), "data-customer": one.id },
      nameOf(one), tags(one.segments) ?? h("span"),
      h("span", { class: "quiet" }, told), h("span", { class: "quiet" }, travels)),
    link ? h("button", { onclick: () => linkChat(one.id, link) }, t("customers_link")) : null);
}

async function linkChat(id, conversation) {
  if (!await guarded(() => post(`/customers/${encodeURIComponent(id)}/accounts`, { conversation }))) return;
  say(t("customers_linked"));
  go("chats", conversation);
}

function enter(link) {
  editDialog(null, async (made) => {
    say(t("customer_entered"));
    if (link) await linkChat(made.id, link);
    else go("customers", made.id);
  });
}
