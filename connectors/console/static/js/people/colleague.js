// Entering a colleague, or changing their record.
import { patch, post } from "../api.js";
import { h, say } from "../dom.js";
import { tell } from "../store.js";
import { t } from "../texts.js";

/** Show the form for a record, or for a new one (null); `done` runs after it was saved. */
export function colleagueForm(records, record, done) {
  const title = record ? `${t("people_edit")}: ${record.name}` : t("people_add");
  const overlay = h("dialog", { class: "colleague", "aria-label": title, onclose: () => overlay.remove() },
    h("h2", { dir: "auto" }, title), form(records, record, () => overlay.close(), done));
  document.body.append(overlay);
  overlay.showModal();
}

function form(records, record, close, done) {
  const parts = {
    name: text("name", record?.name ?? "", { maxlength: 120, dir: "auto", required: true }),
    latin_name: text("latin_name", record?.latin_name ?? "", { maxlength: 120 }),
    email: record ? null : text("email", "", { type: "email", maxlength: 254, dir: "ltr", required: true }),
    team: choice("team", records.teams.map((code) => [code, t(`team_${code}`)]), record?.team ?? records.teams[0]),
    roles: ticks("roles", records.roles.map((code) => [code, t(`role_${code}`)]), record?.roles ?? ["agent"]),
    languages: text("languages", (record?.languages ?? []).join(", "), { maxlength: 200, dir: "ltr", autocapitalize: "none" },
      t("staff_languages_hint", { codes: records.languages.map((one) => one.code).join(", ") })),
    skills: ticks("skills", records.topics.map((one) => [one.topic, one.words]), record?.skills ?? []),
    capacity: text("capacity", String(record?.capacity ?? 4), { type: "number", min: 0, max: 50, inputmode: "numeric" }),
    active: record ? works(record) : null,
  };
  const said = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "main", type: "submit" }, t("staff_save"));
  const submit = async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    try {
      const saved = record ? await patch(`/staff/${encodeURIComponent(record.id)}`, values(parts)) : await post("/staff", values(parts));
      close();
      say(t(record ? "staff_saved" : "staff_entered", { name: saved.name }));
      done();
    } catch (error) {
      said.textContent = error.message || t("failed");
      if (error.status === 401) { close(); tell("expired", error.message); }
    }
    button.disabled = false;
  };
  return h("form", { class: "fields", novalidate: true, onsubmit: submit },
    Object.values(parts).map((part) => part?.element), said,
    h("div", { class: "low" }, h("button", { type: "button", onclick: close }, t("staff_cancel")), button));
}

function values(parts) {
  const said = Object.fromEntries(Object.entries(parts).filter(([, part]) => part).map(([name, part]) => [name, part.value()]));
  said.languages = said.languages.split(/[\s,;，、]+/).filter(Boolean);
  said.capacity = Number(said.capacity);
  return said;
}

function text(name, value, properties, hint) {
  const input = h("input", { name, autocomplete: "off", ...properties });
  input.value = value;
  const element = h("label", {}, h("span", {}, t(`staff_${name}`)), input, hint && h("small", {}, hint));
  return { element, value: () => input.value.trim() };
}

function choice(name, offered, chosen) {
  const select = h("select", { name }, offered.map(([code, words]) => h("option", { value: code, selected: code === chosen }, words)));
  return { element: h("label", {}, h("span", {}, t(`staff_${name}`)), select), value: () => select.value };
}

// The order of roles and skills is that of the record, then that of the list: the first role is the main one.
function ticks(name, offered, chosen) {
  const boxes = offered.map(([code, words]) => {
    const box = h("input", { type: "checkbox", name, value: code });
    box.checked = chosen.includes(code);
    return [box, words];
  });
  const ticked = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
  const value = () => [...chosen.filter((code) => ticked().includes(code)), ...ticked().filter((code) => !chosen.includes(code))];
  const element = h("fieldset", {}, h("legend", {}, t(`staff_${name}`)),
    h("div", { class: "ticks" }, boxes.map(([box, words]) => h("label", { class: "tick" }, box, words))));
  return { element, value };
}

function works(record) {
  const box = h("input", { type: "checkbox", name: "active" });
  box.checked = record.active;
  const element = h("div", {}, h("label", { class: "tick" }, box, t("staff_active")), h("small", {}, t("staff_active_hint")));
  return { element, value: () => box.checked };
}
