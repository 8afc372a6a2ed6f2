// Light or dark, and a colour that reads on the page's own.
const night = matchMedia("(prefers-color-scheme: dark)");

/** The tag's word, else the page's, else the system's. */
function theme() {
  const asked = [script.dataset.theme, document.documentElement.dataset.theme].find((one) => one === "dark" || one === "light");
  ui.host.dataset.theme = asked || (night.matches ? "dark" : "light");
  colour();
}

/** Take the page's colour, and black or white on it, whichever reads better. */
function colour() {
  const value = option("color");
  if (value && CSS.supports("color", value)) ui.host.style.setProperty("--accent", value);
  const probe = h("i");
  probe.style.color = "var(--accent)";
  ui.host.shadowRoot.append(probe);
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g)?.slice(0, 3).map(Number);
  probe.remove();
  if (parts) ui.host.style.setProperty("--reads", light(parts) > 0.1791 ? "#000" : "#fff");
}

/** WCAG's relative luminance; at 0.18 black and white contrast alike. */
function light(parts) {
  const [red, green, blue] = parts.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function watchTheme() {
  theme();
  night.addEventListener("change", theme);
  new MutationObserver(theme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  new MutationObserver(theme).observe(script, { attributeFilter: ["data-theme", "data-color"] });
}
