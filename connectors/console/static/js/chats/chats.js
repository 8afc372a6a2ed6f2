// Everything the page asks of the server about chats; the parts on screen only listen.
import { call, get, patch, post, upload } from "../api.js";
import { say } from "../dom.js";
import { startLive } from "../live.js";
import { go } from "../router.js";
import { lastSeq, state, tell } from "../store.js";
import { t, tIn } from "../texts.js";
import { draft } from "./drafts.js";

const PAGE = 50;
const MOST_AGAIN = 100;
const SEEN_AFTER = 800;
const address = (id, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;
let reading = null; // the messages being read, so that a scroll asks once

/** Read the chosen list again, as far as it was read before. */
export async function loadList() {
  const { list, filter } = state;
  const limit = Math.min(MOST_AGAIN, Math.max(PAGE, state.items?.length ?? 0));
  const loaded = await guarded(() => get(listAddress(list, filter, { limit })));
  if (!loaded || list !== state.list || filter !== state.filter) return;
  const held = loaded.items.length < limit ? [] : (state.items ?? []).slice(limit);
  const fresh = new Set(loaded.items.map((item) => item.id));
  state.items = [...loaded.items, ...held.filter((item) => !fresh.has(item.id))];
  if (!held.length) state.next = loaded.next;
  state.counts = loaded.counts;
  tell("items");
}

/** Read the next page of the list. */
export async function loadMore() {
  const { list, filter, next } = state;
  if (!next) return;
  const loaded = await guarded(() => get(listAddress(list, filter, { after: next, limit: PAGE })));
  if (!loaded || list !== state.list || filter !== state.filter || next !== state.next) return;
  const held = new Set(state.items.map((item) => item.id));
  state.items = [...state.items, ...loaded.items.filter((item) => !held.has(item.id))];
  state.next = loaded.next;
  tell("items");
}

/** Choose a list, or what it is narrowed to. */
export function chooseList(list, filter = state.filter) {
  Object.assign(state, { list, filter, items: null, next: null });
  tell("items");
  return loadList();
}

const listAddress = (list, filter, more) => `/conversations?${new URLSearchParams({ list, ...filter, ...more })}`;

/** Open a chat, or none; at a message if one is named, else where one stopped reading. */
export async function openChat(id, seq = null) {
  Object.assign(state, { openId: id, detail: null, messages: new Map(), below: 0, watchers: [], goal: null, earlier: false, later: false });
  tell("opened");
  if (id) {
    const loaded = await guarded(() => get(address(id, seq ? `?around=${seq}` : "")), id);
    if (state.openId !== id) return;
    if (!loaded) return leaveChat(id);
    state.goal = seq ? { seq, kind: "jump" } : unreadGoal(loaded);
    receive(loaded);
    // Where one stopped reading may lie further back than the latest page.
    if (!seq && state.goal && loaded.messages[0].seq > state.goal.seq) await loadAround(state.goal.seq);
  }
  startLive();
}

function unreadGoal({ seen, conversation }) {
  return seen > 0 && seen < conversation.last_seq ? { seq: seen + 1, kind: "unread" } : null;
}

/** Go to a message of the open chat. */
export async function jumpTo(seq) {
  state.goal = { seq, kind: "jump" };
  if (state.messages.has(seq)) tell("messages");
  else await loadAround(seq);
}

/** Go back to the newest message. */
export async function jumpToEnd() {
  if (!state.later) { tell("end"); return; }
  const id = state.openId;
  const loaded = await guarded(() => get(address(id)));
  if (!loaded || state.openId !== id) return;
  Object.assign(state, { messages: new Map(), goal: null, below: 0 });
  receive(loaded);
  tell("end");
}

async function loadAround(seq) {
  const id = state.openId;
  const loaded = await guarded(() => get(address(id, `?around=${seq}`)));
  if (!loaded || state.openId !== id) return;
  state.messages = new Map();
  receive(loaded);
}

/** Read the open chat's state, and what came after the last message held. */
export async function refreshChat() {
  const id = state.openId;
  if (!id || !state.detail) return;
  const loaded = await guarded(() => get(address(id, `?after=${lastSeq()}`)), id);
  if (!loaded) { if (state.openId === id && state.lost === id) leaveChat(id); return; }
  if (state.openId !== id) return;
  const { earlier, later } = state;
  if (later) loaded.messages = [];
  receive({ ...loaded, later: later || loaded.later }, earlier);
}

/** Read the messages before the first one held, or after the last. */
export const loadEarlier = () => once(() => read(`?before=${Math.min(...state.messages.keys())}`, (loaded) => receive(loaded, loaded.earlier, state.later)));
export const loadLater = () => once(() => read(`?after=${lastSeq()}`, (loaded) => receive(loaded, state.earlier, loaded.later)));

async function once(run) {
  if (reading) return;
  reading = run();
  try { await reading; } finally { reading = null; }
  tell("read");
}

async function read(query, take) {
  const id = state.openId;
  const loaded = await guarded(() => get(address(id, query)));
  if (loaded && state.openId === id) take(loaded);
}

/** Change the open chat by the version this page shows: take, hand back, resolve, snooze; `then` runs once it is done. */
export async function change(action, done, body = {}, then = () => {}) {
  const id = state.openId;
  if (!id || !state.detail) return;
  const { channel, version } = state.detail.conversation;
  const changed = await guarded(() => post(address(id, `/${action}`), { version, ...body }));
  if (changed && done) say(tIn(channel, done));
  if (changed) then();
  await Promise.all([refreshChat(), loadList()]);
  if (changed) tell("acted", action);
}

/** Take back the last snooze or resolve of a chat. */
export async function undo(id) {
  const changed = await guarded(() => post(address(id, "/undo")));
  if (changed) say(t("undone"));
  await Promise.all([state.openId === id ? refreshChat() : null, loadList()]);
}

/** Send a reply or a note; throws ApiError, so that the editor keeps the text. */
export async function write(id, kind, clientId, text, more = {}) {
  const message = await post(address(id, `/${kind}`), { client_id: clientId, text, ...more });
  if (state.openId === id) addMessage(message);
}

/** Send a file to the traveller, or keep it as a note; throws ApiError. */
export async function sendFile(id, kind, clientId, file) {
  const query = new URLSearchParams({ client_id: clientId, name: file.name.slice(-200) });
  const message = await upload(address(id, `/${kind === "note" ? "note-files" : "files"}?${query}`), file);
  if (state.openId === id) addMessage(message);
}

/** Change my note, or take it back (null); throws ApiError. */
export async function changeNote(seq, text, mentions = []) {
  const id = state.openId;
  const where = address(id, `/notes/${seq}`);
  const message = text === null ? await call("DELETE", where) : await patch(where, { text, mentions });
  if (state.openId === id) addMessage(message);
}

/** Have a message sent again that did not arrive. */
export async function retry(seq) {
  const id = state.openId;
  await guarded(() => post(address(id, `/messages/${seq}/retry`)));
}

/** Write up a call or an e-mail; gives where it is now; throws ApiError. */
export async function logContact(contact) {
  const logged = await post("/contacts", contact);
  go("chats", logged.conversation);
  loadList();
  return logged;
}

/** Tell colleagues, and of a reply the traveller, that a person is writing. */
export function announceTyping(id, kind) {
  post(address(id, "/typing"), { on: true, kind }).catch(() => {});
}

let seeing;

/** Say that everything up to a message was seen, a moment after it is on screen. */
export function markSeen(seq) {
  if (!state.detail || seq <= state.detail.seen || document.hidden) return;
  const id = state.openId;
  state.detail.seen = seq;
  clearTimeout(seeing);
  seeing = setTimeout(() => post(address(id, "/seen"), { seq }).then(() => { if (state.counts.mentions) loadList(); }, () => {}), SEEN_AFTER);
}

/** Add one message; one that is held already is replaced only by the same with its reading, or changed. */
export function addMessage(message) {
  const held = state.messages.get(message.seq);
  if (held && !message.gloss && !message.edits.length) return;
  if (!held && state.later) { state.below += 1; tell("below"); return; }
  state.messages.set(message.seq, message);
  tell("messages");
}

/** Take in how deliveries stand now. */
export function settleDeliveries({ items }) {
  for (const delivery of items) {
    const held = state.messages.get(delivery.seq);
    if (held) state.messages.set(delivery.seq, { ...held, delivery });
  }
  tell("messages");
}

/** The open chat is no longer there, or no longer one that I may see: say so, and move on. */
export function leaveChat(id) {
  if (state.openId !== id) return;
  const text = draft(id, "reply").text || draft(id, "note").text;
  say(text ? t("chat_gone_draft", { text: text.slice(0, 200) }) : t("chat_gone"), true);
  state.items = state.items?.filter((item) => item.id !== id) ?? null;
  tell("items");
  go("chats");
  loadList();
}

function receive(loaded, earlier = loaded.earlier, later = loaded.later) {
  const { messages, ...detail } = loaded;
  // How far this page has read is known here first.
  const seen = state.detail ? Math.max(detail.seen, state.detail.seen) : detail.seen;
  Object.assign(state, { detail: { ...detail, seen }, earlier, later });
  for (const message of messages) state.messages.set(message.seq, message);
  tell("detail");
  tell("messages");
}

async function guarded(ask, of = null) {
  state.lost = null;
  try {
    return await ask();
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else if (error.status === 404 && of) state.lost = of;
    else say(error.message || t("offline"), true);
    return null;
  }
}
