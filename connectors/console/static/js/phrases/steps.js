// Suggested next steps of the open chat: quiet chips above the editor, and a list in the side pane. Read once for both.
import { fill, h, say } from "../dom.js";
import { on, may, state, tell } from "../store.js";
import { t } from "../texts.js";
import { openSuggestedTicket, readSteps } from "./api.js";

const SOON = 400;
let steps = { id: null, items: [] };
let timer = null;

/** Listen for what may change the steps; call it when the page of chats is drawn. */
export function watchSteps() {
  on("opened", () => { steps = { id: state.openId, items: [] }; tell("steps"); });
  for (const name of ["detail", "messages", "phrased"]) on(name, () => { clearTimeout(timer); timer = setTimeout(read, SOON); });
}

async function read() {
  const id = state.openId;
  if (!id) return;
  try {
    const { items } = await readSteps(id);
    if (id !== state.openId) return;
    steps = { id, items };
    tell("steps");
  } catch {
    // Nothing is suggested, then; what is wrong is told where somebody acts.
  }
}

/** Chips above the editor; `open` opens a phrase. */
export function stepChips(open) {
  const row = h("div", { class: "steps", role: "group", "aria-label": t("suggestions") });
  const draw = () => {
    const items = state.detail?.can.reply ? steps.items : [];
    row.hidden = !items.length;
    fill(row, items.map((step) => button(step, open, "chip")));
  };
  on("steps", draw);
  on("detail", draw);
  draw();
  return row;
}

/** The section of the side pane, each with the records it comes from. */
export function stepSection() {
  const list = h("ul");
  const section = h("section", { class: "next-steps" }, h("h2", {}, t("suggestions")), list);
  const draw = () => {
    section.hidden = !steps.items.length;
    fill(list, steps.items.map((step) => h("li", {}, h("b", {}, step.label), h("span", {}, step.sources.join(" · ")))));
  };
  on("steps", draw);
  draw();
  return section;
}

function button(step, open, kind) {
  const allowed = step.phrase || may("tickets.write");
  const act = () => (step.phrase ? open(step.phrase) : openTicket(step));
  return allowed && h("button", { type: "button", class: kind, title: step.sources.join(" · "), "data-step": step.name, onclick: act }, step.label);
}

async function openTicket() {
  try {
    say((await openSuggestedTicket(state.openId)).words);
  } catch (error) {
    say(error.message || t("offline"), true);
    if (error.status === 401) tell("expired", error.message);
  }
  read();
  tell("owner", {});
}
