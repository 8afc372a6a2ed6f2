// Passing a chat on: to a team's queue or to one colleague, with a note for whoever goes on.
import { post } from "../api.js";
import { h, say } from "../dom.js";
import { makeId } from "../ids.js";
import { state, tell } from "../store.js";
import { t } from "../texts.js";
import { board, teams } from "./asking.js";
import { dot } from "./presence.js";

const LONGEST = 4000;

/** Ask where the chat should go, and send it there; `version` refuses it where the owner has changed since. */
export async function transferDialog(conversation, version = null) {
  const [people, all] = await Promise.all([board(), teams()]);
  if (!people || !all) return;
  const overlay = h("dialog", { class: "transfer", "aria-label": t("transfer_title"), onclose: () => overlay.remove() },
    h("h2", {}, t("transfer_title")), form(conversation, version, people, all, () => overlay.close()));
  document.body.append(overlay);
  overlay.showModal();
}

function form(conversation, version, people, all, close) {
  const id = makeId();
  const said = h("p", { class: "problem", role: "alert" });
  const note = h("textarea", { name: "note", rows: 3, maxlength: LONGEST, dir: "auto" });
  const button = h("button", { class: "main", type: "submit", disabled: true }, t("transfer_send"));
  const allow = () => { button.disabled = false; };
  const submit = async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    const [kind, to] = new FormData(event.target).get("to").split(":");
    try {
      const passed = await post(`/conversations/${encodeURIComponent(conversation)}/transfer`,
        { client_id: id, [kind]: to, note: note.value, version });
      close();
      say(passed.words);
      tell("changed", { conversation });
    } catch (error) {
      said.textContent = error.message || t("failed");
      button.disabled = false;
      if (error.status === 401) { close(); tell("expired", error.message); }
    }
  };
  return h("form", { class: "fields", novalidate: true, onsubmit: submit, onchange: allow },
    h("fieldset", {}, h("legend", {}, t("transfer_team")), all.filter((team) => team.people).map(teamLine)),
    h("fieldset", { class: "long" }, h("legend", {}, t("transfer_colleague")), able(people).map(personLine)),
    h("label", {}, h("span", {}, t("transfer_note")), note), said,
    h("div", { class: "low" }, h("button", { type: "button", onclick: close }, t("staff_cancel")), button));
}

// Whoever is here comes first, and among them who is free.
function able(people) {
  const order = { available: 0, busy: 1, away: 2 };
  return people.filter((one) => one.talks && one.id !== state.me.id).sort((left, right) => order[left.state] - order[right.state]);
}

function teamLine(team) {
  const here = team.here ? t("transfer_here", { n: team.here }) : t("transfer_nobody_here");
  const told = team.waiting ? `${here} · ${t("people_waiting", { n: team.waiting })}` : here;
  return line(`team:${team.team}`, null, team.name, told);
}

function personLine(one) {
  const told = [t(`team_${one.team}`), ...one.languages.map((each) => each.name), t("people_load", { n: one.load, of: one.capacity })];
  return line(`staff:${one.id}`, dot(one.state), one.name, told.join(" · "));
}

function line(value, mark, name, told) {
  return h("label", { class: "to" }, h("input", { type: "radio", name: "to", value }), mark,
    h("span", { class: "person" }, h("strong", { dir: "auto" }, name), h("span", { class: "quiet" }, told)));
}
