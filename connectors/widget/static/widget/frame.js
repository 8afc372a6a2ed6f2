// The frame around the log: heading, form, opening and closing.
function build() {
  ui.host = h("div", { id: "tripdesk-widget" });
  const root = ui.host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  ui.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => (opened ? close() : open()) },
    icon("M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"), icon("M6 9l6 6 6-6"), ui.badge = h("span", { class: "badge", "aria-hidden": "true" }));
  ui.peek = h("div", { class: "peek", role: "status" });
  ui.title = h("h2", { id: "title" });
  ui.owner = h("p", { id: "owner", role: "status" });
  ui.menu = h("select", { onchange: () => setLocale(ui.menu.value) });
  ui.close = h("button", { type: "button", class: "plain", onclick: close }, icon("M6 6l12 12M18 6L6 18"));
  ui.earlier = h("button", { type: "button", class: "earlier", hidden: true, onclick: earlier });
  ui.writer = h("span", {});
  ui.dots = h("div", { class: "dots", hidden: true }, h("i"), h("i"), h("i"), ui.writer);
  ui.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" }, ui.earlier, ui.dots);
  ui.replyWords = h("span");
  ui.leave = h("button", { type: "button", class: "away", hidden: true, onclick: () => leaveForm(true) });
  ui.reply = h("div", { class: "reply", hidden: true }, h("i"), ui.replyWords, ui.leave);
  buildLeave();
  ui.status = h("p", { class: "status", role: "status", hidden: true });
  ui.input = h("textarea", { rows: "1", dir: "auto", enterkeyhint: "send", onkeydown: onKey, oninput: grow, onpaste });
  ui.send = h("button", { type: "submit", class: "plain" }, icon("M3 11.5L21 3l-8.5 18-2-7.5z"));
  ui.file = h("input", { type: "file", multiple: true, hidden: true, onchange: () => attach([...ui.file.files]) });
  ui.clip = h("button", { type: "button", class: "plain clip", onclick: () => ui.file.click() },
    icon("M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7"));
  ui.form = h("form", { onsubmit: submit }, ui.file, ui.clip, ui.input, ui.send);
  const head = h("header", {}, h("div", {}, ui.title, ui.owner), ui.menu, ui.close);
  ui.panel = h("section", { role: "dialog", "aria-labelledby": "title", "aria-describedby": "owner", tabindex: "-1", hidden: true, onkeydown: onPanelKey },
    head, ui.reply, ui.log, ui.status, ui.form);
  root.append(ui.panel, ui.peek, ui.launcher);
  if (/^(left|right)$/.test(option("position"))) ui.host.dataset.side = option("position");
  document.body.append(ui.host);
  watchTheme();
}

function paint() {
  ui.host.dir = session.direction;
  ui.host.lang = session.language;
  ui.title.textContent = option("title") || text("title");
  ui.menu.replaceChildren(...session.languages.map((one) => h("option", { value: one.code, lang: one.code }, one.name)));
  const named = { language: ui.menu, close: ui.close, send: ui.send, write: ui.input, log: ui.log, attach: ui.clip };
  for (const key in named) named[key].setAttribute("aria-label", text(key));
  ui.menu.value = session.language;
  ui.file.accept = session.files.extensions.map((one) => "." + one).join();
  ui.input.placeholder = text("write");
  ui.earlier.textContent = text("earlier");
  paintOwner();
  paintLauncher();
  paintLeave();
  paintOutlook();
}

function paintOwner() { ui.owner.textContent = text("owner_" + owner.owner).replace("{name}", owner.name || text("colleague")); }

function paintEarlier() { ui.earlier.hidden = first <= 1; }

function open(focus = true) {
  if (!session) { ui.openLater = true; return; }
  if (opened) return;
  opened = true;
  ui.panel.hidden = false;
  ui.panel.setAttribute("aria-modal", String(phone.matches));
  ui.host.classList.add("open");
  store.set(":open", true, "sessionStorage");
  still();
  notice();
  toEnd();
  if (focus) (phone.matches ? ui.panel : ui.input).focus();
  follow();
  foretell();
  emit("open");
}

function close() {
  ui.openLater = false;
  if (!opened) return;
  opened = false;
  ui.panel.hidden = true;
  ui.host.classList.remove("open");
  store.set(":open", false, "sessionStorage");
  still();
  notice();
  ui.launcher.focus();
  emit("close");
}

/** Behind a chat that fills the screen, the page must not scroll. */
function still() {
  const root = document.documentElement;
  const wanted = opened && phone.matches;
  if (wanted === (ui.scrolled !== undefined)) return;
  if (wanted) { ui.scrolled = root.style.overflow; root.style.overflow = "hidden"; }
  else { root.style.overflow = ui.scrolled; ui.scrolled = undefined; }
}

/** Where the focus goes when a pressed choice has become unusable; a phone's keyboard stays down. */
const rest = () => (matchMedia("(pointer: coarse)").matches ? ui.log : ui.input).focus();

async function setLocale(code) {
  if (!session) { script.dataset.locale = code; return; }
  if (code === session.language) return;
  try {
    const answer = await ask("language", { language: code });
    adopt({ ...session, ...answer });
    foretell(true);
    items.get(0)?.node.remove();
    items.delete(0);
    show(session.welcome);
    post("language");
  } catch (error) {
    if (error.stale) return;
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

function onpaste(event) {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  attach([...event.clipboardData.files]);
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
  if (event.key === "Escape" && ui.leaveForm.isConnected) leaveForm(false); else if (event.key === "Escape") close();
  if (event.key !== "Tab" || !phone.matches) return;
  const stops = [...ui.panel.querySelectorAll("button, select, textarea, input, a, .log")].filter((node) => !node.disabled && node.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const here = ui.panel.getRootNode().activeElement;
  if (here !== edge && !(event.shiftKey && here === ui.panel)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
