// What is known of the chat that is shown.
let session = null; // the answer of POST session
let last = 0; // highest sequence number seen: where the stream resumes
let first = 0; // lowest one shown
let owner = { owner: "bot" };
let opened = false;
let flushing = false;
let line = null; // AbortController of the stream
let attempts = 0;
let wake = () => {};
const items = new Map(); // seq or client id -> {node, author, message, seq}
const ui = {};
const phone = matchMedia("(max-width: 480px)");
const text = (key) => session?.texts["widget_" + key] ?? "";
const sleep = (ms) => new Promise((done) => { const timer = setTimeout(done, ms); wake = () => { clearTimeout(timer); done(); }; });
