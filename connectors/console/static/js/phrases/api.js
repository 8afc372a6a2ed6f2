// What the parts of phrases ask of the server.
import { call, get, post } from "../api.js";

const chat = (id, rest) => `/conversations/${encodeURIComponent(id)}/${rest}`;

export const findPhrases = (id, query) => get(chat(id, `phrases?${new URLSearchParams({ q: query })}`));
export const previewPhrase = (id, phrase, values) => post(chat(id, "phrase/preview"), { phrase, values });
export const sendPhrase = (id, clientId, phrase, values) =>
  post(chat(id, "phrase"), { client_id: clientId, phrase, values });
export const readSimilar = (id, seq) => get(chat(id, `messages/${seq}/similar`));
export const readSteps = (id) => get(chat(id, "suggestions"));
export const openSuggestedTicket = (id) => post(chat(id, "suggestions/open_ticket"));

export const readOwn = () => get("/phrases");
export const keepOwn = (id, body) => (id ? call("PUT", `/phrases/${encodeURIComponent(id)}`, body) : post("/phrases", body));
export const dropOwn = (id, version) => call("DELETE", `/phrases/${encodeURIComponent(id)}?version=${version}`);
