// What was typed survives errors, reloads and an expired session. Reply and note are two drafts that never meet.
import { makeId } from "../ids.js";
import { state } from "../store.js";

const name = (conversation, kind) => `draft/${state.me.id}/${conversation}/${kind}`;

/** The draft of one kind ("reply" or "note") for a chat: { text, clientId }. */
export function draft(conversation, kind) {
  return JSON.parse(sessionStorage.getItem(name(conversation, kind)) ?? "null") ?? { text: "", clientId: null };
}

/** Whether something was typed for a chat and not sent. */
export const hasDraft = (conversation) => ["reply", "note"].some((kind) => sessionStorage.getItem(name(conversation, kind)));

/** Keep a draft; a changed text is a new message and gets a new client id, a retry keeps the old one. */
export function keep(conversation, kind, text) {
  const held = draft(conversation, kind);
  const clientId = held.text === text && held.clientId ? held.clientId : makeId();
  if (text) sessionStorage.setItem(name(conversation, kind), JSON.stringify({ text, clientId }));
  else sessionStorage.removeItem(name(conversation, kind));
  return clientId;
}

/** Drop every draft: the agent logs out. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft/")) sessionStorage.removeItem(key);
}
