// Second thoughts: for ten seconds the last resolve or snooze can be taken back, by a button or by z.
import { h } from "../dom.js";
import { t } from "../texts.js";
import { undo } from "./chats.js";

const OFFERED = 10000;
let offered = null;

/** Say what was done, with a way back. */
export function offerUndo(id, words) {
  withdraw();
  const card = h("div", { class: "undo", role: "status" }, h("span", {}, words),
    h("button", { "data-action": "undo", onclick: undoLast }, t("undo"), " ", h("kbd", {}, "z")), h("i", { class: "left", "aria-hidden": "true" }));
  document.body.append(card);
  offered = { id, card, ends: setTimeout(withdraw, OFFERED) };
}

/** Take it back, if it still can be. */
export function undoLast() {
  if (!offered) return;
  const { id } = offered;
  withdraw();
  undo(id);
}

/** Whether there is something to undo. */
export const canUndo = () => Boolean(offered);

function withdraw() {
  clearTimeout(offered?.ends);
  offered?.card.remove();
  offered = null;
}
