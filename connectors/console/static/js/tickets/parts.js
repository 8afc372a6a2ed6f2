// What the board, the list, the case and the card beside a chat have in common.
import { get, post } from "../api.js";
import { h, say } from "../dom.js";
import { address } from "../router.js";
import { tell } from "../store.js";
import { moment, since, t } from "../texts.js";

let options = null;

/** What the forms offer, read once; forgotten when the language changes. */
export async function readOptions() {
  options ??= { language: document.documentElement.lang, found: get("/ticket-options").catch((error) => { options = null; throw error; }) };
  if (options.language !== document.documentElement.lang) { options = null; return readOptions(); }
  return options.found;
}

/** Do something; say what went wrong where it fails, and give null. */
export async function guarded(run) {
  try {
    return await run();
  } catch (error) {
    if (error.status === undefined) throw error;
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}

/** Change a ticket; gives what it is afterwards, or throws. */
export const change = (reference, verb, body) => post(`/tickets/${encodeURIComponent(reference)}/${verb}`, body);

/** Where a ticket's page is. */
export const placeOf = (reference) => address("tickets", reference);

/** What a ticket is about: "Hotel", or its kind where that says more. */
export function topicOf(ticket) {
  const topic = ticket.category ? t(`topic_${ticket.category}`) : null;
  if (ticket.kind === "complaint" && topic) return topic;
  const kind = t(`ticket_kind_${ticket.kind}`);
  return topic && ticket.category !== "other" ? `${kind} · ${topic}` : kind;
}

/** A quiet mark with words. */
export const mark = (words, kind = "") => h("span", { class: `mark ${kind}` }, words);

/** How grave it is, where that is not the usual. */
export const severityMark = (ticket) =>
  ticket.severity === "normal" ? null : mark(t(`severity_${ticket.severity}`), `severity-${ticket.severity}`);

/** What it waits for. */
export const waitsMark = (ticket) => ticket.waits ? mark(t(`ticket_waits_${ticket.waits}`), `waits-${ticket.waits}`) : null;

/** The clock: how much time is left for the answer, or how late it is; nothing where the traveller is to answer. */
export function clockOf(ticket) {
  if (!["open", "in_progress"].includes(ticket.state)) return null;
  const late = ticket.overdue;
  const words = late ? t("tickets_late_by", { time: since(ticket.deadline) }) : t("tickets_due_in", { time: until(ticket.deadline) });
  const near = !late && new Date(ticket.deadline) - Date.now() < 2 * 3600e3;
  return h("time", { class: `due ${late ? "late" : near ? "near" : ""}`, datetime: ticket.deadline, title: `${t("tickets_deadline")}: ${moment(ticket.deadline)}` }, words);
}

/** Who has it. */
export const ownerOf = (ticket) => ticket.owner ? ticket.owner.name : t("tickets_unowned");

/** A field with its label. */
export const field = (label, control, hint = null) =>
  h("label", { class: "field" }, h("span", {}, label), control, hint ? h("small", {}, hint) : null);

/** A list to choose from; `first` is what stands there for nothing. */
export function choice(name, items, chosen = "", first = null) {
  const rows = first === null ? items : [{ code: "", name: first }, ...items];
  return h("select", { name }, rows.map(({ code, name: words }) => h("option", { value: code, selected: code === chosen }, words)));
}

/** Run once for a burst of wake-ups. */
export function soon(run) {
  let waiting = null;
  return (...all) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(...all), 150);
  };
}

const until = (iso) => since(new Date(2 * Date.now() - new Date(iso)).toISOString());
