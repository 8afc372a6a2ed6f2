// Writing up a phone call or an e-mail. What was typed outlives a closed form and an ended session.
import { get } from "../api.js";
import { logContact } from "./chats.js";
import { h, say } from "../dom.js";
import { makeId } from "../ids.js";
import { state, tell } from "../store.js";
import { t } from "../texts.js";

const LONGEST = 20000;
let kept = {};

/** Forget what was typed and not saved. */
export const forgetContact = () => { kept = {}; };

/** Show the form. */
export async function contactForm() {
  let languages;
  try {
    languages = (await get("/languages")).items;
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return;
  }
  kept = { client_id: makeId(), channel: "phone", language: state.me.language, ...kept };
  const overlay = h("dialog", { class: "contact", "aria-label": t("contact_log"), onclose: () => overlay.remove() },
    h("h2", {}, t("contact_log")), h("p", { class: "hint" }, t("contact_hint")), form(languages, () => overlay.close()));
  document.body.append(overlay);
  overlay.showModal();
}

function form(languages, close) {
  const address = field("address", { maxlength: 254, dir: "ltr", autocomplete: "off" });
  const fit = () => {
    const mail = kept.channel === "email";
    address.firstChild.textContent = t(`contact_address_${kept.channel}`);
    Object.assign(address.lastChild, { type: mail ? "email" : "tel", required: mail });
  };
  const channels = ["phone", "email"].map((code) => ({ code, name: t(`channel_${code}`) }));
  const said = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "main", type: "submit" }, t("contact_save"));
  const tick = h("input", {
    type: "checkbox", name: "complaint", checked: kept.complaint, onchange: () => { kept.complaint = tick.checked; },
  });
  const submit = (event) => { event.preventDefault(); save(said, button, close); };
  // The server judges what was typed, in words of the agent's language; the browser's own bubbles stay away.
  const element = h("form", { novalidate: true, onsubmit: submit },
    choice("channel", channels, fit), field("name", { maxlength: 120, dir: "auto", autocomplete: "off" }), address,
    choice("language", languages), field("text", { maxlength: LONGEST, dir: "auto", required: true }, "textarea"),
    field("booking", { maxlength: 40, dir: "ltr", autocomplete: "off" }),
    h("label", { class: "tick" }, tick, t("contact_complaint")),
    said, h("div", { class: "low" }, h("button", { type: "button", onclick: close }, t("close")), button));
  fit();
  return element;
}

function field(name, properties, tag = "input") {
  const input = h(tag, { name, ...properties, oninput: () => { kept[name] = input.value; } });
  input.value = kept[name] ?? "";
  return h("label", {}, h("span", {}, t(`contact_${name}`)), input);
}

function choice(name, offered, then = () => {}) {
  const select = h("select", { name, onchange: () => { kept[name] = select.value; then(); } },
    offered.map(({ code, name: words }) => h("option", { value: code, selected: code === kept[name] }, words)));
  return h("label", {}, h("span", {}, t(`contact_${name}`)), select);
}

async function save(said, button, close) {
  said.textContent = "";
  button.disabled = true;
  try {
    const logged = await logContact({ text: "", ...kept });
    forgetContact();
    close();
    say(words(logged));
  } catch (error) {
    said.textContent = error.message || t("failed");
    // A page that asks to log in again must be reachable: a dialog would stand in front of it.
    if (error.status === 401) { close(); tell("expired", error.message); }
  }
  button.disabled = false;
}

function words({ mine, owner_name: name, ticket }) {
  if (!mine) return t("contact_saved_elsewhere", { name });
  return ticket ? t("contact_saved_ticket", { ticket }) : t("contact_saved");
}
