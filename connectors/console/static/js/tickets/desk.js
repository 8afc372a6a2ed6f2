// All tickets: what one looks for, and the board or the list of them. What is looked for is part of the address.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { query } from "../router.js";
import { may, on } from "../store.js";
import { t } from "../texts.js";
import { boardElement } from "./board.js";
import { filtersElement } from "./filters.js";
import { listElement } from "./list.js";
import { guarded, readOptions, soon } from "./parts.js";
import { openForm } from "./open.js";

/** Build the pane. */
export function deskPane() {
  const asked = Object.fromEntries(query());
  const body = h("div", { class: "body", "aria-busy": "true" }, h("p", { class: "hint" }, t("tickets_loading")));
  const count = { read: 0 };
  const load = async () => {
    const number = ++count.read;
    const shown = await guarded(() => (asked.view === "list" ? listElement(asked, look) : readBoard(asked, load)));
    // A slower answer to an earlier question must not take the place of a later one.
    if (shown && number === count.read) { fill(body, shown); body.setAttribute("aria-busy", "false"); }
  };
  const look = (changes) => {
    for (const [name, value] of Object.entries(changes)) if (value) asked[name] = value; else delete asked[name];
    const words = new URLSearchParams(asked).toString();
    history.replaceState(null, "", `#/tickets${words ? `?${words}` : ""}`);
    draw();
    load();
  };
  const views = h("div", { class: "views", role: "group" });
  const draw = () => fill(views, ["board", "list"].map((name) =>
    h("button", { "aria-pressed": String((asked.view ?? "board") === name), onclick: () => look({ view: name === "list" ? "list" : "" }) }, t(`tickets_${name}`))));
  const filters = h("div", { class: "filters-place" });
  guarded(readOptions).then((options) => { if (options) fill(filters, filtersElement(options, asked, look)); });
  draw();
  load();
  on("changed", soon(load));
  on("tick", load);
  return [
    h("header", {}, h("h2", {}, t("page_tickets")), views,
      may("tickets.write") ? h("button", { class: "main", onclick: () => openForm({}) }, t("tickets_new")) : null),
    filters, body,
  ];
}

async function readBoard(asked, reload) {
  const { view, state, sort, ...wanted } = asked;
  return boardElement(await get(`/tickets/board?${new URLSearchParams(wanted)}`), reload);
}
