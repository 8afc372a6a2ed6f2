// One form for entering a customer and for correcting one. What is covered stays as it is unless something is written.
import { get, patch, post } from "../api.js";
import { fill, h } from "../dom.js";
import { makeId } from "../ids.js";
import { tell } from "../store.js";
import { t } from "../texts.js";
import { guarded, readOptions } from "./parts.js";

const COVERED = ["phone", "email"];

/** Ask for the fields; `done` is called with the file. Without a file somebody new is entered. */
export async function editDialog(file, done) {
  const options = await guarded(readOptions);
  if (!options) return;
  const said = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "main", type: "submit" }, t("customer_save"));
  const title = t(file ? "customer_edit" : "customers_new");
  const overlay = h("dialog", { class: "person-form wide-dialog", "aria-label": title, onclose: () => overlay.remove() });
  const saving = { version: file?.version, client_id: makeId() };
  const submit = async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    try {
      const made = await save(file, saving, read(event.target, file));
      overlay.close();
      done(made);
    } catch (error) {
      said.textContent = error.message || t("offline");
      if (error.status === 401) { overlay.close(); tell("expired", error.message); }
      if (error.code === "customer_stale") await catchUp(file, saving);
      if (error.status === 410) { overlay.close(); tell("customer-gone", file.id); }
    }
    button.disabled = false;
  };
  fill(overlay, h("h2", {}, title), h("form", { novalidate: true, onsubmit: submit },
    h("div", { class: "two" }, text("name", file?.name, 120, true), text("latin_name", file?.latin_name, 120),
      COVERED.map((name) => contact(name, file?.[name])),
      select("language", options.languages, file?.language?.code), select("country", options.countries, file?.country?.code),
      zone(options.zones, file?.zone)),
    ticks("needs", options.needs, file?.needs ?? []), ticks("interests", options.interests, file?.interests ?? []),
    h("label", { class: "tick" }, h("input", { type: "checkbox", name: "marketing", checked: file?.marketing ?? false }), t("customer_marketing_yes")),
    said, h("div", { class: "low" }, h("button", { type: "button", onclick: () => overlay.close() }, t("customer_cancel")), button)));
  document.body.append(overlay);
  overlay.showModal();
}

const save = (file, { version, client_id: made }, fields) => file
  ? patch(`/customers/${encodeURIComponent(file.id)}`, { ...fields, version })
  : post("/customers", { ...fields, client_id: made });

/** Somebody was faster: what is written stays, and the next click knows of their change. */
async function catchUp(file, saving) {
  const now = await guarded(() => get(`/customers/${encodeURIComponent(file.id)}`));
  if (now) saving.version = now.version;
}

function read(form, file) {
  const values = new FormData(form);
  const fields = { marketing: values.has("marketing") };
  for (const name of ["name", "latin_name", "language", "country", "zone"]) fields[name] = values.get(name).trim() || null;
  if (!fields.name) fields.name = "";
  for (const name of COVERED) {
    const written = values.get(name).trim();
    if (written) fields[name] = written;
    else if (values.has(`${name}-remove`)) fields[name] = null;
  }
  fields.preferences = { needs: values.getAll("needs"), interests: values.getAll("interests") };
  return file ? changedOnly(fields, file) : fields;
}

/** Leave out what was not touched: a field that a colleague corrects meanwhile is not set back. */
function changedOnly(fields, file) {
  const codes = (all) => all.map((one) => one.code).sort().join();
  const same = {
    name: file.name, latin_name: file.latin_name, zone: file.zone, marketing: file.marketing,
    language: file.language?.code ?? null, country: file.country?.code ?? null,
  };
  for (const [name, value] of Object.entries(same)) if (fields[name] === value) delete fields[name];
  const { needs, interests } = fields.preferences;
  if (codes(file.needs) === [...needs].sort().join() && codes(file.interests) === [...interests].sort().join()) delete fields.preferences;
  return fields;
}

function text(name, value, longest, required = false) {
  const input = h("input", { name, maxlength: longest, dir: "auto", autocomplete: "off", required });
  input.value = value ?? "";
  return labelled(name, input);
}

function contact(name, hidden) {
  const keep = hidden ? t("customer_keep", { shown: hidden.shown }) : "";
  const input = h("input", { name, type: name === "phone" ? "tel" : "email", dir: "ltr", autocomplete: "off", placeholder: keep, maxlength: name === "phone" ? 40 : 254 });
  const remove = hidden
    ? h("label", { class: "tick" }, h("input", { type: "checkbox", name: `${name}-remove` }), t("customer_remove")) : null;
  return h("div", { class: "contact-field" }, labelled(name, input), remove);
}

function select(name, offered, chosen) {
  return labelled(name, h("select", { name }, h("option", { value: "" }, t("customer_unset")),
    offered.map(({ code, name: words }) => h("option", { value: code, selected: code === chosen }, words))));
}

function zone(zones, chosen) {
  const input = h("input", { name: "zone", list: "zones", dir: "ltr", autocomplete: "off", maxlength: 40 });
  input.value = chosen ?? "";
  return h("div", {}, labelled("zone", input), h("datalist", { id: "zones" }, zones.map((one) => h("option", { value: one }))));
}

function ticks(name, offered, chosen) {
  const codes = new Set(chosen.map((one) => one.code));
  return h("fieldset", {}, h("legend", {}, t(`customer_${name}`)), h("div", { class: "ticks" }, offered.map(({ code, name: words }) =>
    h("label", { class: "tick" }, h("input", { type: "checkbox", name, value: code, checked: codes.has(code) }), words))));
}

const labelled = (name, input) => h("label", {}, h("span", {}, t(`customer_${name}`)), input);
