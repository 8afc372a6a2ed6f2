// The frame around every page: the rail, the bar, live updates, keys.
import { post } from "./api.js";
import { loadList } from "./chats/chats.js";
import { forgetContact } from "./chats/contact.js";
import { forgetDrafts } from "./chats/drafts.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { onKey, showKeys } from "./keys.js";
import { languageChoice } from "./look/language.js";
import { startLive, stopLive } from "./live.js";
import { EVERYWHERE, IN_BAR, PAGES } from "./pages.js";
import { address, go, parts } from "./router.js";
import { drawPage, may, on, state, tell } from "./store.js";
import { t } from "./texts.js";

const TICK = 30000;
let ticking;

/** Build the desk for the person who is logged in. */
export function showDesk(root) {
  const pages = PAGES.filter((page) => may(page.right));
  const outlet = h("main", { class: "outlet" });
  const rail = h("nav", { class: "rail", "aria-label": t("pages") });
  fill(root, h("div", { class: "desk" }, bar(), rail, outlet));
  const follow = follower(pages, rail, outlet);
  window.onhashchange = follow;
  document.onkeydown = onKey;
  clearInterval(ticking);
  ticking = setInterval(() => tell("tick"), TICK);
  for (const page of pages) page.keys?.();
  for (const run of EVERYWHERE) run();
  follow();
  loadList();
}

function follower(pages, rail, outlet) {
  let current = null;
  return () => {
    const [name, ...rest] = parts();
    const page = pages.find((one) => one.name === name);
    if (!page) { go(pages[0].name); return; }
    if (page === current && page.follow) { page.follow(rest); return; }
    const back = page !== current && page.name === "chats";
    current = page;
    // The page of chats follows its own chat; elsewhere one listens to the desk alone.
    if (page.name !== "chats") { state.openId = null; startLive(); }
    fill(rail, pages.map((one) => tab(one, one === current)));
    fill(outlet, drawPage(() => page.draw(rest)));
    outlet.dataset.page = page.name;
    if (back) loadList();
  };
}

function tab(page, here) {
  return h("a", { href: address(page.name), "aria-current": here ? "page" : null, "data-page": page.name },
    icon(page.icon), h("span", {}, t(`page_${page.name}`)));
}

function bar() {
  const live = h("span", { class: "live", role: "status" });
  const draw = () => {
    live.textContent = t(state.live);
    live.classList.toggle("off", state.live !== "live");
  };
  on("live", draw);
  draw();
  return h("header", { class: "bar" },
    h("h1", {}, t("title")), live, IN_BAR.map((make) => make()),
    h("span", { class: "who" }, state.me.name),
    h("button", { class: "plain wide", onclick: showKeys, "aria-label": t("keys") }, h("kbd", {}, "?")),
    languageChoice(),
    h("button", { class: "plain", onclick: leave }, t("logout")));
}

async function leave() {
  stopLive(); // first: it would say that the session has ended
  await post("/logout").catch(() => {});
  forgetDrafts();
  forgetContact();
  location.hash = "";
  tell("left");
}
