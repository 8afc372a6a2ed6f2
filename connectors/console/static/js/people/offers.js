// The chat that is held out to me: a card on top of whatever page is open, for as long as the offer stands.
import { get, post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { bind, EVERYWHERE } from "../keys.js";
import { go } from "../router.js";
import { may, on, tell } from "../store.js";
import { since, t } from "../texts.js";
import { guarded, soon } from "./asking.js";

let shown = null; // { offer, ends, more }
let counting;

/** Watch for offers; runs once the shell stands. */
export function watchOffers() {
  if (!may("conversations.talk")) return;
  const place = h("section", { class: "offer", "aria-label": t("offer"), "aria-live": "polite", hidden: true });
  document.querySelector(".desk").append(place);
  const read = async () => {
    const loaded = await guarded(() => get("/offers"));
    if (loaded) show(place, loaded.items, read);
  };
  const often = soon(read, 100);
  on("offer", often);
  on("changed", ({ conversation } = {}) => { if (!conversation || conversation === shown?.offer.conversation) often(); });
  bind(EVERYWHERE, { a: ["keys_accept", () => { if (shown) accept(read); }] });
  shown = null;
  read();
}

function show(place, items, read) {
  const [offer] = items;
  place.hidden = !offer;
  clearInterval(counting);
  if (!offer) { shown = null; fill(place); return; }
  const before = shown?.offer.conversation;
  shown = { offer, ends: Date.now() + offer.seconds * 1000, more: items.length - 1 };
  if (before !== offer.conversation || !place.firstChild) {
    draw(place, read);
    tell("offered", offer);
  }
  const count = () => {
    const left = Math.ceil((shown.ends - Date.now()) / 1000);
    place.querySelector(".left").textContent = t("offer_seconds", { n: Math.max(0, left) });
    place.classList.toggle("short", left <= 10);
    if (left < -1) { clearInterval(counting); read(); }
  };
  count();
  counting = setInterval(count, 1000);
}

function draw(place, read) {
  const { offer, more } = shown;
  fill(place,
    h("header", {}, h("h2", {}, offer.by ? t("offer_from", { name: offer.by }) : t("offer")), h("span", { class: "left", "aria-hidden": "true" })),
    h("p", { class: "whose" }, h("strong", { dir: "auto" }, offer.traveller), h("span", { class: "tag" }, offer.language_name),
      ["urgent", "high"].includes(offer.priority) && h("span", { class: `tag ${offer.priority}` }, t(`priority_${offer.priority}`))),
    h("p", {}, [offer.topic, offer.waiting_since && t("offer_waiting", { time: since(offer.waiting_since) })].filter(Boolean).join(" · ")),
    offer.note && h("blockquote", { dir: "auto" }, offer.note),
    offer.why.length ? h("p", { class: "quiet" }, offer.why.join(" ")) : null,
    more ? h("p", { class: "quiet" }, t("offer_more", { n: more })) : null,
    h("div", { class: "low" },
      h("button", { "data-action": "decline", onclick: () => decline(read) }, t("offer_decline")),
      h("button", { class: "main", "data-action": "accept", onclick: () => accept(read) }, t("offer_accept"), " ", h("kbd", {}, "a"))));
}

async function accept(read) {
  const id = shown.offer.conversation;
  if (await guarded(() => post(`/conversations/${encodeURIComponent(id)}/offer/accept`))) {
    say(t("taken"));
    go("chats", id);
    tell("changed", { conversation: id });
  }
  read();
}

async function decline(read) {
  const id = shown.offer.conversation;
  if (await guarded(() => post(`/conversations/${encodeURIComponent(id)}/offer/decline`))) say(t("offer_declined"));
  read();
}
