// Single keys work outside the editor only; inside it, letters are letters.
import { change } from "./chats.js";
import { h } from "./dom.js";
import { focusForm } from "./editor.js";
import { moveBy } from "./lists.js";
import { state } from "./store.js";
import { t } from "./texts.js";

const may = (action) => state.detail?.can[action];

const KEYS = {
  j: ["keys_next", () => moveBy(1)],
  k: ["keys_previous", () => moveBy(-1)],
  t: ["take", () => may("take") && change("take", "taken")],
  r: ["reply", () => focusForm("reply")],
  n: ["note", () => focusForm("note")],
  h: ["hand_back", () => may("hand_back") && change("hand-back", "handed_back")],
  e: ["resolve", () => may("resolve") && change("resolve", "resolved")],
};

/** Handle one key press; give it to `document` as a listener. */
export function onKey(event) {
  if (!state.me || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "?") { showKeys(); event.preventDefault(); return; }
  const found = KEYS[letter(event)];
  if (!found || !document.querySelector(".desk")) return;
  // The letter must not land in the editor that it opens.
  event.preventDefault();
  found[1]();
}

// On a Cyrillic or Thai keyboard the same key is meant, whatever letter it carries.
function letter(event) {
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}

/** Show the overlay of keys. */
export function showKeys() {
  const rows = [["?", "keys_show"], ...Object.entries(KEYS).map(([key, [text]]) => [key, text]),
    ["Ctrl ↵", "keys_send"], ["Esc", "keys_leave"]];
  const overlay = h("dialog", { "aria-label": t("keys"), onclose: () => overlay.remove() },
    h("h2", {}, t("keys")),
    h("dl", {}, rows.flatMap(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(text))])),
    h("button", { onclick: () => overlay.close() }, t("close")));
  document.body.append(overlay);
  overlay.showModal();
}
