// A site's own user, vouched for by the site's server with an HMAC of the id; nobody: the anonymous traveller.
let user = null;

function setUser(id, hmac) {
  const known = user?.id;
  if ((id ? String(id) : undefined) === known && (!id || hmac === user.hmac)) return;
  if (scope) store.end();
  user = id ? { id: String(id), hmac: String(hmac ?? "") } : null;
  scope = user ? ":u:" + user.id : "";
  if (ui.host) enter();
}

/** Go on as nobody, and say so: to the traveller, to the site's script, and on its console. */
function notVouched(error) {
  console.warn("tripdesk: setUser was refused: is the hmac made of this id with `tripdesk widget-secret`?");
  emit("error", { error: "not_vouched", message: error.message });
  user = null;
  scope = "";
  ui.refusal = error.message;
}

/** Begin as whoever we are now: take the former's chat off the page, then show this one's. */
async function enter() {
  const mine = {};
  ui.entering = mine;
  hangUp();
  wake();
  wipe();
  if (!(await begin()) || ui.entering !== mine) return;
  ui.host.classList.add("ready");
  quietly(() => show(session.welcome));
  if (ui.refusal) show({ seq: -1, author: "system", text: ui.refusal });
  ui.refusal = "";
  store.outbox().forEach(showPending);
  ui.input.value = store.get(":draft", "sessionStorage") || "";
  emit("ready", { language: session.language });
  const wasOpen = store.get(":open", "sessionStorage");
  // On a phone an open chat hides the page: nobody who came for the page wants that.
  if (ui.openLater) open(); else if (!opened && (wasOpen ?? (option("open") === "true" && !phone.matches))) open(false);
  ui.openLater = false;
  post("here");
  await history().catch((error) => (error.status === 401 ? renew(error) : null));
  if (ui.entering !== mine) return;
  notice();
  if (opened) foretell();
  if (last || opened || store.outbox().length) follow();
}

function wipe() {
  last = first = 0;
  owner = { owner: "bot" };
  items.forEach((item) => item.node.remove());
  items.clear();
  uploads.clear();
  ui.input.value = "";
  leaveForm(false);
  typing({ on: false });
  notice();
}
