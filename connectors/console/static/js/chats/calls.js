// Calling a colleague into a note: after an @, the names that begin so; arrows and Enter choose, Escape leaves.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { state } from "../store.js";
import { t } from "../texts.js";

const MOST = 6;
let everybody = null;

/** Give the list for a note's text field: its element, what it does with keys, and whom a text calls by id. */
export function callList(area) {
  const list = h("ul", { class: "calls", role: "listbox", id: "calls", "aria-label": t("mention_choose"), hidden: true });
  const chosen = new Map(); // what was written for whom
  let found = [];
  let at = 0;
  area.setAttribute("aria-controls", "calls");

  const close = () => { found = []; list.hidden = true; area.removeAttribute("aria-activedescendant"); };
  const draw = () => {
    list.hidden = !found.length;
    fill(list, found.map((one, place) => h("li", {
      role: "option", id: `call-${place}`, "aria-selected": String(place === at),
      onmousedown: (event) => { event.preventDefault(); choose(one); },
    }, h("b", {}, one.name), one.latin_name && one.latin_name !== one.name ? ` ${one.latin_name}` : "", h("span", {}, t(`team_${one.team}`)))));
    if (found.length) area.setAttribute("aria-activedescendant", `call-${at}`);
    else area.removeAttribute("aria-activedescendant");
  };
  const begun = () => area.value.slice(0, area.selectionStart).match(/(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u)?.[1];
  const look = async () => {
    const name = begun();
    if (name === undefined) { close(); return; }
    everybody ??= get("/colleagues").then((loaded) => loaded.items, () => { everybody = null; return []; });
    const people = await everybody;
    if (begun() !== name) return;
    const typed = name.toLowerCase();
    found = people.filter((one) => one.id !== state.me.id && namesOf(one).some((whole) => whole.toLowerCase().startsWith(typed) && whole.length > typed.length)).slice(0, MOST);
    at = 0;
    draw();
  };
  const choose = (one) => {
    const end = area.selectionStart;
    const start = area.value.slice(0, end).lastIndexOf("@");
    area.setRangeText(`@${one.name} `, start, end, "end");
    chosen.set(`@${one.name}`, one.id);
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const key = (event) => {
    if (list.hidden || event.isComposing) return false;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length; draw(); }
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) choose(found[at]);
    else return false;
    event.preventDefault();
    return true;
  };
  const calls = (text) => [...chosen].filter(([written]) => text.includes(written)).map(([, id]) => id);
  return { element: list, look, key, close, calls };
}

const namesOf = (one) => [one.name, one.latin_name].filter(Boolean);
