// The messages and what happened between them, in order of time. However long the chat, only what is near stands in the
// page: a window over what was read, which moves as one scrolls, and reads on at both ends.
import { fill, h } from "../dom.js";
import { lastSeq, on, state } from "../store.js";
import { t } from "../texts.js";
import { jumpToEnd, loadEarlier, loadLater, markSeen } from "./chats.js";
import { lines } from "./lines.js";

const SHOWN = 160;
const STEP = 50;
const NEAR = 500;
const AT_END = 60;
const POINTED_AT = 2500;

/** Build the log; `isTwo` says whether it has two languages side by side. */
export function logElement(isTwo) {
  const log = h("div", { class: "log", role: "log", "aria-label": t("thread"), tabindex: "0" });
  const down = h("button", { class: "to-end", hidden: true, onclick: jumpToEnd });
  const view = { log, down, all: [], from: 0, to: 0, follow: true };
  log.addEventListener("scroll", () => moved(view), { passive: true });
  on("opened", () => open(view));
  on("messages", () => { log.classList.toggle("two", isTwo()); draw(view); });
  on("below", () => drawDown(view));
  on("end", () => toEnd(view));
  on("read", () => moved(view));
  document.onvisibilitychange = () => seen(view);
  return h("div", { class: "log-frame" }, log, down);
}

function open(view) {
  Object.assign(view, { all: [], from: 0, to: 0, follow: true });
  fill(view.log, state.openId ? null : h("p", { class: "empty" }, t("choose")));
  view.down.hidden = true;
}

/** Draw what is known now; keep the reader where they are, at the end if they are there. */
function draw(view) {
  // A day's line may move when more of the day is read; a message does not.
  const first = view.all.slice(view.from).findIndex((line) => line.seq);
  const before = view.all[view.from + first]?.key;
  const held = view.all.length;
  view.all = lines();
  if (state.goal) { goTo(view); return; }
  const end = view.follow || !held;
  if (end) { view.to = view.all.length; view.from = Math.max(0, view.to - STEP); } else {
    const shift = Math.max(0, view.all.findIndex((line) => line.key === before) - first) - view.from;
    view.from += shift;
    view.to = Math.min(view.all.length, Math.max(view.to + shift, view.from + STEP));
  }
  place(view);
  if (!end) { moved(view); return; }
  view.log.scrollTop = view.log.scrollHeight;
  after(view);
}

/** Put the window's lines into the page; what stays on screen does not move. */
function place(view) {
  const anchor = anchorOf(view.log);
  hold(view.log, [edge(state.earlier && view.from === 0, "earlier", loadEarlier),
    ...view.all.slice(view.from, view.to).map((line) => line.element()),
    edge(state.later && view.to === view.all.length, "later", loadLater)].filter(Boolean));
  const moved = anchor && view.log.querySelector(`[data-key="${anchor.key}"]`);
  if (moved) view.log.scrollTop += moved.getBoundingClientRect().top - anchor.top;
}

function anchorOf(log) {
  const top = log.getBoundingClientRect().top;
  const found = [...log.children].find((child) => child.dataset.seq && child.getBoundingClientRect().bottom > top);
  return found ? { key: found.dataset.key, top: found.getBoundingClientRect().top } : null;
}

const edge = (there, word, load) => (there ? h("button", { class: "earlier", onclick: load }, t(word)) : null);

/** Let the log hold these and no others; what it held already is not touched, so that the browser need not lay it out anew. */
function hold(log, wanted) {
  const kept = new Set(wanted);
  for (const child of [...log.childNodes]) if (!kept.has(child)) child.remove();
  let next = log.firstChild;
  for (const one of wanted) {
    if (one === next) next = next.nextSibling;
    else log.insertBefore(one, next);
  }
}

/** The reader has scrolled: let the window follow, and read on where it ends. */
function moved(view) {
  const { log } = view;
  const below = log.scrollHeight - log.scrollTop - log.clientHeight;
  view.follow = below < AT_END && view.to === view.all.length && !state.later;
  if (log.scrollTop < NEAR && view.from > 0) slide(view, -STEP);
  else if (log.scrollTop < NEAR && state.earlier && view.all.length) loadEarlier();
  else if (below < NEAR && view.to < view.all.length) slide(view, STEP);
  else if (below < NEAR && state.later && view.all.length) loadLater();
  after(view);
}

function slide(view, by) {
  view.from = Math.max(0, by < 0 ? view.from + by : Math.max(view.from, view.to + by - SHOWN));
  view.to = Math.min(view.all.length, by > 0 ? view.to + by : Math.min(view.to, view.from + SHOWN));
  place(view);
}

/** Show the message that one came for: asked for by its number, or the first unread. */
function goTo(view) {
  const { seq, kind } = state.goal;
  const at = view.all.findIndex((line) => (kind === "unread" && line.key === "unread") || line.seq >= seq);
  if (at < 0) { state.goal = null; view.follow = true; draw(view); return; }
  if (!state.messages.has(seq) && kind === "jump" && state.later) return; // still being read
  state.goal = null;
  view.from = Math.max(0, at - STEP);
  view.to = Math.min(view.all.length, at + STEP);
  view.follow = false;
  place(view);
  const element = view.log.querySelector(`[data-key="${view.all[at].key}"]`);
  element.scrollIntoView({ block: kind === "jump" ? "center" : "start" });
  if (kind === "jump") point(element);
  moved(view);
}

function point(element) {
  element.classList.add("pointed");
  setTimeout(() => element.classList.remove("pointed"), POINTED_AT);
}

function toEnd(view) {
  Object.assign(view, { follow: true });
  draw(view);
}

function after(view) {
  if (view.follow) state.below = 0;
  drawDown(view);
  seen(view);
}

function seen(view) {
  if (view.follow && state.messages.size) markSeen(lastSeq());
}

function drawDown(view) {
  view.down.hidden = view.follow;
  view.down.textContent = state.below ? `↓ ${t("new_below", { n: state.below })}` : `↓ ${t("to_end")}`;
}
