// The section "Look and sound" of the settings.
import { fill, h } from "../dom.js";
import { t } from "../texts.js";
import { languageChoice } from "./language.js";
import { canShow } from "./notify.js";
import { prefer, preferences } from "./preferences.js";
import { sound } from "./sound.js";

export const section = { name: "look", right: "account.own", draw };

function draw() {
  return h("div", { class: "fields" },
    choice("theme", ["system", "light", "dark"]),
    choice("density", ["comfortable", "compact"]),
    h("label", {}, h("span", {}, t("language")), languageChoice()),
    desktop(), tells(), sounds());
}

function choice(name, offered) {
  const pick = (value) => h("label", { class: "tick" },
    h("input", { type: "radio", name, value, checked: preferences()[name] === value, onchange: () => prefer({ [name]: value }) }),
    t(`look_${name}_${value}`));
  return h("fieldset", {}, h("legend", {}, t(`look_${name}`)), h("div", { class: "choices" }, offered.map(pick)));
}

function desktop() {
  const body = h("div");
  const draw = () => fill(body, canShow() ? tick("desktop", t("look_desktop_on")) : allow(draw));
  draw();
  return h("fieldset", {}, h("legend", {}, t("look_desktop")), body);
}

function allow(draw) {
  if (!("Notification" in window) || !window.isSecureContext) return h("p", { class: "hint" }, t("look_desktop_unsafe"));
  if (Notification.permission === "denied") return h("p", { class: "hint" }, t("look_desktop_blocked"));
  const ask = async () => {
    if (await Notification.requestPermission() === "granted") prefer({ desktop: true });
    draw();
  };
  return [h("p", { class: "hint" }, t("look_desktop_hint")), h("button", { type: "button", onclick: ask }, t("look_desktop_allow"))];
}

function tells() {
  const names = Object.keys(preferences().tells);
  const set = (name, value) => prefer({ tells: { ...preferences().tells, [name]: value } });
  return h("fieldset", {}, h("legend", {}, t("look_tells")), names.map((name) => h("label", { class: "tick" },
    h("input", { type: "checkbox", checked: preferences().tells[name], onchange: (event) => set(name, event.target.checked) }),
    t(`look_tells_${name}`))));
}

function sounds() {
  const volume = h("input", {
    type: "range", min: 5, max: 100, step: 5, value: preferences().volume,
    onchange: () => prefer({ volume: Number(volume.value) }),
  });
  return h("fieldset", {}, h("legend", {}, t("look_sound")), tick("sound", t("look_sound_on")), tick("quiet", t("look_sound_quiet")),
    h("label", { class: "volume" }, h("span", {}, t("look_volume")), volume),
    h("button", { type: "button", onclick: () => sound(Number(volume.value)) }, t("look_sound_try")));
}

function tick(name, words) {
  return h("label", { class: "tick" },
    h("input", { type: "checkbox", name, checked: preferences()[name], onchange: (event) => prefer({ [name]: event.target.checked }) }),
    words);
}
