// Where we are: the script's own tag, its attributes, and calls made before it came.
const script = document.currentScript;
const early = Array.isArray(window.tripdesk) ? window.tripdesk : [];
if (!script || window.tripdesk?.open) return;

const BASE = new URL(".", script.src);
const KEY = "tripdesk:" + BASE.href;
const PAGE_SIZE = 50;
const SESSION_AGE = 600e3; // a page view within ten minutes needs no new session
const SILENCE = 40e3; // the server says something every 15 s; longer silence is a dead line
const option = (name) => script.dataset[name] || "";
