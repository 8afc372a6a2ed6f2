// Every page of the console. A new page is a file and a line here; the rail, the router and the keys follow.
//
// A page is an object:
//   name            its address is #/<name>/…, its word console_page_<name>
//   icon            of icons.js
//   right           of data/rights.yml: who has the page
//   draw(rest)      builds it when one comes to it; `rest` are the parts of the address after the name. Whatever it
//                   listens to with `on` while drawing is forgotten when one leaves
//   keys()          (if it has some) binds its single keys, once: the overlay shows them wherever one is
//   follow(rest)    (if it has one) the address has changed within the page; without one it is drawn again
import { page as audit } from "./audit/page.js";
import { watchNews } from "./chats/news.js";
import { page as chats } from "./chats/page.js";
import { page as clocks } from "./clocks/page.js";
import { page as customers } from "./customers/page.js";
import { paletteButton, startHand } from "./hand.js";
import { startNotifying } from "./look/notify.js";
import { watchOffers } from "./people/offers.js";
import { page as people } from "./people/page.js";
import { presenceSwitch } from "./people/presence.js";
import { page as phrases } from "./phrases/page.js";
import { page as search } from "./search/page.js";
import { page as settings } from "./settings/page.js";
import { page as tickets } from "./tickets/page.js";
import { page as webhooks } from "./webhooks/page.js";

export const PAGES = [
  chats,
  tickets,
  customers,
  search,
  phrases,
  people,
  clocks,
  webhooks,
  audit,
  settings,
];

/** Elements that stand in the bar on every page: functions without arguments. */
export const IN_BAR = [
  paletteButton,
  presenceSwitch,
];

/** What runs on every page, such as a card that may appear on top: functions called once the shell stands. */
export const EVERYWHERE = [
  startHand,
  startNotifying,
  watchNews,
  watchOffers,
];
