// How the console looks and sounds in this browser: kept here and nowhere else.

const PLACE = "tripdesk.look";
const UNCHOSEN = {
  theme: "system", density: "comfortable", desktop: false, sound: false, volume: 50, quiet: true,
  tells: { offered: true, mention: true, message: true, warning: true },
};

/** What was chosen; a browser that keeps nothing, or something broken, has chosen nothing. */
export function preferences() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE)) ?? {};
    return { ...UNCHOSEN, ...kept, tells: { ...UNCHOSEN.tells, ...kept.tells } };
  } catch {
    return { ...UNCHOSEN };
  }
}

/** Choose something, and show it at once. */
export function prefer(changes) {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ ...preferences(), ...changes }));
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
  wear({ ...preferences(), ...changes });
}

/** Put the chosen look on the page. */
export function wear({ theme, density } = preferences()) {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  dataset.density = density;
}

// Another tab has chosen.
window.addEventListener("storage", (event) => { if (event.key === PLACE) wear(); });
