// Single keys work outside the editor only; inside it, letters are letters. Pages bind theirs; the overlay shows all.
import { h } from "./dom.js";
import { parts } from "./router.js";
import { state } from "./store.js";
import { t } from "./texts.js";

export const EVERYWHERE = "everywhere";
const bound = new Map();

/** Bind keys: { key: [word, run] }. A page's take the place of those it bound before; those of everywhere add up. */
export function bind(group, keys) {
  bound.set(group, group === EVERYWHERE ? { ...bound.get(group), ...keys } : keys);
}

/** Handle one key press; give it to `document` as a listener. */
export function onKey(event) {
  if (!state.me || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "?") { showKeys(); event.preventDefault(); return; }
  const found = ofHere()[letter(event)];
  if (!found || !document.querySelector(".desk")) return;
  // The letter must not land in the editor that it opens.
  event.preventDefault();
  found[1]();
}

const ofHere = () => ({ ...bound.get(EVERYWHERE), ...bound.get(parts()[0] ?? "chats") });

// On a Cyrillic or Thai keyboard the same key is meant, whatever letter it carries.
function letter(event) {
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}

/** Show the overlay of keys. */
export function showKeys() {
  const rows = [["?", "keys_show"], ...Object.entries(ofHere()).map(([key, [text]]) => [key, text]),
    ["Ctrl ↵", "keys_send"], ["Esc", "keys_leave"]];
  const overlay = h("dialog", { "aria-label": t("keys"), onclose: () => overlay.remove() },
    h("h2", {}, t("keys")),
    h("dl", {}, rows.flatMap(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(text))])),
    h("button", { onclick: () => overlay.close() }, t("close")));
  document.body.append(overlay);
  overlay.showModal();
}
