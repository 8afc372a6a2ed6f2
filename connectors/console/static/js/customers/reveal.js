// What is covered, and the button that shows it: once, for a minute, and on record.
import { post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { may } from "../store.js";
import { t } from "../texts.js";
import { guarded } from "./parts.js";

const SECONDS = 60;

/** Show something covered; `label` is what it is called. */
export function covered(id, hidden, label) {
  if (!hidden) return h("span", { class: "quiet" }, t("customer_unset"));
  const place = h("span", { class: "covered" });
  cover(place, id, hidden, label);
  return place;
}

function cover(place, id, hidden, label) {
  const show = async () => {
    const shown = await guarded(() => post(`/customers/${encodeURIComponent(id)}/reveal`, { field: hidden.field }));
    if (shown) uncover(place, id, hidden, label, shown.value);
  };
  fill(place, h("span", { dir: "auto" }, hidden.shown), may("customers.reveal")
    ? h("button", { class: "plain small", "aria-label": t("customer_reveal", { field: label }), title: t("customer_reveal", { field: label }), onclick: show }, eye())
    : null);
}

function uncover(place, id, hidden, label, value) {
  const hide = () => { clearTimeout(soon); cover(place, id, hidden, label); };
  const soon = setTimeout(hide, SECONDS * 1000);
  fill(place, h("span", { class: "shown", dir: "auto" }, value),
    h("button", { class: "plain small", onclick: hide }, t("customer_hide")));
  place.querySelector("button").focus();
  say(t("customer_revealed"));
}

function eye() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" }))
    svg.setAttribute(name, value);
  for (const path of ["M2.500 10c1.800-3.300 4.300-5 7.500-5s5.700 1.700 7.500 5c-1.800 3.300-4.300 5-7.500 5s-5.700-1.700-7.500-5z", "M10 12.250a2.250 2.250 0 1 0 0-4.500 2.250 2.250 0 0 0 0 4.500z"]) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
  }
  return svg;
}
