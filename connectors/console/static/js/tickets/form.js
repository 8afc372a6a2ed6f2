// A form that is folded away until it is wanted.
import { h } from "../dom.js";

/** Build it; `send` is called with what was filled in and the form itself. */
export function folded(name, title, fields, button, send, kind = "main") {
  const form = h("form", {}, fields, h("div", { class: "low" }, h("button", { class: kind }, button)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    for (const box of form.querySelectorAll("input[type=checkbox]")) values[box.name] = box.checked;
    const press = form.querySelector("button.main, button.danger, button:not([type])");
    press.disabled = true;
    Promise.resolve(send(values, form)).finally(() => { press.disabled = false; });
  });
  return h("details", { class: "folded", "data-form": name }, h("summary", {}, title), form);
}

/** A card of the page. */
export const card = (title, ...children) => {
  const shown = children.flat().filter(Boolean);
  return shown.length ? h("section", { class: "card" }, h("h3", {}, title), shown) : null;
};
