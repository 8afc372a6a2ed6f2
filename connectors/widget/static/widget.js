/* Tripdesk chat widget. One file, no dependencies: <script src="https://desk.example/widget.js"></script>. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.tripdesk) return;

  const BASE = new URL(".", script.src);
  const KEY = "tripdesk:" + BASE.href;
  const PAGE_SIZE = 50;
  const SESSION_AGE = 600e3; // a page view within ten minutes needs no new session
  const SILENCE = 40e3; // the server says something every 15 s; longer silence is a dead line
  const option = (name) => script.dataset[name] || "";

  // ---- what outlives a reload ----
  // One key per unsent message: two tabs never overwrite each other's.
  const memory = new Map(); // where storage is forbidden, a chat lasts as long as the page
  const store = {
    get(name, area = "localStorage") {
      let kept = null;
      try { kept = JSON.parse(window[area].getItem(KEY + name)); } catch { /* forbidden */ }
      return kept ?? memory.get(name) ?? null;
    },
    set(name, value, area = "localStorage") {
      memory.delete(name);
      try { window[area].setItem(KEY + name, JSON.stringify(value)); } catch { memory.set(name, value); }
    },
    drop(name) {
      memory.delete(name);
      try { localStorage.removeItem(KEY + name); } catch { /* forbidden */ }
    },
    outbox() {
      const keys = [...memory.keys()];
      try { keys.push(...Object.keys(localStorage).map((key) => key.replace(KEY, ""))); } catch { /* forbidden */ }
      return keys.filter((key) => key.startsWith(":out:")).map((key) => store.get(key)).filter(Boolean).sort((a, b) => a.at - b.at);
    },
  };

  // ---- state ----
  let session = null; // the answer of POST session
  let last = 0; // highest sequence number seen: where the stream resumes
  let first = 0; // lowest one shown
  let owner = { owner: "bot" };
  let opened = false;
  let flushing = false;
  let line = null; // AbortController of the stream
  let attempts = 0;
  let wake = () => {};
  const items = new Map(); // seq or client id -> {node, ...}
  const ui = {};
  const phone = matchMedia("(max-width: 480px)");
  const text = (key) => session?.texts["widget_" + key] ?? "";
  const sleep = (ms) => new Promise((done) => { const timer = setTimeout(done, ms); wake = () => { clearTimeout(timer); done(); }; });

  // ---- server ----
  class Answer extends Error {
    constructor(response, body, token) {
      super(body.message || String(response.status));
      Object.assign(this, { status: response.status, wait: Number(response.headers.get("Retry-After")) || 0, token });
    }
  }

  const token = () => store.get(":session")?.token;
  const wanted = () => option("locale") || document.documentElement.lang;

  function headers(more) {
    const all = { "Accept-Language": session?.language || wanted() || "en", ...more };
    if (token()) all.Authorization = "Bearer " + token();
    return all;
  }

  async function ask(path, body) {
    const used = token();
    const response = await fetch(new URL("widget/v1/" + path, BASE), {
      method: body ? "POST" : "GET",
      headers: headers(body && { "Content-Type": "application/json" }),
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout?.(20e3),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Answer(response, answer, used);
    return answer;
  }

  async function begin(fresh) {
    const kept = store.get(":session");
    if (!fresh && kept && kept.wanted === wanted() && Date.now() - kept.at < SESSION_AGE) return adopt(kept);
    for (;;) {
      try {
        const answer = await ask("session", { page_locale: wanted(), locale: navigator.language });
        return adopt({ ...answer, wanted: wanted(), at: Date.now() });
      } catch (error) {
        if (error.status === 401) { store.drop(":session"); forget(); continue; }
        if (kept) return adopt(kept); // out of reach: the last known words will do
        await sleep((error.wait || backoff()) * 1e3);
      }
    }
  }

  function adopt(answer) {
    session = answer;
    attempts = 0;
    store.set(":session", answer);
    paint();
  }

  /** Go on after the server refused a token; another tab, or another request of this one, may have been faster. */
  async function renew(error) {
    hangUp(); // the line was the former sender's
    const newer = token() && token() !== error.token;
    if (!newer) store.drop(":session");
    forget();
    if (newer) adopt(store.get(":session")); else await begin(true);
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

  // ---- sending ----
  function send(words, payload) {
    const entry = { client_id: newId(), text: words, payload, at: Date.now() };
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
    try {
      const said = entry.payload ? { payload: entry.payload } : { text: entry.text };
      const answer = await ask("messages", { client_id: entry.client_id, ...said });
      store.drop(":out:" + entry.client_id);
      setState(entry.client_id, "sent", answer.message);
      return true;
    } catch (error) {
      return failed(entry, error);
    }
  }

  async function failed(entry, error) {
    if (error.status === 429) {
      status(error.message);
      await sleep((error.wait || 5) * 1e3);
      status("");
      return true;
    }
    if (error.status === 401) { await renew(error); return true; }
    setState(entry.client_id, "failed", error.status ? error.message : "");
    if (!error.status || error.status >= 500) return false;
    store.set(":out:" + entry.client_id, { ...entry, refused: true });
    return true;
  }

  function retry(clientId) {
    const entry = store.get(":out:" + clientId);
    if (!entry) return;
    store.set(":out:" + clientId, { ...entry, refused: false });
    flush();
  }

  // ---- receiving ----
  async function follow() {
    if (line || !session) return;
    line = new AbortController();
    const mine = line;
    while (!mine.signal.aborted) {
      try {
        await stream(mine.signal);
      } catch (error) {
        if (mine.signal.aborted) return;
        if (error.status === 401) { await renew(error); continue; }
        status(navigator.onLine ? text("connecting") : text("offline"));
        await sleep(backoff() * 1e3);
      }
    }
  }

  function hangUp() { line?.abort(); line = null; }

  async function stream(signal) {
    const used = token();
    const breaker = new AbortController();
    const cut = () => breaker.abort();
    signal.addEventListener("abort", cut);
    let watch = setTimeout(cut, SILENCE);
    try {
      const response = await fetch(new URL("widget/v1/events", BASE), {
        headers: headers({ Accept: "text/event-stream", "Last-Event-ID": String(last) }),
        signal: breaker.signal, cache: "no-store", credentials: "omit",
      });
      if (!response.ok) throw new Answer(response, await response.json().catch(() => ({})), used);
      attempts = 0;
      status("");
      flush();
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let rest = ""; ;) {
        const { done, value } = await reader.read();
        if (done) throw new Error("closed");
        clearTimeout(watch);
        watch = setTimeout(cut, SILENCE);
        const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll("\r", "").split("\n\n");
        rest = blocks.pop();
        blocks.forEach(receive);
      }
    } finally {
      clearTimeout(watch);
      signal.removeEventListener("abort", cut);
    }
  }

  function receive(block) {
    const field = (name) => block.split("\n").filter((row) => row.startsWith(name + ":")).map((row) => row.slice(name.length + 1).trim()).join("\n");
    const event = field("event");
    if (!event) return;
    const data = JSON.parse(field("data"));
    if (event === "message") { show(data); notice(data); }
    if (event === "typing") typing(data);
    if (event === "owner") { owner = data; paintOwner(); }
  }

  async function history() {
    const page = await ask("messages?limit=" + PAGE_SIZE);
    quietly(() => page.messages.forEach(show));
    last = Math.max(last, page.last_seq);
    owner = page.owner;
    paintOwner();
    paintEarlier();
  }

  async function earlier() {
    const page = await ask(`messages?limit=${PAGE_SIZE}&after=${Math.max(0, first - 1 - PAGE_SIZE)}`);
    const height = ui.log.scrollHeight;
    quietly(() => page.messages.filter((message) => message.seq < first).reverse().forEach(show));
    first = Math.max(1, first - PAGE_SIZE);
    ui.log.scrollTop += ui.log.scrollHeight - height;
    paintEarlier();
  }

  // ---- messages on the page ----
  function h(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(svg.namespaceURI, "path");
    shape.setAttribute("d", path);
    svg.append(shape);
    return svg;
  }

  /** Words as text nodes; only https addresses become links. */
  function linked(words) {
    const parts = [];
    let from = 0;
    for (const match of words.matchAll(/https:\/\/[\p{L}\p{N}][^\s<>"'\u2068\u2069，。、；：！？）】」』]*/gu)) {
      const address = match[0].replace(/[.,;:!?)\]]+$/, "");
      parts.push(words.slice(from, match.index), h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
      from = match.index + address.length;
    }
    return [...parts, words.slice(from)];
  }

  const authorOf = (message) =>
    message.author === "traveller" ? text("you") : message.author === "agent" ? message.name || text("colleague") : text("assistant");

  function bubble(message) {
    const mine = message.author === "traveller";
    const dir = mine || message.author === "agent" ? "auto" : message.direction;
    const words = h("p", { class: "words", dir, lang: message.language }, ...linked(message.text));
    const who = h("span", { class: message.author === "agent" ? "who" : "quiet" }, authorOf(message));
    const foot = h("small", { class: "foot" }, clock(message.at), h("span", { class: "state" }));
    return h("div", { class: "item " + message.author }, who, words, foot, choices(message));
  }

  function choices(message) {
    if (!message.buttons?.length) return null;
    const press = (button) => () => { send(button.title, button.payload); rest(); };
    const buttons = message.buttons.map((button) => h("button", { type: "button", dir: message.direction, onclick: press(button) }, button.title));
    return h("div", { class: "choices", role: "group", "aria-label": text("choices") }, ...buttons);
  }

  function clock(at) {
    if (!at) return null;
    const when = new Date(at);
    const day = when.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
    // The traveller's region decides between 3 pm and 15:00.
    const region = navigator.languages.find((one) => one.split("-")[0] === session.language.split("-")[0]);
    return h("time", { datetime: at }, when.toLocaleString(region || session.language, { ...day, hour: "numeric", minute: "2-digit" }));
  }

  function show(message) {
    if (items.has(message.seq)) return;
    const pending = message.client_id && items.get(message.client_id);
    if (pending) { pending.node.remove(); items.delete(message.client_id); store.drop(":out:" + message.client_id); }
    const item = { node: bubble(message), seq: message.seq, author: message.author };
    items.set(message.seq, item);
    insert(item);
    if (message.seq > 0) {
      last = Math.max(last, message.seq);
      first = first ? Math.min(first, message.seq) : message.seq;
    }
    if (message.author === "traveller") label(item.node, "sent", message.truncated ? text("kept_first") : "");
    else typing({ on: false });
    refresh();
  }

  function insert(item) {
    const bottom = ui.log.scrollHeight - ui.log.scrollTop - ui.log.clientHeight < 80;
    const after = [...items.values()].filter((other) => other !== item && (other.seq === undefined || other.seq > item.seq));
    const place = after.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity))[0];
    ui.log.insertBefore(item.node, item.seq === undefined ? ui.dots : place?.node || ui.dots);
    if (bottom || item.author === "traveller") toEnd();
  }

  function showPending(entry) {
    if (items.has(entry.client_id)) return;
    const message = { author: "traveller", text: entry.text, at: new Date(entry.at).toISOString() };
    const item = { node: bubble(message), author: "traveller" };
    items.set(entry.client_id, item);
    insert(item);
    label(item.node, entry.refused ? "failed" : "sending", "", entry.client_id);
    refresh();
  }

  function setState(clientId, state, remark) {
    const item = items.get(clientId);
    if (item) label(item.node, state, remark, clientId);
  }

  function label(node, state, remark, clientId) {
    const place = node.querySelector(".state");
    node.dataset.state = state;
    place.replaceChildren(" · " + [text(state), remark].filter(Boolean).join(" – "));
    if (state === "failed") place.append(" ", h("button", { type: "button", class: "retry", onclick: () => retry(clientId) }, text("retry")));
  }

  /** Choices can be pressed until the traveller has answered them. */
  function refresh() {
    const ordered = [...ui.log.querySelectorAll(".item")];
    const answered = ordered.findLastIndex((node) => node.classList.contains("traveller"));
    ordered.forEach((node, index) => node.querySelectorAll(".choices button").forEach((button) => { button.disabled = index < answered; }));
  }

  /** Change the log without a screen reader reading all of it aloud. */
  function quietly(change) {
    ui.log.setAttribute("aria-live", "off");
    change();
    setTimeout(() => ui.log.setAttribute("aria-live", "polite"), 500);
  }

  const toEnd = () => { ui.log.scrollTop = ui.log.scrollHeight; };

  function typing({ on }) {
    clearTimeout(ui.typing);
    ui.dots.hidden = !on;
    ui.writer.textContent = on ? text("typing").replace("{name}", owner.name || text("assistant")) : "";
    if (!on) return;
    toEnd();
    ui.typing = setTimeout(() => typing({ on: false }), 30e3); // its end may have been lost
  }

  function notice(message) {
    const seen = opened && document.visibilityState === "visible";
    if (seen) store.set(":read", last);
    ui.launcher.classList.toggle("unread", !seen && message.author !== "traveller" && message.seq > (store.get(":read") || 0));
    paintLauncher();
  }

  function status(words) { ui.status.textContent = words; ui.status.hidden = !words; }

  // ---- the frame ----
  function build() {
    ui.host = h("div", { id: "tripdesk-widget" });
    const root = ui.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    ui.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => (opened ? close() : open()) },
      icon("M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"), h("span", { class: "dot" }));
    ui.title = h("h2", { id: "title" });
    ui.owner = h("p", { id: "owner", role: "status" });
    ui.menu = h("select", { onchange: () => setLocale(ui.menu.value) });
    ui.close = h("button", { type: "button", class: "plain", onclick: close }, icon("M6 6l12 12M18 6L6 18"));
    ui.earlier = h("button", { type: "button", class: "earlier", hidden: true, onclick: earlier });
    ui.writer = h("span", {});
    ui.dots = h("div", { class: "dots", hidden: true }, h("i"), h("i"), h("i"), ui.writer);
    ui.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" }, ui.earlier, ui.dots);
    ui.status = h("p", { class: "status", role: "status", hidden: true });
    ui.input = h("textarea", { rows: "1", dir: "auto", enterkeyhint: "send", onkeydown: onKey, oninput: grow });
    ui.send = h("button", { type: "submit", class: "plain" }, icon("M3 11.5L21 3l-8.5 18-2-7.5z"));
    ui.form = h("form", { onsubmit: submit }, ui.input, ui.send);
    const head = h("header", {}, h("div", {}, ui.title, ui.owner), ui.menu, ui.close);
    ui.panel = h("section", { role: "dialog", "aria-labelledby": "title", "aria-describedby": "owner", tabindex: "-1", hidden: true, onkeydown: onPanelKey },
      head, ui.log, ui.status, ui.form);
    root.append(ui.launcher, ui.panel);
    colour(option("color"));
    if (/^(left|right)$/.test(option("position"))) ui.host.dataset.side = option("position");
    document.body.append(ui.host);
  }

  function paint() {
    ui.host.dir = session.direction;
    ui.host.lang = session.language;
    ui.title.textContent = option("title") || text("title");
    ui.menu.replaceChildren(...session.languages.map((one) => h("option", { value: one.code, lang: one.code }, one.name)));
    const named = { language: ui.menu, close: ui.close, send: ui.send, write: ui.input, log: ui.log };
    for (const key in named) named[key].setAttribute("aria-label", text(key));
    ui.menu.value = session.language;
    ui.input.placeholder = text("write");
    ui.earlier.textContent = text("earlier");
    paintOwner();
    paintLauncher();
  }

  function paintOwner() { ui.owner.textContent = text("owner_" + owner.owner).replace("{name}", owner.name || text("colleague")); }

  function paintLauncher() {
    const unread = ui.launcher.classList.contains("unread") ? " – " + text("unread") : "";
    ui.launcher.setAttribute("aria-label", (opened ? text("close") : text("open")) + unread);
    ui.launcher.setAttribute("aria-expanded", String(opened));
  }

  function paintEarlier() { ui.earlier.hidden = first <= 1; }

  /** Take the page's colour, and black or white on it, whichever reads better. */
  function colour(value) {
    if (!value || !CSS.supports("color", value)) return;
    ui.host.style.setProperty("--accent", value);
    const probe = h("i");
    probe.style.color = value;
    document.body.append(probe);
    const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
    probe.remove();
    ui.host.style.setProperty("--on-accent", 0.299 * red + 0.587 * green + 0.114 * blue > 150 ? "#111" : "#fff");
  }

  function open(focus = true) {
    if (!session) { ui.openLater = true; return; }
    opened = true;
    ui.panel.hidden = false;
    ui.panel.setAttribute("aria-modal", String(phone.matches));
    ui.host.classList.add("open");
    store.set(":open", true, "sessionStorage");
    store.set(":read", last);
    ui.launcher.classList.remove("unread");
    paintLauncher();
    toEnd();
    if (focus) (phone.matches ? ui.panel : ui.input).focus();
    follow();
  }

  function close() {
    if (!session) return;
    opened = false;
    ui.panel.hidden = true;
    ui.host.classList.remove("open");
    store.set(":open", false, "sessionStorage");
    paintLauncher();
    ui.launcher.focus();
  }

  /** Where the focus goes when a pressed choice has become unusable; a phone's keyboard stays down. */
  const rest = () => (matchMedia("(pointer: coarse)").matches ? ui.log : ui.input).focus();

  async function setLocale(code) {
    if (!session) { script.dataset.locale = code; return; }
    if (code === session.language) return;
    try {
      const answer = await ask("language", { language: code });
      adopt({ ...session, ...answer });
      items.get(0)?.node.remove();
      items.delete(0);
      show(session.welcome);
      post("language");
    } catch (error) {
      ui.menu.value = session.language;
      status(error.status ? error.message : text("offline"));
    }
  }

  function submit(event) {
    event?.preventDefault();
    const words = ui.input.value.trim();
    if (!words) { ui.input.focus(); return; }
    send(words);
    ui.input.value = "";
    grow();
    ui.input.focus();
  }

  function grow() {
    ui.input.style.height = "auto";
    ui.input.style.height = Math.min(ui.input.scrollHeight, 120) + "px";
    store.set(":draft", ui.input.value, "sessionStorage");
  }

  function onKey(event) {
    // While an input method composes, Enter chooses a character; keyCode 229 is how Safari says so.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    submit(event);
  }

  function onPanelKey(event) {
    event.stopPropagation(); // what is typed here must not press the page's own shortcuts
    if (event.key === "Escape") close();
    if (event.key !== "Tab" || !phone.matches) return;
    const stops = [...ui.panel.querySelectorAll("button, select, textarea, a, .log")].filter((node) => !node.disabled && node.offsetParent);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    const here = ui.panel.getRootNode().activeElement;
    if (here !== edge && !(event.shiftKey && here === ui.panel)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }

  // ---- tabs, network, life ----
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
      if (opened) notice({ author: "traveller", seq: last });
    });
    channel?.addEventListener("message", ({ data }) => {
      if (data === "here" && document.visibilityState === "hidden") hangUp();
      if (data === "language") adopt(store.get(":session"));
    });
    addEventListener("storage", ({ key }) => { if (key === KEY + ":read") notice({ author: "traveller", seq: 0 }); });
    phone.addEventListener("change", () => ui.panel.setAttribute("aria-modal", String(phone.matches)));
    const view = window.visualViewport; // the part of a phone's screen that its keyboard leaves free
    view?.addEventListener("resize", () => ui.host.style.setProperty("--screen", view.height + "px"));
  }

  async function start() {
    build();
    listen();
    await begin();
    ui.host.classList.add("ready");
    quietly(() => show(session.welcome));
    store.outbox().forEach(showPending);
    ui.input.value = store.get(":draft", "sessionStorage") || "";
    const wasOpen = store.get(":open", "sessionStorage");
    // On a phone an open chat hides the page: nobody who came for the page wants that.
    if (ui.openLater) open(); else if (wasOpen ?? (option("open") === "true" && !phone.matches)) open(false);
    post("here");
    await history().catch((error) => (error.status === 401 ? renew(error) : null));
    notice({ author: last > (store.get(":read") || 0) ? "assistant" : "traveller", seq: last });
    if (last || opened || store.outbox().length) follow();
  }

  const STYLE = `
:host{all:initial;--accent:#0b6e6e;--on-accent:#fff;--paper:#fff;--ink:#17212b;--soft:#f0f3f5;--dim:#5a6772;--edge:#d5dce1;--bad:#b3261e;
  font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px}
:host([data-side=left]){left:20px;right:auto}:host([data-side=right]){right:20px;left:auto}
:host(:not(.ready)){visibility:hidden}
*{box-sizing:border-box;font:inherit;color:inherit}
[hidden]{display:none!important}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.launcher:focus-visible{outline-offset:3px;box-shadow:0 0 0 3px var(--paper)}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;display:block}
.launcher{width:60px;height:60px;border:0;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;box-shadow:0 4px 16px #0005;position:relative}
.dot{display:none;position:absolute;inset-block-start:2px;inset-inline-end:2px;width:16px;height:16px;border-radius:50%;background:#e5322d;border:2px solid #fff}
.unread .dot{display:block}
section{position:absolute;inset-block-end:76px;inset-inline-end:0;width:380px;max-width:calc(100vw - 40px);height:min(620px,calc(100vh - 120px));display:flex;flex-direction:column;
  background:var(--paper);border:1px solid var(--edge);border-radius:16px;overflow:hidden;box-shadow:0 12px 40px #0004;animation:rise .18s ease-out}
:host([data-side=left]) section{left:0;right:auto}:host([data-side=right]) section{right:0;left:auto}
@keyframes rise{from{transform:translateY(10px);opacity:0}}
header{display:flex;align-items:center;gap:8px;padding:12px 14px;background:var(--accent);color:var(--on-accent)}
header div{flex:1;min-width:0}header :focus-visible{outline-color:var(--on-accent)}
h2,p{margin:0}h2{font-weight:650;font-size:16px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
#owner{font-size:13px}
select{max-width:108px;padding:6px 4px;border:1px solid currentColor;border-radius:8px;background:transparent}
option{background:var(--paper);color:var(--ink)}
.plain{flex:none;width:40px;height:40px;display:grid;place-items:center;border:0;border-radius:10px;background:transparent}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:14px;display:flex;flex-direction:column;gap:10px}
.log:focus-visible{outline-offset:-3px}
.item{max-width:88%;align-self:flex-start;animation:rise .18s ease-out}
.traveller{align-self:flex-end;text-align:end}
.words{display:inline-block;padding:9px 13px;border-radius:14px;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;text-align:start;unicode-bidi:plaintext}
.traveller .words{background:var(--accent);color:var(--on-accent)}
.system .words{background:none;color:var(--dim);font-size:13px}
.who{display:block;font-size:13px;font-weight:650;margin-block-end:2px}
.quiet{position:absolute;clip-path:inset(50%);white-space:nowrap}
.foot{display:block;font-size:12px;color:var(--dim);padding:2px 4px}
[data-state=failed] .foot{color:var(--bad)}
.retry{border:0;background:none;padding:4px;text-decoration:underline;font-weight:650}
.choices{display:flex;flex-wrap:wrap;gap:8px;margin-block-start:6px}
.choices button,.earlier{padding:8px 13px;min-height:38px;border:1px solid var(--accent);border-radius:19px;background:var(--paper);color:var(--ink);text-align:start}
.choices button:hover:enabled{background:var(--accent);color:var(--on-accent)}
.choices button:disabled{border-color:var(--edge);color:var(--dim);cursor:default}
.earlier{align-self:center;border-color:var(--edge)}
.dots{display:flex;align-items:center;gap:5px;padding:9px 13px;align-self:flex-start;background:var(--soft);border-radius:14px;color:var(--dim);font-size:13px}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--dim);animation:blink 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes blink{30%{opacity:.25}}
.status{padding:8px 14px;font-size:13px;background:#fff3cd;color:#4d3800}
form{display:flex;align-items:flex-end;gap:6px;padding:10px;border-block-start:1px solid var(--edge)}
textarea{flex:1;resize:none;padding:9px 12px;border:1px solid var(--edge);border-radius:12px;background:var(--paper);font-size:16px;line-height:1.35;overflow-wrap:anywhere}
textarea::placeholder{color:var(--dim);opacity:1}
form .plain{background:var(--accent);color:var(--on-accent)}:host([dir=rtl]) form svg{transform:scaleX(-1)}
@media (max-width:480px){
  :host(.open) .launcher{display:none}
  :host section{position:fixed;inset:0;width:100vw;max-width:none;height:var(--screen,100dvh);border:0;border-radius:0}
}
@media (prefers-color-scheme:dark){
  :host{--paper:#161c22;--ink:#e8edf1;--soft:#252e37;--dim:#a3b0bb;--edge:#3a4651;--bad:#ff8a80}
  .status{background:#4d3f0d;color:#ffeeb8}
}
@media (prefers-reduced-motion:reduce){*{animation:none!important}}`;

  window.tripdesk = { open: () => open(), close, setLocale };
  if (document.body) start(); else addEventListener("DOMContentLoaded", start);
})();
