// Opening a ticket, from a chat or from the page: a dialog whose words survive a refusal.
import { post } from "../api.js";
import { h, say } from "../dom.js";
import { makeId } from "../ids.js";
import { go } from "../router.js";
import { t } from "../texts.js";
import { choice, field, guarded, readOptions } from "./parts.js";

/** Show the form; `from` may hold the conversation, a booking and a text. `done` is called with the new ticket. */
export async function openForm(from, done = (detail) => go("tickets", detail.ticket.reference)) {
  const options = await guarded(readOptions);
  if (!options) return;
  const id = makeId();
  const kinds = Object.keys(options.categories).map((code) => ({ code, name: t(`ticket_kind_${code}`) }));
  const kind = choice("kind", kinds, "complaint");
  const category = h("select", { name: "category" });
  const offer = () => category.replaceChildren(...options.categories[kind.value].map(({ code, name }) =>
    h("option", { value: code, selected: code === "other" }, name)));
  kind.addEventListener("change", offer);
  offer();
  const form = h("form", { method: "dialog" },
    h("h2", {}, t("tickets_new")),
    h("div", { class: "two" }, field(t("tickets_kind"), kind), field(t("tickets_category"), category)),
    field(t("ticket_open_text"), h("textarea", { name: "text", rows: 5, required: true, maxlength: 4000, dir: "auto" }, from.text ?? "")),
    field(t("ticket_wish"), h("input", { name: "wish", maxlength: 2000, dir: "auto" })),
    h("div", { class: "two" }, field(t("ticket_open_booking"), h("input", { name: "booking", maxlength: 40, value: from.booking ?? "" })),
      field(t("tickets_severity"), choice("severity", options.severities, "normal"))),
    h("label", { class: "tick" }, h("input", { type: "checkbox", name: "urgent" }), t("ticket_open_urgent")),
    h("div", { class: "low" }, h("button", { type: "button", onclick: () => dialog.close() }, t("ticket_cancel")),
      h("button", { class: "main" }, t("tickets_new"))));
  const dialog = h("dialog", { class: "tickets ticket-form", "aria-label": t("tickets_new"), onclose: () => dialog.remove() }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(form));
    const body = { ...data, urgent: data.urgent === "on", client_id: id, conversation: from.conversation ?? null };
    const detail = await guarded(() => post("/tickets", body));
    if (!detail) return;
    dialog.close();
    say(t("ticket_opened", { reference: detail.ticket.reference }));
    done(detail);
  });
  document.body.append(dialog);
  dialog.showModal();
}
