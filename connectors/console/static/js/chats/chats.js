// Everything the page asks of the server about chats; the parts on screen only listen.
import { get, post, upload } from "../api.js";
import { say } from "../dom.js";
import { startLive } from "../live.js";
import { go } from "../router.js";
import { lastSeq, state, tell } from "../store.js";
import { t, tIn } from "../texts.js";

const address = (id, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;

/** Read the chosen list again. */
export async function loadList() {
  const list = state.list;
  const loaded = await guarded(() => get(`/conversations?list=${list}`));
  if (!loaded || list !== state.list) return;
  state.items = loaded.items;
  state.counts = loaded.counts;
  tell("items");
}

/** Open a chat, or none. */
export async function openChat(id) {
  state.openId = id;
  state.detail = null;
  state.messages = new Map();
  tell("opened");
  if (id) {
    const loaded = await guarded(() => get(address(id)));
    if (state.openId !== id) return;
    if (!loaded) return leaveChat();
    receive(loaded);
  }
  startLive();
}

/** Read the open chat's state and what came after the last message held. */
export async function refreshChat() {
  const id = state.openId;
  if (!id || !state.detail) return;
  const loaded = await guarded(() => get(address(id, `?after=${lastSeq()}`)));
  if (loaded && state.openId === id) receive(loaded, state.earlier);
}

/** Read the messages before the first one held. */
export async function loadEarlier() {
  const id = state.openId;
  const loaded = await guarded(() => get(address(id, `?before=${Math.min(...state.messages.keys())}`)));
  if (loaded && state.openId === id) receive(loaded);
}

/** Take, hand back or resolve the open chat. */
export async function change(action, done) {
  const id = state.openId;
  if (!id) return;
  const channel = state.detail?.conversation.channel;
  const changed = await guarded(() => post(address(id, `/${action}`)));
  if (changed) say(tIn(channel, done));
  await Promise.all([refreshChat(), loadList()]);
  if (changed) tell("acted", action);
}

/** Send a reply or a note; throws ApiError, so that the editor keeps the text. */
export async function write(id, kind, clientId, text) {
  const message = await post(address(id, `/${kind}`), { client_id: clientId, text });
  if (state.openId === id) addMessage(message);
}

/** Send a file to the traveller; throws ApiError. */
export async function sendFile(id, clientId, file) {
  const query = new URLSearchParams({ client_id: clientId, name: file.name.slice(-200) });
  const message = await upload(address(id, `/files?${query}`), file);
  if (state.openId === id) addMessage(message);
}

/** Write up a call or an e-mail; gives where it is now; throws ApiError. */
export async function logContact(contact) {
  const logged = await post("/contacts", contact);
  go("chats", logged.conversation);
  loadList();
  return logged;
}

/** Tell colleagues and the traveller that a person is writing. */
export function announceTyping(id) {
  post(address(id, "/typing"), { on: true }).catch(() => {});
}

/** Add one message; one that is held already is replaced only by the same with its reading, or changed. */
export function addMessage(message) {
  if (state.messages.has(message.seq) && !message.gloss && !message.edits.length) return;
  state.messages.set(message.seq, message);
  tell("messages");
}

function receive(loaded, earlier = loaded.earlier) {
  const { messages, ...detail } = loaded;
  state.detail = detail;
  state.earlier = earlier;
  for (const message of messages) state.messages.set(message.seq, message);
  tell("detail");
  tell("messages");
}

function leaveChat() {
  go("chats");
}

async function guarded(ask) {
  try {
    return await ask();
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}
