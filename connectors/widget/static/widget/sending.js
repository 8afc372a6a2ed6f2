// Sending: one after another, each once, however often it is tried.
const HICCUP = 400; // one lost request is not worth telling
const AGAIN = 3e3; // then it is told, and tried again by itself, less and less often
let stamped = 0;
let missed = 0;

/** Order among unsent messages, also when two are written at once or the clock is put back. */
const stamp = () => (stamped = Math.max(Date.now(), stamped + 1));

function send(words, payload) {
  const entry = { client_id: newId(), text: words, payload, at: stamp() };
  store.set(":out:" + entry.client_id, entry);
  showPending(entry);
  flush();
  follow();
}

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    for (let entry = next(); entry; entry = next()) {
      if (await deliver(entry)) continue;
      const behind = store.outbox().filter((other) => !other.refused && other.client_id !== entry.client_id);
      behind.forEach((other) => setState(other.client_id, "failed"));
      clearTimeout(ui.again);
      ui.again = setTimeout(flush, Math.min(30e3, AGAIN * 2 ** missed++));
      break;
    }
  } finally {
    flushing = false;
  }
}

const next = () => store.outbox().find((entry) => !entry.refused);

/** Send one message; false means: stop here, so that later ones do not overtake it. */
async function deliver(entry) {
  setState(entry.client_id, "sending");
  const said = entry.payload ? { payload: entry.payload } : { text: entry.text, attachments: entry.attachments?.map((one) => one.id) };
  const writer = scope;
  const attempt = () => ask("messages", { client_id: entry.client_id, ...said });
  try {
    const answer = await attempt().catch(async (error) => {
      if (!passing(error)) throw error;
      await new Promise((done) => setTimeout(done, HICCUP));
      if (writer !== scope) throw Object.assign(error, { stale: true });
      return attempt();
    });
    missed = 0;
    store.drop(":out:" + entry.client_id);
    setState(entry.client_id, "sent", answer.message);
    return true;
  } catch (error) {
    return failed(entry, error);
  }
}

/** Whether the same request may well succeed in a moment. */
const passing = (error) => navigator.onLine && !error.stale && (!error.status || error.status >= 500);

async function failed(entry, error) {
  if (error.stale) return true; // it stays in its writer's outbox
  if (error.status === 429) {
    status(error.message);
    await sleep((error.wait || 5) * 1e3);
    status("");
    return true;
  }
  if (error.status === 401) { await renew(error); return true; }
  setState(entry.client_id, "failed", error.status ? error.message : "");
  emit("error", { error: "not_sent", message: error.status ? error.message : text("offline") });
  if (!error.status || error.status >= 500) return false;
  store.set(":out:" + entry.client_id, { ...entry, refused: true });
  return true;
}

function retry(clientId) {
  if (uploads.has(clientId)) { transfer(uploads.get(clientId)); return; }
  const entry = store.get(":out:" + clientId);
  if (!entry) return;
  store.set(":out:" + clientId, { ...entry, refused: false });
  flush();
}
