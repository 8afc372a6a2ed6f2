// Elements are built from text nodes only: nothing a traveller writes is ever parsed as markup.

/** Make an element; `on*` are listeners, other properties become attributes (true: bare, false or null: absent). */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let leaving;

/** Say one line to the person, on screen and to a screen reader. */
export function say(text, bad = false) {
  const toast = document.getElementById("said");
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  clearTimeout(leaving);
  leaving = setTimeout(() => { toast.textContent = ""; }, bad ? 8000 : 3000);
}
