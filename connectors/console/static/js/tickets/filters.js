// What one looks for among tickets.
import { h } from "../dom.js";
import { state as page } from "../store.js";
import { t } from "../texts.js";
import { choice } from "./parts.js";

/** Build the line of filters; `look` is called with what changed. */
export function filtersElement(options, asked, look) {
  const select = (name, label, items, first = t("tickets_all")) => {
    const control = choice(name, items, asked[name] ?? "", first);
    control.setAttribute("aria-label", label);
    control.addEventListener("change", () => look({ [name]: control.value }));
    return h("label", {}, h("span", {}, label), control);
  };
  const tick = (name, value, label) => h("label", { class: "tick" },
    h("input", { type: "checkbox", checked: asked[name] === value, onchange: (event) => look({ [name]: event.target.checked ? value : "" }) }), label);
  const people = options.teams.flatMap((team) => team.people).filter((one) => one.id !== page.me.id);
  const owners = [{ code: "me", name: t("tickets_mine") }, { code: "none", name: t("tickets_nobody") },
    ...people.map(({ id, name }) => ({ code: id, name }))];
  const topics = new Map(Object.values(options.categories).flat().map((one) => [one.code, one]));
  const number = h("input", { type: "search", name: "q", value: asked.q ?? "", placeholder: t("tickets_find"), "aria-label": t("tickets_find"), maxlength: 20 });
  const chosen = ["team", "owner", "category", "severity", "overdue", "waits", "orders"].filter((name) => asked[name]).length;
  return h("details", { class: "filters", open: innerWidth > 699 || chosen > 0 },
    h("summary", {}, chosen ? `${t("tickets_filters")} (${chosen})` : t("tickets_filters")),
    h("div", { class: "line" },
      h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); look({ q: number.value.trim() }); } }, number),
      select("owner", t("tickets_owner"), owners),
      select("team", t("tickets_team"), options.teams),
      select("category", t("tickets_category"), [...topics.values()]),
      select("severity", t("tickets_severity"), options.severities),
      tick("overdue", "true", t("tickets_late")),
      tick("waits", "approval", t("tickets_waits_filter")),
      tick("orders", "true", t("tickets_orders_filter"))));
}
