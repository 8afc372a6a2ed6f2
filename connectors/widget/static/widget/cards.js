// Suggested tours, side by side. They can be asked about as often as one likes.
function cards(message) {
  if (!message.cards?.length) return null;
  return h("div", { class: "cards", role: "group", "aria-label": text("cards") }, ...message.cards.map((card) => tourCard(card, message)));
}

function tourCard(card, message) {
  const picture = h("img", { loading: "lazy", width: "320", height: "160", onerror: () => picture.remove() });
  picture.alt = ""; // the title says it
  picture.src = new URL(card.picture, BASE);
  const press = (button) => () => { send(button.title, button.payload); rest(); };
  const named = (button) => ({ type: "button", "aria-label": button.title, onclick: press(button) });
  return h("article", { dir: message.direction, lang: message.language },
    h("div", { class: "picture" }, picture),
    h("h3", {}, card.title),
    h("p", { class: "facts" }, h("span", {}, card.detail), h("b", {}, card.price)),
    card.reasons && h("p", { class: "why" }, card.reasons),
    h("div", { class: "asks" }, ...card.buttons.map((button) => h("button", named(button), button.label))));
}
