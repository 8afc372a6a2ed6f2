// The tickets of a chat in a few lines, beside it.
import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { may, state } from "../store.js";
import { t } from "../texts.js";
import { openForm } from "./open.js";
import { clockOf, placeOf, severityMark, topicOf, waitsMark } from "./parts.js";

let kept = { chat: null, items: null };

/** Build the list of a chat's tickets, with a button that opens one. */
export function ticketsCard(conversation) {
  if (!may("tickets.read") || !conversation) return null;
  const body = h("section", { class: "tickets chat-tickets", "aria-label": t("ticket_of_chat") });
  const draw = (items) => fill(body, h("h2", {}, t("ticket_of_chat")),
    items.length ? h("ul", {}, items.map((one) => h("li", {}, line(one)))) : h("p", { class: "hint" }, t("ticket_of_chat_none")),
    may("tickets.write") ? h("button", { onclick: () => openForm({ conversation, text: lastWords() }, read) }, t("tickets_new")) : null);
  const read = async () => {
    const found = await get(`/tickets?conversation=${encodeURIComponent(conversation)}`).catch(() => null);
    if (!found) return;
    kept = { chat: conversation, items: found.items };
    draw(found.items);
  };
  // What was read last stands until it is read anew: the pane is drawn with every message.
  if (kept.chat === conversation) draw(kept.items);
  read();
  return body;
}

function line(ticket) {
  return h("a", { href: placeOf(ticket.reference) },
    h("span", { class: "top" }, h("b", {}, ticket.reference), severityMark(ticket), waitsMark(ticket), clockOf(ticket)),
    h("span", { class: "low" }, `${topicOf(ticket)} · ${t(`ticket_state_${ticket.state}`)}`));
}

/** What the traveller wrote last, to begin with. */
function lastWords() {
  const said = [...state.messages.values()].filter((one) => one.author === "traveller" && one.text && !one.pressed);
  return said.at(-1)?.text ?? "";
}
