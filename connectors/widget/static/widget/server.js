// Talking to the desk, and the session: who is asking, in which language.
class Answer extends Error {
  constructor(response, body, token) {
    super(body.message || String(response.status));
    Object.assign(this, { status: response.status, wait: Number(response.headers.get("Retry-After")) || 0, token });
  }
}

const token = () => store.session()?.token;
const wanted = () => option("locale") || document.documentElement.lang;

function headers(more) {
  const all = { "Accept-Language": session?.language || wanted() || "en", ...more };
  if (token()) all.Authorization = "Bearer " + token();
  return all;
}

async function ask(path, body) {
  const used = token(), asking = scope;
  const response = await fetch(new URL("widget/v1/" + path, BASE), {
    method: body ? "POST" : "GET",
    headers: headers(body && { "Content-Type": "application/json" }),
    body: body && JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
    signal: AbortSignal.timeout?.(20e3),
  });
  const answer = await response.json().catch(() => ({}));
  // Meant for whoever was here before: neither shown nor counted.
  if (asking !== scope) throw Object.assign(new Error("stale"), { stale: true });
  if (!response.ok) throw new Answer(response, answer, used);
  return answer;
}

const usable = (kept) => kept?.files && kept.wanted === wanted() && kept.proof === user?.hmac && Date.now() - kept.at < SESSION_AGE;

/** Get a session for whoever we are; false where somebody else has come meanwhile. */
async function begin(fresh) {
  const who = user, kept = store.session();
  if (!fresh && usable(kept)) return adopt(kept);
  for (;;) {
    try {
      const answer = await ask("session", { page_locale: wanted(), locale: navigator.language, ...(user && { user }) });
      return adopt({ ...answer, wanted: wanted(), proof: user?.hmac, at: Date.now() });
    } catch (error) {
      if (error.stale || who !== user) return false;
      if (error.status === 401) { store.end(); forget(); continue; }
      if (error.status === 403 && user) { notVouched(error); return begin(); }
      // Out of reach: the last known words will do.
      if (kept?.files && kept.proof === user?.hmac) return adopt(kept);
      await sleep((error.wait || backoff()) * 1e3);
      if (who !== user) return false;
    }
  }
}

function adopt(answer) {
  session = answer;
  attempts = 0;
  store.keep(answer);
  paint();
  return true;
}

/** Go on after the server refused a token; another tab, or another request of this one, may have been faster. */
async function renew(error) {
  hangUp(); // the line was the former sender's
  const newer = token() && token() !== error.token;
  if (!newer) store.end();
  forget();
  if (newer) adopt(store.session()); else if (!(await begin(true))) return;
  show({ seq: -1, author: "system", text: error.message });
  show(session.welcome);
  follow();
}

function forget() {
  last = first = 0;
  items.forEach((item) => { if (item.seq !== undefined) item.node.remove(); });
  items.forEach((item, key) => { if (item.seq !== undefined) items.delete(key); });
}

const backoff = () => Math.min(30, 2 ** attempts++) * (0.7 + Math.random() * 0.6);
