// What the log shows, in order: messages by their number, what happened by its time, a line where a day begins, and one
// where the reader stopped last time.
import { h } from "../dom.js";
import { state } from "../store.js";
import { hour, moment, t, weekday } from "../texts.js";
import { messageElement } from "./message.js";

// Who goes on speaking within so long need not be named again.
const GOES_ON = 4 * 60 * 1000;
const drawn = new WeakMap();
let unread = { id: null, from: 0 };

/** The lines of everything that was read: { key, seq, element() }. */
export function lines() {
  const messages = [...state.messages.values()].sort((left, right) => left.seq - right.seq);
  if (!messages.length || !state.detail) return [];
  rememberUnread(messages);
  const all = [];
  let day = "";
  let before = null;
  for (const one of merged(messages)) {
    const today = new Date(one.at).toDateString();
    if (today !== day) { all.push(dayLine(one.at, today)); before = null; }
    day = today;
    if (one.seq === unread.from) { all.push(unreadLine()); before = null; }
    all.push(one.seq ? messageLine(one, goesOn(before, one)) : eventLine(one));
    before = one.seq ? one : null;
  }
  return all;
}

/** The line of the unread stays where it was when the chat was opened. */
function rememberUnread(messages) {
  const { seen, conversation } = state.detail;
  if (unread.id === state.openId) return;
  const first = seen > 0 && seen < conversation.last_seq ? messages.find((one) => one.seq > seen) : null;
  unread = { id: state.openId, from: first?.seq ?? 0 };
}

/** Messages in their order, and each event before the first message that is later than it. */
function merged(messages) {
  const from = state.earlier ? messages[0].at : "";
  const to = state.later ? messages.at(-1).at : "9";
  const events = state.detail.events.filter((event) => event.at >= from && event.at <= to);
  const all = [];
  let next = 0;
  for (const message of messages) {
    while (next < events.length && events[next].at <= message.at) all.push(events[next++]);
    all.push(message);
  }
  return [...all, ...events.slice(next)];
}

const goesOn = (before, message) => Boolean(before) && before.author === message.author && before.name === message.name
  && before.audience === message.audience && new Date(message.at) - new Date(before.at) < GOES_ON;

function messageLine(message, follows) {
  return { key: `m${message.seq}`, seq: message.seq, element: () => kept(message, () => messageElement(message, follows)) };
}

function eventLine(event) {
  const words = event.until ? t("event_until", { words: event.words, time: moment(event.until) }) : event.words;
  return { key: event.id, seq: 0, element: () => kept(event, () => h("p", { class: `happened ${event.kind}`, "data-key": event.id },
    h("time", { datetime: event.at }, hour(event.at)), h("span", {}, words), event.text ? h("q", { dir: "auto" }, event.text) : null)) };
}

const dayLine = (at, key) => ({ key: `d${key.replaceAll(" ", "")}`, seq: 0, element: () => h("p", { class: "day", "data-key": `d${key.replaceAll(" ", "")}` }, weekday(at)) });
const unreadLine = () => ({ key: "unread", seq: 0, element: () => h("p", { class: "unread-line", "data-key": "unread" }, t("unread_line")) });

function kept(thing, make) {
  if (!drawn.has(thing)) drawn.set(thing, make());
  return drawn.get(thing);
}
