// What outlives a reload. One key per unsent message: two tabs never overwrite each other's.
const memory = new Map(); // where storage is forbidden, a chat lasts as long as the page
let scope = ""; // of the site's user: two people on one device never see each other's

const store = {
  get(name, area = "localStorage") {
    let kept = null;
    try { kept = JSON.parse(window[area].getItem(KEY + scope + name)); } catch { /* forbidden */ }
    return kept ?? memory.get(scope + name) ?? null;
  },
  set(name, value, area = "localStorage") {
    memory.delete(scope + name);
    try { window[area].setItem(KEY + scope + name, JSON.stringify(value)); } catch { memory.set(scope + name, value); }
  },
  drop(name, area = "localStorage") {
    memory.delete(scope + name);
    try { window[area].removeItem(KEY + scope + name); } catch { /* forbidden */ }
  },
  outbox() {
    const mine = KEY + scope + ":out:";
    const keys = [...memory.keys()].map((name) => KEY + name);
    try { keys.push(...Object.keys(localStorage)); } catch { /* forbidden */ }
    const names = keys.filter((key) => key.startsWith(mine)).map((key) => key.slice((KEY + scope).length));
    return names.map((name) => store.get(name)).filter(Boolean).sort((a, b) => a.at - b.at);
  },
  // A user's token is kept no longer than the tab: the site vouches for them anew on every page.
  session: () => store.get(":session", scope ? "sessionStorage" : "localStorage"),
  keep: (answer) => store.set(":session", answer, scope ? "sessionStorage" : "localStorage"),
  end: () => store.drop(":session", scope ? "sessionStorage" : "localStorage"),
};
