// The live stream, and what was said before.
async function follow() {
  if (line || !session) return;
  line = new AbortController();
  const mine = line;
  while (!mine.signal.aborted) {
    try {
      await stream(mine.signal);
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error.status === 401) { await renew(error); continue; }
      status(navigator.onLine ? text("connecting") : text("offline"));
      await sleep(backoff() * 1e3);
    }
  }
}

function hangUp() { line?.abort(); line = null; }

async function stream(signal) {
  const used = token();
  const breaker = new AbortController();
  const cut = () => breaker.abort();
  signal.addEventListener("abort", cut);
  let watch = setTimeout(cut, SILENCE);
  try {
    const response = await fetch(new URL("widget/v1/events", BASE), {
      headers: headers({ Accept: "text/event-stream", "Last-Event-ID": String(last) }),
      signal: breaker.signal, cache: "no-store", credentials: "omit",
    });
    if (!response.ok) throw new Answer(response, await response.json().catch(() => ({})), used);
    attempts = 0;
    status("");
    flush();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ""; ;) {
      const { done, value } = await reader.read();
      if (done) throw new Error("closed");
      clearTimeout(watch);
      watch = setTimeout(cut, SILENCE);
      const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll("\r", "").split("\n\n");
      rest = blocks.pop();
      if (signal.aborted) return;
      blocks.forEach(receive);
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener("abort", cut);
  }
}

function receive(block) {
  const field = (name) => block.split("\n").filter((row) => row.startsWith(name + ":")).map((row) => row.slice(name.length + 1).trim()).join("\n");
  const event = field("event");
  if (!event) return;
  const data = JSON.parse(field("data"));
  if (event === "message") { show(data); notice(data); tell(data); }
  if (event === "typing") typing(data);
  if (event === "owner") own(data);
}

const tell = ({ seq, author, name, text: words }) => emit("message", { seq, author, name, text: words });

function own(data) {
  const passed = data.owner !== owner.owner || data.name !== owner.name;
  owner = data;
  paintOwner();
  if (!passed) return;
  emit("handoff", { owner: owner.owner, name: owner.name });
  paintOutlook();
  foretell(true);
}

async function history() {
  const page = await ask("messages?limit=" + PAGE_SIZE);
  quietly(() => page.messages.forEach(show));
  last = Math.max(last, page.last_seq);
  owner = page.owner;
  paintOwner();
  paintEarlier();
}

async function earlier() {
  const page = await ask(`messages?limit=${PAGE_SIZE}&after=${Math.max(0, first - 1 - PAGE_SIZE)}`);
  const height = ui.log.scrollHeight;
  quietly(() => page.messages.filter((message) => message.seq < first).reverse().forEach(show));
  first = Math.max(1, first - PAGE_SIZE);
  ui.log.scrollTop += ui.log.scrollHeight - height;
  paintEarlier();
}
