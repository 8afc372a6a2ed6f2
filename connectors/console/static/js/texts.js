// Words come from the server's catalogue in the language the agent chose; this file only fills them in.
import { get } from "./api.js";

let texts = {};
let language = "en";

/** Load the console's words; without `chosen` the server picks by what the browser asks for. */
export async function loadTexts(chosen = "") {
  const loaded = await get(`/texts?language=${encodeURIComponent(chosen)}`);
  texts = loaded.texts;
  language = loaded.language;
  document.documentElement.lang = loaded.language;
  document.documentElement.dir = loaded.direction;
  document.title = t("title");
}

/** One text, its {placeholders} filled. */
export function t(key, values = {}) {
  const text = texts[`console_${key}`] ?? key;
  return text.replace(/\{([a-z_]+)\}/g, (_, name) => values[name] ?? "");
}

/** One text as it reads in a channel, where that differs. */
export const tIn = (channel, key, values) => t(texts[`console_${key}_${channel}`] ? `${key}_${channel}` : key, values);

/** The time of day today, else the day too. */
export function moment(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const day = today ? {} : { month: "short", day: "numeric" };
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The time of day. */
export const hour = (iso) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

/** A day with its name, for whoever reads along: "Tuesday, 10 March". */
export function weekday(iso) {
  const at = new Date(iso);
  const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", ...year }).format(at);
}

/** A day; one without a time of day is the same in every zone. */
export function day(iso) {
  const zone = iso.length === 10 ? { timeZone: "UTC" } : {};
  return new Intl.DateTimeFormat(language, { year: "numeric", month: "short", day: "numeric", ...zone }).format(new Date(iso));
}

/** Day and time to the second, for records. */
export const exactly = (iso) => new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "medium" }).format(new Date(iso));

/** A size in the largest fitting unit: "1.2 MB". */
export function bytes(size) {
  const [amount, unit] = size < 1e6 ? [Math.ceil(size / 1e3), "kilobyte"] : [size / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
}

/** A length of time in milliseconds, in the largest fitting unit: "12 min". */
export const span = (length) => since(new Date(Date.now() - length));

/** How long ago, in the largest fitting unit: "12 min". */
export function since(iso) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(iso)) / 60000));
  const [amount, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 2880 ? [Math.floor(minutes / 60), "hour"]
    : [Math.floor(minutes / 1440), "day"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(amount);
}
