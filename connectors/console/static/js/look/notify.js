// Something concerns this person now: on the desktop and by a sound, as they chose. Whoever knows of it tells
//
//   tell("notify", { kind, title, body, to, tag })
//
// kind: offered, mention, message or warning; title and body: words; to: the parts of its address; tag: the same for the
// same thing, in every tab. Of several tabs one speaks: the one that is looked at, else any.
import { address, go } from "../router.js";
import { on } from "../store.js";
import { preferences } from "./preferences.js";
import { sound } from "./sound.js";

const FORGOTTEN = 10000;
const NIGHT = [22, 7];

/** Listen for what concerns the person. */
export function startNotifying() {
  on("notify", (news) => setTimeout(() => speak(news), document.hasFocus() ? 0 : 80 + 120 * Math.random()));
}

function speak(news) {
  const chosen = preferences();
  if (chosen.tells[news.kind] === false || isRead(news) || !claim(news.tag)) return;
  if (chosen.sound && !(chosen.quiet && isNight())) sound(chosen.volume);
  if (chosen.desktop && canShow() && !document.hasFocus()) show(news);
}

/** Whether notes may appear on the desktop. */
export const canShow = () => "Notification" in window && Notification.permission === "granted";

/** Whether it is a time at which people sleep, where this browser is. */
export const isNight = (hour = new Date().getHours()) => hour >= NIGHT[0] || hour < NIGHT[1];

const isRead = ({ to }) => document.hasFocus() && to && location.hash.startsWith(address(...to.slice(0, 2)));

/** Say whether this tab may speak of a thing: the first one that asks. */
function claim(tag) {
  const place = `tripdesk.told.${tag}`;
  try {
    const told = Number(localStorage.getItem(place));
    if (Date.now() - told < FORGOTTEN) return false;
    localStorage.setItem(place, String(Date.now()));
    setTimeout(() => localStorage.removeItem(place), FORGOTTEN);
  } catch {
    // Nothing is kept between tabs: each speaks for itself.
  }
  return true;
}

function show({ title, body, to, tag }) {
  const note = new Notification(title, { body, tag, icon: "/console/static/icon.svg" });
  note.onclick = () => {
    window.focus();
    if (to) go(...to);
    note.close();
  };
}
