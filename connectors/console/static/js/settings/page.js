// The page of settings: one's own, section by section.
import { h } from "../dom.js";
import { may } from "../store.js";
import { t } from "../texts.js";
import { SECTIONS } from "./sections.js";

export const page = { name: "settings", icon: "settings", right: "account.own", draw };

function draw([wanted] = []) {
  const sections = SECTIONS.filter((one) => may(one.right)).map((one) =>
    h("section", { class: "card", id: `settings-${one.name}`, "aria-labelledby": `settings-${one.name}-title` },
      h("h3", { id: `settings-${one.name}-title` }, t(`settings_${one.name}`)), one.draw()));
  const chosen = sections.find((one) => one.id === `settings-${wanted}`);
  if (chosen) setTimeout(() => chosen.scrollIntoView());
  return h("div", { class: "page settings" }, h("header", {}, h("h2", {}, t("page_settings"))), sections);
}
