// What concerns the agent wherever they are in the console: told in the title, in a line on screen, and as
//
//   tell("notify", { kind, title, body, to, tag })
//
// to whoever shows it on the desktop or makes a sound. kind: message, mention, offered or warning.
import { say } from "../dom.js";
import { on, state, tell } from "../store.js";
import { t } from "../texts.js";

const KINDS = { message: "message", mention: "mention", woken: "message", due: "warning" };
let missed = new Set();

/** Listen, on every page. */
export function watchNews() {
  missed = new Set();
  on("concerns", (event) => told(event));
  on("offered", ({ conversation, traveller }) => announce("offered", "offered", conversation, traveller));
  on("items", drawTitle);
  on("opened", () => read(state.openId));
  window.onfocus = () => read(state.openId);
}

function told({ kind, conversation, traveller, seq }) {
  const here = conversation === state.openId && document.hasFocus();
  if (!KINDS[kind] || here) return;
  missed.add(conversation);
  drawTitle();
  if (kind !== "message" && document.hasFocus()) say(t(`notify_${kind}`, { name: traveller }));
  announce(kind, KINDS[kind], conversation, traveller, seq);
}

function announce(word, kind, conversation, traveller, seq) {
  tell("notify", {
    kind, title: t(`notify_${word}`, { name: traveller }), body: "", tag: `${word}/${conversation}/${seq ?? ""}`,
    to: ["chats", conversation, ...(seq ? [String(seq)] : [])],
  });
}

function read(id) {
  if (document.hasFocus() && missed.delete(id)) drawTitle();
}

/** How many wait, and a dot while something happened that was not looked at. */
function drawTitle() {
  const count = state.counts.queue ? `(${state.counts.queue}) ` : "";
  document.title = `${missed.size ? "● " : ""}${count}${t("title")}`;
}
