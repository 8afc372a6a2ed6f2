// What the server says about people, asked once for everything on screen; and how a failed question is told.
import { get } from "../api.js";
import { say } from "../dom.js";
import { tell } from "../store.js";
import { t } from "../texts.js";

/** Ask; what goes wrong is said, and null given. */
export async function guarded(ask) {
  try {
    return (await ask()) ?? true;
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}

/** Everybody with their presence. */
export const board = () => guarded(async () => (await get("/presence")).items);

/** Every team with what waits for it. */
export const teams = () => guarded(async () => (await get("/teams")).items);

/** Run once for a burst of wake-ups. */
export function soon(run, pause = 300) {
  let waiting;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(event), pause);
  };
}
