// Two forms, one for replies and one for notes. Each is bound to its own address for good, and no letter key moves
// text or focus between them: a note cannot become a public reply.
import { callList } from "./calls.js";
import { announceTyping, refreshChat, sendFile, write } from "./chats.js";
import { h, say } from "../dom.js";
import { makeId } from "../ids.js";
import { draft, keep } from "./drafts.js";
import { picker } from "../phrases/picker.js";
import { stepChips } from "../phrases/steps.js";
import { on, state, tell } from "../store.js";
import { t, tIn } from "../texts.js";

const LONGEST = 4000;
const TYPING_EVERY = 4000;
let forms = null;

/** Build the editor of the open chat. */
export function editor() {
  const id = state.openId;
  forms = { reply: form(id, "reply"), note: form(id, "note") };
  showForm("note");
  const chips = stepChips((phrase) => openPhrases({ phrase }));
  return h("div", {}, chips, forms.reply.phrases.element, forms.reply.element, forms.note.element);
}

/** Listen once for what changes under an open editor. */
export function watchEditor() {
  let first = null;
  on("detail", () => {
    if (!forms) return;
    forms.reply.allow(state.detail.can.reply);
    // The form is chosen when a chat is opened, never while somebody is typing into it.
    if (first !== state.openId) showForm(state.detail.can.reply ? "reply" : "note");
    first = state.openId;
  });
  on("opened", () => { first = null; if (!state.openId) forms = null; });
  on("acted", (action) => { if (action === "take" && !forms?.note.busy()) focusForm("reply"); });
}

/** Show a form and put the caret in it. */
export function focusForm(kind) {
  if (!forms || !state.detail) return;
  showForm(kind);
  forms[kind].focus();
}

/** Open the phrases over the reply, where one may reply. */
export function openPhrases(what) {
  if (!forms || !state.detail?.can.reply) return;
  showForm("reply");
  forms.reply.phrases.open(what);
}

function showForm(kind) {
  for (const [name, one] of Object.entries(forms)) one.element.hidden = name !== kind;
}

function form(id, kind) {
  const area = h("textarea", {
    maxlength: LONGEST, "aria-label": t(kind), name: kind, dir: "auto",
    oninput: () => {
      // A slash by itself asks for phrases; it is no text.
      if (phrases && allowed && area.value === "/") { area.value = ""; openPhrases(); }
      keep(id, kind, area.value);
      said.textContent = "";
      typed();
      calls?.look();
    },
    onblur: () => calls?.close(),
    onkeydown: (event) => {
      if (calls?.key(event)) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) submit(event);
      else if (event.key === "Escape") area.blur();
    },
  });
  area.value = draft(id, kind).text;
  const calls = kind === "note" ? callList(area) : null;
  const said = h("span", { class: "problem", role: "alert" });
  const does = h("span", {}, t(kind === "reply" ? "send" : "save_note"));
  const button = h("button", { class: "main", type: "submit" }, does, " ", h("kbd", {}, "Ctrl ↵"));
  let announced = 0;
  let sending = false;
  let allowed = kind === "note";

  const typed = () => {
    if (!allowed || Date.now() - announced < TYPING_EVERY) return;
    announced = Date.now();
    announceTyping(id, kind);
  };
  const submit = async (event) => {
    event.preventDefault();
    const text = area.value;
    if (sending || !allowed) return;
    if (!text.trim()) { said.textContent = t("error_empty"); return; }
    sending = button.disabled = true;
    try {
      await write(id, kind, keep(id, kind, text), text, calls ? { mentions: calls.calls(text) } : {});
      if (area.value === text) area.value = "";
      keep(id, kind, area.value);
    } catch (error) {
      said.textContent = error.message || t("failed");
      if (error.status === 401) tell("expired", error.message);
      if (error.status === 409) refreshChat();
    }
    sending = false;
    button.disabled = !allowed;
  };
  const phrases = kind === "reply" ? picker(id, () => area.focus()) : null;
  const slash = phrases && h("button", { type: "button", class: "phrases-open", onclick: () => openPhrases() }, t("phrases_open"), " ", h("kbd", {}, "/"));
  const clip = fileButton(id, kind, said);
  const element = h("form", { class: `editor ${kind}`, onsubmit: submit }, modes(kind), area, calls?.element,
    h("div", { class: "send" }, said, slash, clip, button));
  const allow = (may) => {
    allowed = may;
    if (kind === "reply") does.textContent = tIn(state.detail.conversation.channel, "send");
    clip.querySelector("button").disabled = !may;
    if (slash) slash.disabled = !may;
    if (phrases && !may) phrases.close();
    button.disabled = !may || sending;
    area.readOnly = !may && !area.value;
    area.placeholder = may ? asWritten(kind) : t("take_first");
  };
  return { element, phrases, allow, focus: () => area.focus(), busy: () => Boolean(area.value) || document.activeElement === area };
}

/** A button that lets the agent choose a file, and sends or keeps it at once. */
function fileButton(id, kind, said) {
  const input = h("input", { type: "file", hidden: true, "aria-label": t(kind === "note" ? "attach_note" : "attach"), onchange: () => input.files[0] && send(input.files[0]) });
  const button = h("button", { type: "button", onclick: () => input.click() }, t(kind === "note" ? "attach_note" : "attach"));
  const send = async (file) => {
    // A file chosen again after an error is the same message: it is sent once.
    const key = `${file.name}/${file.size}/${file.lastModified}`;
    if (input.dataset.key !== key) { input.dataset.key = key; input.dataset.client = makeId(); }
    said.textContent = t("uploading", { name: file.name });
    button.disabled = true;
    try {
      await sendFile(id, kind, input.dataset.client, file);
      said.textContent = input.dataset.key = "";
    } catch (error) {
      said.textContent = error.message || t("failed");
      if (error.status === 401) tell("expired", error.message);
      if (error.status === 409) refreshChat();
    }
    input.value = "";
    button.disabled = false;
  };
  return h("span", {}, input, button);
}

/** What to know before writing freely to somebody who reads another language. */
function asWritten(kind) {
  const { language, language_name: name } = state.detail.conversation;
  return kind === "note" || language === state.me.language ? "" : t("phrases_as_written_hint", { language: name });
}

const replyHint = ({ channel, language_name }) => tIn(channel, "reply_to", { language: language_name });

function modes(kind) {
  const language = state.items?.find((item) => item.id === state.openId)?.language_name ?? "";
  const hint = h("span", { class: "hint" }, kind === "note" ? `${t("note_to")} · ${t("note_mention_hint")}` : t("reply_to", { language }));
  on("detail", () => {
    if (kind === "reply" && hint.isConnected) hint.textContent = replyHint(state.detail.conversation);
  });
  const button = (name, key) => h("button", {
    type: "button", "aria-pressed": String(name === kind), onclick: () => focusForm(name),
  }, t(name), " ", h("kbd", {}, key));
  return h("div", { class: "modes" }, button("reply", "r"), button("note", "n"), hint);
}
