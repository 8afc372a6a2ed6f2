// The single keys of the page of chats.
import { bind } from "../keys.js";
import { state } from "../store.js";
import { change, chooseList } from "./chats.js";
import { focusForm, openPhrases } from "./editor.js";
import { resolve, transfer } from "./head.js";
import { moveBy } from "./lists.js";
import { snoozeDialog } from "./snooze.js";
import { undoLast } from "./undo.js";

const may = (action) => state.detail?.can[action];

/** Bind them. */
export function bindKeys() {
  bind("chats", {
    j: ["keys_next", () => moveBy(1)],
    k: ["keys_previous", () => moveBy(-1)],
    t: ["take", () => may("take") && change("take", "taken")],
    r: ["reply", () => focusForm("reply")],
    "/": ["phrases_open", () => openPhrases()],
    n: ["note", () => focusForm("note")],
    h: ["hand_back", () => may("hand_back") && change("hand-back", "handed_back")],
    e: ["resolve", () => may("resolve") && resolve()],
    p: ["transfer", () => transfer()],
    s: ["keys_snooze", () => snoozeDialog()],
    z: ["keys_undo", () => undoLast()],
    m: ["keys_mentions", () => chooseList("mentions")],
  });
}
