// How long a chat's clock still runs, counted down on the page: nothing is asked again.
import { h } from "../dom.js";
import { span, t } from "../texts.js";

const EVERY = 10000;
let counting = null;

/** The clock of a chat's row; nothing where none runs. */
export function clockBadge(row) {
  if (!row.due_at) return null;
  const badge = h("span", {
    class: "clock", "data-due": row.due_at, "data-warn": row.warn_at, "data-departs": row.due_kind === "departure" ? row.departs_at : null,
  });
  draw(badge);
  badge.title = row.why;
  counting ??= setInterval(() => document.querySelectorAll(".clock[data-due]").forEach(draw), EVERY);
  return badge;
}

function draw(badge) {
  const { due, warn, departs } = badge.dataset;
  const now = Date.now();
  const late = now >= Date.parse(due);
  badge.classList.toggle("late", late);
  badge.classList.toggle("near", !late && Boolean(warn) && now >= Date.parse(warn));
  const about = Date.parse(departs ?? due);
  const key = departs ? (now > about ? "clock_departed" : "clock_departs") : (late ? "clock_late" : "clock_left");
  const text = t(key, { time: span(Math.abs(about - now)) });
  if (badge.textContent !== text) badge.textContent = text;
}
