// The palette: every action, page, recent chat, and whatever a search finds, by typing. Ctrl+K or ⌘K opens it anywhere.
import { fill, h } from "../dom.js";
import { actions, goKey } from "../keys.js";
import { pagesOf } from "../going.js";
import { address } from "../router.js";
import { may, state } from "../store.js";
import { t } from "../texts.js";
import { asker } from "./asking.js";
import { search } from "./page.js";
import { kindWords, resultWords } from "./result.js";

const FEW = 6;
let overlay = null;
let writing = null; // where the person was writing

/** Open it, or close it when it is open. */
export function togglePalette() {
  if (overlay) overlay.close();
  else if (!document.querySelector("dialog[open]")) open();
}

function open() {
  const list = h("div", { id: "palette-list", role: "listbox", "aria-label": t("palette") });
  const status = h("p", { class: "hint", role: "status" });
  const field = h("input", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
    "aria-label": t("palette_label"), placeholder: t("palette_label"), maxlength: 200, dir: "auto", autocomplete: "off", spellcheck: "false",
  });
  const palette = paletteOf(field, list, status);
  field.addEventListener("input", palette.typed);
  field.addEventListener("keydown", palette.pressed);
  overlay = h("dialog", { class: "palette", "aria-label": t("palette"), onclose: closed, onclick: (event) => event.target === overlay && overlay.close() },
    h("div", { class: "inside" }, field, list, status));
  writing = document.activeElement;
  document.body.append(overlay);
  overlay.showModal();
  palette.typed();
}

function closed() {
  overlay.remove();
  overlay = null;
  // The browser gives the focus back, but not the cursor.
  if (writing === document.activeElement && writing.matches("textarea, input")) {
    writing.blur();
    writing.focus();
  }
}

function paletteOf(field, list, status) {
  let found = [];
  let options = [];
  let at = 0;
  const soon = asker((results) => { found = results.items; status.textContent = ""; draw(); }, (error, q) => {
    found = [];
    status.textContent = q.length > 1 ? error.message || t("offline") : "";
    draw();
  });

  const draw = () => {
    const q = field.value.trim();
    const groups = [...offered(q), ...(found.length ? [["palette_found", found.map(ofResult)]] : []), ...(q && may("search") ? [["search", [everything(q)]]] : [])];
    options = groups.flatMap(([, group]) => group);
    let number = 0;
    fill(list, groups.map(([title, group]) => h("div", { role: "group", "aria-labelledby": `palette-${title}` },
      h("div", { id: `palette-${title}`, class: "title", role: "presentation" }, t(title)), group.map((one) => drawn(one, number++)))));
    choose(Math.min(at, options.length - 1));
  };

  const drawn = (option, number) => h("div", {
    id: `palette-${number}`, role: "option", "aria-selected": "false", onclick: () => take(option), onmousemove: () => at !== number && choose(number),
  }, option.words, option.key ? h("kbd", {}, option.key) : null);

  const choose = (number) => {
    at = Math.max(0, number);
    for (const [index, element] of [...list.querySelectorAll("[role=option]")].entries())
      element.setAttribute("aria-selected", String(index === at));
    const chosen = document.getElementById(`palette-${at}`);
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
    else field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  };

  const take = (option) => {
    if (!option) return;
    overlay.close();
    option.run();
  };

  return {
    typed: () => {
      at = 0;
      if (!field.value.trim()) found = [];
      if (may("search")) soon(field.value);
      draw();
    },
    pressed: (event) => {
      if (event.isComposing) return;
      const moves = { ArrowDown: (at + 1) % options.length, ArrowUp: (at - 1 + options.length) % options.length };
      if (event.key in moves) { event.preventDefault(); choose(moves[event.key]); }
      if (event.key === "Enter") { event.preventDefault(); take(options[at]); }
    },
  };
}

// What can be offered without asking the server.
function offered(q) {
  const wanted = q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (option) => wanted.every((word) => option.label.toLocaleLowerCase().includes(word));
  const doing = actions().map(({ word, key, run }) => ({ label: t(word), words: t(word), key, run }));
  const pages = pagesOf().map((page) => ({
    label: t(`page_${page.name}`), words: t(`page_${page.name}`), key: goKey(page.name), run: () => { location.hash = address(page.name); },
  }));
  const chats = (state.items ?? []).slice(0, q ? 50 : FEW).map((item) => ({
    label: `${item.traveller} ${item.last?.text ?? ""}`, run: () => { location.hash = address("chats", item.id); },
    words: h("span", { class: "top" }, h("span", { class: "name", dir: "auto" }, item.traveller),
      h("span", { class: "quiet", dir: "auto" }, item.last?.text ?? "")),
  }));
  return [["palette_pages", pages], ["palette_actions", doing], ["palette_chats", chats]]
    .map(([title, group]) => [title, group.filter(fits).slice(0, q ? FEW : undefined)])
    .filter(([, group]) => group.length);
}

const ofResult = (item) => ({
  words: [h("span", { class: "tag" }, kindWords(item.kind)), h("span", { class: "words" }, resultWords(item))],
  run: () => { location.hash = address(...item.to); },
});

const everything = (q) => ({ words: t("palette_all", { q }), run: () => search(q) });
