// Under a traveller's message: the sentences that the assistant knows in the agent's language and that are most like it.
import { fill, h } from "../dom.js";
import { state } from "../store.js";
import { t } from "../texts.js";
import { readSimilar } from "./api.js";

const AGAIN = 5000;

/** An expander for a message in a foreign language; the latest message's is read and open by itself. */
export function similarElement(message) {
  if (message.author !== "traveller" || message.language === state.me.language || !message.text || message.pressed) return null;
  const id = state.openId;
  const body = h("div", { "aria-live": "polite" });
  let asked = false;
  const read = async () => {
    if (!box.open || asked) return;
    asked = true;
    try {
      const { items, direction, ready } = await readSimilar(id, message.seq);
      if (!ready) {
        asked = false;
        fill(body, h("p", {}, t("similar_loading")));
        setTimeout(() => { if (body.isConnected) read(); }, AGAIN);
        return;
      }
      fill(body, items.length ? h("ul", {}, items.map((one) => row(one, direction))) : h("p", {}, t("similar_none")));
    } catch {
      asked = false;
      fill(body, h("p", {}, t("similar_failed")));
    }
  };
  const box = h("details", { class: "similar", ontoggle: read }, h("summary", {}, t("similar_title")), body);
  if (isLatest(message)) box.open = true;
  return box;
}

function isLatest(message) {
  let last = 0;
  for (const one of state.messages.values()) if (one.author === "traveller") last = Math.max(last, one.seq);
  return message.seq >= last;
}

function row(one, direction) {
  return h("li", {}, h("span", { class: "percent", "aria-label": t("similar_like", { percent: `${one.percent} %` }) }, `${one.percent} %`),
    h("span", { lang: state.me.language, dir: direction, title: one.words }, one.text));
}
