// One message: as it was written, and beside it what it means in the agent's language.
import { h, say } from "../dom.js";
import { state, tell } from "../store.js";
import { hour, moment, t } from "../texts.js";
import { changeNote, retry } from "./chats.js";
import { similarElement } from "../phrases/similar.js";
import { filesElement } from "./files.js";

/** Build the element of one message; `follows`: it goes on from the one before, and needs no name. */
export function messageElement(message, follows = false) {
  const kind = message.audience === "staff" ? "note" : message.author;
  const failed = message.delivery?.state === "failed";
  return h("article", { class: `message ${kind}${follows ? " follows" : ""}${failed ? " bad" : ""}`, "data-seq": message.seq, "data-key": `m${message.seq}` },
    head(message, kind), message.withdrawn ? h("p", { class: "state" }, t("note_withdrawn", { name: message.name }))
      : h("div", { class: "pair" }, words(message), meaning(message)), delivery(message), noteTools(message));
}

function head(message, kind) {
  return h("p", { class: "head" }, h("b", {}, message.name || t(`author_${kind}`)),
    h("time", { datetime: message.at, title: moment(message.at) }, hour(message.at)),
    kind === "note" ? h("span", { class: "tag" }, t("note")) : null,
    message.pressed ? h("span", {}, t("pressed")) : null,
    message.origin ? h("span", { class: "tag" }, t(`phrases_as_${message.origin}`)) : null,
    message.edits.length && !message.withdrawn ? h("span", { class: "tag" }, t("edited")) : null,
    message.mentions.some((one) => one.id === state.me.id) ? h("span", { class: "tag call" }, t("mentioned_you")) : null);
}

function words(message) {
  return h("div", { class: "words", lang: message.language, dir: message.direction },
    message.mentions.length ? called(message) : message.text,
    filesElement(message.attachments),
    message.edits.map((one) => h("div", { class: "state" }, t("edited_from", { when: moment(one.until), text: one.text }))),
    message.buttons.length
      ? h("div", { class: "buttons" }, message.buttons.map((title) => h("span", { class: "tag" }, title)))
      : null,
    message.truncated ? h("div", { class: "state" }, t("cut")) : null);
}

/** The text of a note, with the names of those it calls set off. */
function called(message) {
  const names = message.mentions.flatMap((one) => one.names.map((name) => `@${name}`));
  const parts = message.text.split(/(@[^@]*)/);
  return parts.flatMap((part) => {
    const name = names.find((one) => part.toLowerCase().startsWith(one.toLowerCase()));
    return name ? [h("b", { class: "at" }, part.slice(0, name.length)), part.slice(name.length)] : [part];
  });
}

function meaning(message) {
  const { gloss, translation } = message;
  const mood = message.mood && message.mood !== "neutral" ? h("span", { class: `mood ${message.mood}`, title: message.mood_words }, t(`mood_${message.mood}`)) : null;
  if (translation) return h("div", { class: "other" }, translation);
  if (!gloss) return mood ? h("div", { class: "other" }, mood) : null;
  return h("div", { class: "other" }, t(gloss.sure ? "asks" : "unsure", { words: gloss.words }), mood ? [" ", mood] : null,
    gloss.entities.length ? h("ul", { class: "entities" }, gloss.entities.map((entity) =>
      h("li", {}, `${entity.label} `, h("b", { dir: "auto" }, entity.value)))) : null,
    similarElement(message));
}

function delivery({ seq, author, delivery: one }) {
  if (!one || (author !== "agent" && one.state !== "failed")) return null;
  const reason = one.reason ?? "";
  const key = one.state === "pending" && reason ? "trying" : one.state;
  return h("p", { class: `state delivery ${one.state}` }, t(`delivery_${key}`, { reason }),
    one.retry ? [" ", h("button", { class: "plain", "data-action": "retry", onclick: () => retry(seq) }, t("retry"))] : null);
}

function noteTools(message) {
  if (!message.editable_until || new Date(message.editable_until) < new Date() || message.withdrawn) return null;
  const tools = h("p", { class: "note-tools" },
    h("button", { class: "plain", onclick: () => edit(tools, message) }, t("note_change")),
    h("button", { class: "plain", onclick: () => put(message, null) }, t("note_withdraw")));
  return tools;
}

/** Change a note where it stands. */
function edit(tools, message) {
  const element = tools.closest(".message");
  const area = h("textarea", { maxlength: 4000, dir: "auto", "aria-label": t("note_change") });
  area.value = message.text;
  const form = h("form", { class: "note-edit", onsubmit: (event) => { event.preventDefault(); put(message, area.value); } }, area,
    h("div", { class: "send" }, h("button", { type: "button", onclick: () => { form.remove(); tools.hidden = false; } }, t("cancel")),
      h("button", { type: "submit", class: "main" }, t("note_save"))));
  tools.hidden = true;
  element.append(form);
  area.focus();
}

async function put(message, text) {
  try {
    await changeNote(message.seq, text, message.mentions.map((one) => one.id).filter((id) => isNamed(message, id, text ?? "")));
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("failed"), true);
  }
}

const isNamed = (message, id, text) => message.mentions.find((one) => one.id === id).names.some((name) => text.includes(`@${name}`));
