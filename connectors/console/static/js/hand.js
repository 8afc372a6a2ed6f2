// Speed of hand, on every page: the palette, the keys of everywhere, the button that opens both.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { bind, EVERYWHERE } from "./keys.js";
import { search } from "./search/page.js";
import { togglePalette } from "./search/palette.js";
import { may } from "./store.js";
import { t } from "./texts.js";

/** Bind the keys of everywhere. */
export function startHand() {
  bind(EVERYWHERE, may("search") ? { "/": ["search_go", () => search()] } : {});
  document.removeEventListener("keydown", onChord);
  document.addEventListener("keydown", onChord);
}

/** The button in the bar. */
export function paletteButton() {
  return h("button", { class: "find", onclick: togglePalette, "aria-label": t("palette_label"), "aria-keyshortcuts": "Control+K" },
    icon("search"), h("span", { class: "wide" }, t("palette_label")), h("kbd", { class: "wide" }, "Ctrl K"));
}

// Also from within the editor: what is typed there stays.
function onChord(event) {
  const k = event.code === "KeyK" || event.key.toLowerCase() === "k";
  if (!k || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !document.querySelector(".desk")) return;
  event.preventDefault();
  togglePalette();
}
