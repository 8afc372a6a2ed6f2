// One message: as it was written, and beside it what it means in the agent's language.
import { h } from "../dom.js";
import { filesElement } from "./files.js";
import { similarElement } from "../phrases/similar.js";
import { moment, t } from "../texts.js";

/** Build the element of one message. */
export function messageElement(message) {
  const kind = message.audience === "staff" ? "note" : message.author;
  return h("article", { class: `message ${kind}`, "data-seq": message.seq },
    h("p", { class: "head" }, h("b", {}, message.name || t(`author_${kind}`)),
      h("time", { datetime: message.at }, moment(message.at)),
      kind === "note" ? h("span", { class: "tag" }, t("note")) : null,
      message.pressed ? h("span", {}, t("pressed")) : null,
      message.origin ? h("span", { class: "tag" }, t(`phrases_as_${message.origin}`)) : null,
      message.edits.length ? h("span", { class: "tag" }, t("edited")) : null),
    h("div", { class: "pair" }, words(message), meaning(message)));
}

function words(message) {
  return h("div", { class: "words", lang: message.language, dir: message.direction },
    message.text,
    filesElement(message.attachments),
    message.edits.map((one) => h("div", { class: "state" }, t("edited_from", { when: moment(one.until), text: one.text }))),
    message.buttons.length
      ? h("div", { class: "buttons" }, message.buttons.map((title) => h("span", { class: "tag" }, title)))
      : null,
    message.truncated ? h("div", { class: "state" }, t("cut")) : null);
}

function meaning(message) {
  if (message.translation) return h("div", { class: "other" }, message.translation);
  const gloss = message.gloss;
  if (!gloss) return null;
  const asks = t(gloss.sure ? "asks" : "unsure", { words: gloss.words });
  return h("div", { class: "other" }, asks,
    gloss.entities.map((entity) => h("div", {}, `${entity.label}: `, h("b", { dir: "auto" }, entity.value))),
    similarElement(message));
}
