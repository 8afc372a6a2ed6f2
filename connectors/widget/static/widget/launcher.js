// The round button: how much is unread, and what the newest of it says.
const UNREAD_SHOWN = 9;
let counted = 0;

const others = (item) => item.seq > (store.get(":read") || 0) && item.author !== "traveller";

/** Count what nobody has read yet; `message`, if given, has just come. */
function notice(message) {
  if (opened && document.visibilityState === "visible" && last) store.set(":read", last);
  const unread = [...items.values()].filter(others);
  if (unread.length !== counted) emit("unread", { count: unread.length });
  counted = unread.length;
  ui.badge.textContent = counted > UNREAD_SHOWN ? UNREAD_SHOWN + "+" : counted || "";
  ui.launcher.classList.toggle("unread", counted > 0);
  const newest = unread.sort((a, b) => b.seq - a.seq)[0];
  if (message && message.author !== "traveller") store.drop(":dismissed");
  peek(!opened && newest && newest.seq > (store.get(":dismissed") || 0) ? newest.message : null);
  paintLauncher();
}

/** Show the beginning of an unread answer beside the button; it is read aloud, for the log is closed. */
function peek(message) {
  const words = message ? authorOf(message) + ": " + (message.lead ?? message.text).replaceAll("\n", " ") : "";
  if (ui.peek.dataset.words === words) return;
  ui.peek.dataset.words = words;
  ui.peek.replaceChildren();
  ui.peek.classList.toggle("shown", Boolean(message));
  if (!message) return;
  const author = h("b", {}, authorOf(message));
  const start = h("span", { dir: "auto", lang: message.language }, (message.lead ?? message.text) || text("attach"));
  ui.peek.append(
    h("button", { type: "button", class: "peeked", onclick: () => open() }, author, start),
    h("button", { type: "button", class: "dismiss", "aria-label": text("dismiss"), onclick: () => dismiss(message.seq) }, icon("M7 7l10 10M17 7L7 17")),
  );
}

function dismiss(seq) {
  store.set(":dismissed", seq);
  peek(null);
  ui.launcher.focus();
}

function paintLauncher() {
  const unread = counted ? ` – ${text("unread")} (${counted})` : "";
  ui.launcher.setAttribute("aria-label", (opened ? text("close") : text("open")) + unread);
  ui.launcher.setAttribute("aria-expanded", String(opened));
}
