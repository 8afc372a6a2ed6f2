// What was told, the wish, and the evidence.
import { h } from "../dom.js";
import { address } from "../router.js";
import { bytes, t } from "../texts.js";
import { card } from "./form.js";

/** Build the card. */
export function toldCard({ ticket, told, wish, files }) {
  return card(t("ticket_told"),
    told.map((one) => h("p", { class: "words", dir: "auto" }, one)),
    wish ? h("p", { class: "wish" }, h("b", {}, t("ticket_wish")), " ", h("span", { dir: "auto" }, wish)) : null,
    files.length ? [h("h4", {}, t("ticket_files")), h("ul", { class: "evidence" }, files.map((one) => h("li", {}, fileElement(ticket, one))))] : null,
    ticket.conversation ? h("p", {}, h("a", { class: "link", href: address("chats", ticket.conversation) }, t("ticket_chat"))) : null);
}

function fileElement(ticket, file) {
  if (!file.name) return file.link ? h("a", { class: "link", href: file.link }, file.words) : h("span", { dir: "auto" }, file.words);
  const place = `/api/v1/tickets/${encodeURIComponent(ticket.reference)}/files/${encodeURIComponent(file.id)}`;
  return h("a", { href: place, download: file.name, title: t("download") },
    file.shown ? h("img", { src: place, alt: `${file.words}: ${file.name}`, loading: "lazy" }) : null,
    h("span", { dir: "auto" }, t("file", { name: file.name, size: bytes(file.size) })));
}

