// Single keys work outside the editor only; inside it, letters are letters. Pages bind theirs; the overlay shows all.
import { h } from "./dom.js";
import { goTo, letterOf, pagesOf } from "./going.js";
import { parts } from "./router.js";
import { state } from "./store.js";
import { t } from "./texts.js";

export const EVERYWHERE = "everywhere";
const CHORD = 1500;
const bound = new Map();
let going = 0;

/** Bind keys: { key: [word, run] }. A page's take the place of those it bound before; those of everywhere add up. */
export function bind(group, keys) {
  bound.set(group, group === EVERYWHERE ? { ...bound.get(group), ...keys } : keys);
}

/** Handle one key press; give it to `document` as a listener. */
export function onKey(event) {
  if (!state.me || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog[open], [contenteditable]") || !document.querySelector(".desk")) return;
  const handled = chord(event) || run(event);
  // The letter must not land in the editor that it opens.
  if (handled) event.preventDefault();
}

// g, and within a moment the letter of a page.
function chord(event) {
  const pressed = letter(event);
  if (going && Date.now() - going < CHORD) {
    if (["Shift", "Control", "Alt"].includes(event.key)) return false;
    going = 0;
    return goTo(pressed);
  }
  going = pressed === "g" ? Date.now() : 0;
  return Boolean(going);
}

function run(event) {
  if (event.key === "?") { showKeys(); return true; }
  const keys = ofHere();
  const found = keys[event.key] ?? keys[letter(event)];
  if (found) found[1]();
  return Boolean(found);
}

const here = () => parts()[0] ?? "chats";
const ofHere = () => ({ ...bound.get(EVERYWHERE), ...bound.get(here()) });

// On a Cyrillic or Thai keyboard the same key is meant, whatever letter it carries.
function letter(event) {
  return /^[a-z/]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}

/** What the keys of here do: { word, key, run }. */
export const actions = () => Object.entries(ofHere()).map(([key, [word, act]]) => ({ word, key, run: act }));

/** The keys that go to a page, as they are written; none for a page without a letter. */
export const goKey = (name) => (letterOf(name) ? `g ${letterOf(name)}` : null);

/** Show the overlay of keys: of this page, of everywhere, of the other pages. */
export function showKeys() {
  const groups = [...new Set([here(), EVERYWHERE, ...bound.keys()])].filter((name) => bound.has(name));
  const overlay = h("dialog", { class: "keys", "aria-labelledby": "keys-title", onclose: () => overlay.remove() },
    h("h2", { id: "keys-title" }, t("keys")),
    h("div", { class: "groups" }, groups.map(group), goings()),
    h("button", { onclick: () => overlay.close() }, t("close")));
  document.body.append(overlay);
  overlay.showModal();
}

function group(name) {
  const rows = Object.entries(bound.get(name)).map(([key, [word]]) => [key, t(word)]);
  if (name === EVERYWHERE) rows.unshift(["?", t("keys_show")]);
  if (name === "chats") rows.push(["Ctrl ↵", t("keys_send")]);
  if (name === EVERYWHERE) rows.push(["Ctrl K", t("palette")], ["Esc", t("keys_leave")]);
  return section(name === EVERYWHERE ? t("keys_everywhere") : t(`page_${name}`), rows);
}

function goings() {
  const rows = pagesOf().filter((page) => letterOf(page.name)).map((page) => [goKey(page.name), t(`page_${page.name}`)]);
  return section(t("keys_go"), rows);
}

function section(title, rows) {
  return h("section", {}, h("h3", {}, title),
    h("dl", {}, rows.map(([keys, words]) => h("div", {}, h("dt", {}, keys.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, words)))));
}
