// The board: a column for each state. A card is moved by dragging it, or by its own menu; what needs words, such as a
// cause, is asked on the ticket's page.
import { fill, h, say } from "../dom.js";
import { may, state as page } from "../store.js";
import { t } from "../texts.js";
import { change, clockOf, guarded, ownerOf, placeOf, severityMark, topicOf, waitsMark } from "./parts.js";

let narrowColumn = "open";

/** Build the board; `reload` is called after a change. */
export function boardElement({ columns }, reload) {
  const board = h("div", { class: "board", "data-shown": narrowColumn });
  const pick = h("div", { class: "pick", role: "group", "aria-label": t("tickets_state") });
  const draw = () => fill(pick, columns.map(({ state, count }) => h("button", {
    "aria-pressed": String(state === narrowColumn),
    onclick: () => { narrowColumn = board.dataset.shown = state; draw(); },
  }, t(`ticket_state_${state}`), h("b", {}, count))));
  draw();
  board.append(...columns.map((column) => columnElement(column, reload)));
  return [pick, board];
}

function columnElement({ state, count, items }, reload) {
  const words = t(`ticket_state_${state}`);
  const section = h("section", { class: "column", "data-state": state, "aria-label": `${words}: ${count}` },
    h("h3", {}, words, h("b", {}, count)),
    h("ul", {}, items.map((ticket) => h("li", {}, cardElement(ticket, reload)))),
    items.length ? null : h("p", { class: "hint" }, t("tickets_column_none")),
    count > items.length ? h("p", { class: "hint" }, t("tickets_rest", { n: count - items.length })) : null);
  section.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/x-ticket")) return;
    event.preventDefault();
    section.classList.add("over");
  });
  section.addEventListener("dragleave", () => section.classList.remove("over"));
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    section.classList.remove("over");
    const [reference, from] = event.dataTransfer.getData("text/x-ticket").split(" ");
    if (reference && from !== state) move(reference, from, state, reload);
  });
  return section;
}

function cardElement(ticket, reload) {
  const card = h("article", { class: `ticket-card ${ticket.by_traveller ? "news" : ""}`, draggable: may("tickets.write"), "data-reference": ticket.reference },
    h("a", { href: placeOf(ticket.reference) },
      h("span", { class: "top" }, h("b", {}, ticket.reference), severityMark(ticket), waitsMark(ticket), clockOf(ticket)),
      h("span", { class: "told", dir: "auto" }, ticket.told || topicOf(ticket)),
      h("span", { class: "low" }, h("span", {}, topicOf(ticket)), h("span", { class: ticket.owner ? "" : "nobody" }, ownerOf(ticket))),
      ticket.by_traveller ? h("span", { class: "last" }, ticket.last) : null),
    may("tickets.write") ? menu(ticket, reload) : null);
  card.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-ticket", `${ticket.reference} ${ticket.state}`);
    event.dataTransfer.effectAllowed = "move";
  });
  return card;
}

function menu(ticket, reload) {
  const to = Object.keys(MOVES).filter((state) => state !== ticket.state && step(ticket.state, state));
  const list = h("details", { class: "move" },
    h("summary", { "aria-label": t("tickets_move", { reference: ticket.reference }) }, "⋯"),
    h("ul", {}, to.map((state) => h("li", {}, h("button", {
      onclick: () => { list.open = false; move(ticket.reference, ticket.state, state, reload); },
    }, t(`ticket_state_${state}`))))));
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.open) { list.open = false; list.querySelector("summary").focus(); event.stopPropagation(); }
  });
  list.addEventListener("focusout", (event) => { if (!list.contains(event.relatedTarget)) list.open = false; });
  return list;
}

// What moving to a column means: a change that needs no words, or the form of the ticket's page that asks for them.
const MOVES = {
  open: { in_progress: ["assign", () => ({ team: page.me.team })], resolved: ["reopen", () => ({})] },
  in_progress: { open: ["assign", () => ({ staff: page.me.id })], awaiting_answer: "withdraw", resolved: "reopen" },
  awaiting_answer: { open: "propose", in_progress: "propose" },
  resolved: { open: "resolve", in_progress: "resolve" },
};
const step = (from, to) => MOVES[to]?.[from];

async function move(reference, from, to, reload) {
  const what = step(from, to);
  if (!what) { say(t("ticket_cannot_drop"), true); return; }
  if (typeof what === "string") { location.hash = `${placeOf(reference)}?do=${what}`; return; }
  const [verb, body] = what;
  const after = await guarded(() => change(reference, verb, body()));
  if (after) say(t("ticket_moved", { reference, state: t(`ticket_state_${after.ticket.state}`) }));
  reload();
}
