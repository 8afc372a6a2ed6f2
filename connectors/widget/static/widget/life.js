// Tabs, the network, sleep, and the beginning of it all.
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(KEY) : null;
const post = (kind) => channel?.postMessage(kind);

function listen() {
  addEventListener("online", () => { attempts = 0; status(""); wake(); flush(); });
  addEventListener("offline", () => { status(text("offline")); if (line) { hangUp(); follow(); } });
  // A browser opens six lines to one host: only the tab that was looked at last keeps its own.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    post("here");
    if (last || opened) follow();
    notice();
    if (opened) foretell();
  });
  channel?.addEventListener("message", ({ data }) => {
    if (data === "here" && document.visibilityState === "hidden") hangUp();
    if (data === "language" && session) { if (scope) begin(true); else adopt(store.session()); }
  });
  addEventListener("storage", ({ key }) => { if (key === KEY + scope + ":read") notice(); });
  phone.addEventListener("change", () => { ui.panel.setAttribute("aria-modal", String(phone.matches)); still(); });
  const view = window.visualViewport; // the part of a phone's screen that its keyboard leaves free
  const fit = () => { ui.host.style.setProperty("--screen", view.height + "px"); ui.host.style.setProperty("--above", view.offsetTop + "px"); };
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);
}

function start() {
  build();
  listen();
  enter();
}

window.tripdesk = api;
api.push(...early);
if (document.body) start(); else addEventListener("DOMContentLoaded", start);
