// Going from page to page by hand: g and a letter.
import { PAGES } from "./pages.js";
import { go } from "./router.js";
import { may } from "./store.js";

const LETTERS = {
  chats: "c", tickets: "t", customers: "u", search: "s", people: "p", clocks: "l", phrases: "h", audit: "a", webhooks: "w", settings: "e",
};

/** The pages of the person who is logged in. */
export const pagesOf = () => PAGES.filter((page) => may(page.right));

/** The letter of a page, if it has one. */
export const letterOf = (name) => LETTERS[name];

/** Go to the page of a letter; say whether there is one. */
export function goTo(letter) {
  const page = pagesOf().find((one) => LETTERS[one.name] === letter);
  if (page) go(page.name);
  return Boolean(page);
}
