// Messages on the page.
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
  const words = h("p", { class: "words", dir, lang: message.language }, ...linked(message.lead ?? message.text));
  const who = h("span", { class: message.author === "agent" ? "who" : "quiet" }, authorOf(message));
  const foot = h("small", { class: "foot" }, clock(message.at), h("span", { class: "state" }));
  return h("div", { class: "item " + message.author + (message.cards?.length ? " with-cards" : "") }, who, message.text && words, ...(message.attachments || []).map(attached), cards(message), message.tail && h("p", { class: "words", dir, lang: message.language }, ...linked(message.tail)), foot, message.cards?.length ? null : choices(message));
}

function choices(message) {
  if (!message.buttons?.length) return null;
  const press = (button) => () => { send(button.title, button.payload); rest(); };
  const buttons = message.buttons.map((button) => h("button", { type: "button", dir: message.direction, onclick: press(button) }, button.title));
  return h("div", { class: "choices", role: "group", "aria-label": text("choices") }, ...buttons);
}

/** The traveller's region decides between 3 pm and 15:00. */
const region = () => navigator.languages.find((one) => one.split("-")[0] === session.language.split("-")[0]) || session.language;

function clock(at) {
  if (!at) return null;
  const when = new Date(at);
  const day = when.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return h("time", { datetime: at }, when.toLocaleString(region(), { ...day, hour: "numeric", minute: "2-digit" }));
}

function show(message) {
  if (items.has(message.seq)) return;
  const pending = message.client_id && items.get(message.client_id);
  if (pending) { pending.node.remove(); items.delete(message.client_id); store.drop(":out:" + message.client_id); }
  const item = { node: bubble(message), seq: message.seq, author: message.author, message };
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
  const following = follows();
  const after = [...items.values()].filter((other) => other !== item && (other.seq === undefined || other.seq > item.seq));
  const place = after.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity))[0];
  ui.log.insertBefore(item.node, item.seq === undefined ? ui.dots : place?.node || ui.dots);
  if (item.author === "traveller") toEnd();
  else if (following && !place) toAnswer();
}

function showPending(entry) {
  if (items.has(entry.client_id)) return;
  const message = { author: "traveller", text: entry.text, attachments: entry.attachments, at: new Date(entry.at).toISOString() };
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

/** Whether the reader is at the end, or where we last put them: nobody is moved who has scrolled. */
const follows = () =>
  ui.log.scrollHeight - ui.log.scrollTop - ui.log.clientHeight < 80 || Math.abs(ui.log.scrollTop - ui.placed) < 2;

/** Go to the end, but not past the start of the last answer: who reads begins there. */
function toAnswer() {
  const all = [...ui.log.querySelectorAll(".item")];
  const others = all.findLastIndex((node) => !node.classList.contains("assistant"));
  const start = all[Math.min(others + 1, all.length - 1)];
  const end = ui.log.scrollHeight - ui.log.clientHeight;
  ui.log.scrollTop = ui.placed = start ? Math.min(end, start.offsetTop - ui.log.offsetTop - 10) : end;
}

function typing({ on }) {
  clearTimeout(ui.typing);
  const following = follows();
  ui.dots.hidden = !on;
  ui.writer.textContent = on ? text("typing").replace("{name}", owner.name || text("assistant")) : "";
  if (!on) return;
  if (following) toEnd();
  ui.typing = setTimeout(() => typing({ on: false }), 30e3); // its end may have been lost
}

function status(words) { ui.status.textContent = words; ui.status.hidden = !words; }
