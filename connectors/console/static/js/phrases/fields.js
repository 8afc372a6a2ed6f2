// Small inputs for what a phrase leaves open: a choice, or something typed by its kind.
import { fill, h } from "../dom.js";
import { t } from "../texts.js";

const TYPES = { date: "date", time: "time", datetime: "datetime-local" };
const CURRENCIES = ["EUR", "USD", "CNY", "GBP", "JPY", "CHF", "TRY", "KRW", "THB", "PLN", "RUB", "BRL", "AED"];

/** Build the inputs of a phrase's fields; `values` is filled as one types, and `changed` called. */
export function fieldsElement(fields, values, changed) {
  const box = h("div", { class: "phrase-fields" });
  fill(box, fields.map((field) => fieldElement(field, values, changed)));
  return box;
}

function fieldElement(field, values, changed) {
  if (field.kind === "booking" && !field.options.length) return h("p", { class: "hint" }, t("phrases_no_booking"));
  const choice = CHOICES.has(field.kind);
  if (choice && !field.options.length) return h("p", { class: "hint" }, `${field.label}: ${t("phrases_no_choice")}`);
  const input = choice ? choose(field, values, changed) : type(field, values, changed);
  return h("label", { class: field.missing ? "missing" : "" }, h("span", {}, field.label), input);
}

const CHOICES = new Set(["booking", "ticket", "tour", "destination", "need", "month", "day"]);

function choose(field, values, changed) {
  const select = h("select", { name: field.name, onchange: () => { values[field.name] = select.value; changed(); } },
    field.value === null ? h("option", { value: "" }, t("phrases_choose")) : null,
    field.options.map((one) => h("option", { value: one.value, selected: one.value === field.value }, one.name)));
  return select;
}

function type(field, values, changed) {
  if (field.kind === "money") return money(field, values, changed);
  const input = h("input", {
    name: field.name, type: TYPES[field.kind] ?? "text", dir: "auto", maxlength: 400, autocomplete: "off",
    inputmode: field.kind === "number" ? "decimal" : null,
    oninput: () => { values[field.name] = input.value; changed(); },
  });
  input.value = values[field.name] ?? "";
  return input;
}

function money(field, values, changed) {
  const held = values[field.name] ?? { amount: "", currency: CURRENCIES[0] };
  const note = () => { values[field.name] = { amount: amount.value, currency: currency.value }; changed(); };
  const amount = h("input", { name: field.name, inputmode: "decimal", dir: "ltr", maxlength: 20, autocomplete: "off", oninput: note });
  amount.value = held.amount;
  const currency = h("select", { "aria-label": `${field.label}: ${t("phrases_currency")}`, onchange: note },
    CURRENCIES.map((code) => h("option", { value: code, selected: code === held.currency }, code)));
  return h("span", { class: "money" }, amount, currency);
}
