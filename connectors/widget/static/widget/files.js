// Files.
// A file becomes a message once the desk has it; until then it lives as long as the page.
const uploads = new Map(); // client id -> {client_id, file, at}

async function attach(files) {
  for (const file of files) {
    if (file.size > session.files.largest) { status(text("too_large")); continue; }
    const entry = { client_id: newId(), text: "", file, at: stamp() };
    uploads.set(entry.client_id, entry);
    showPending({ ...entry, attachments: [{ name: file.name, size: file.size }] });
    await transfer(entry);
  }
  ui.file.value = "";
}

async function transfer(entry) {
  const bar = items.get(entry.client_id)?.node.querySelector("progress");
  const writer = scope;
  setState(entry.client_id, "sending");
  try {
    const stored = await put(entry, (part) => { if (bar) bar.value = part; });
    if (writer !== scope) return;
    uploads.delete(entry.client_id);
    store.set(":out:" + entry.client_id, { client_id: entry.client_id, text: "", attachments: [stored], at: entry.at });
    flush();
    follow();
  } catch (error) {
    if (writer !== scope) return;
    if (error.status === 401) await renew(error);
    setState(entry.client_id, "failed", error.message);
  }
}

/** Only XMLHttpRequest tells how far a file has got. */
function put(entry, tell) {
  const request = new XMLHttpRequest(), used = token();
  const where = new URL("widget/v1/files", BASE);
  where.search = new URLSearchParams({ client_id: entry.client_id, name: entry.file.name.slice(-200) });
  request.open("POST", where);
  const all = headers({ "Content-Type": "application/octet-stream" });
  for (const name in all) request.setRequestHeader(name, all[name]);
  request.upload.onprogress = (event) => tell(event.loaded / event.total);
  return new Promise((done, fail) => {
    const stop = (status, message) => fail(Object.assign(new Error(message), { status, token: used }));
    request.onerror = request.onabort = () => stop(0, navigator.onLine ? "" : text("offline"));
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a proxy's own page */ }
      if (request.status < 300) done(answer); else stop(request.status, answer.message || "");
    };
    request.send(entry.file);
  });
}

async function bytes(one) {
  const response = await fetch(new URL("widget/v1/files/" + one.id, BASE), { headers: headers(), credentials: "omit" });
  if (!response.ok) throw new Error(String(response.status));
  return URL.createObjectURL(await response.blob());
}

async function save(one) {
  try {
    const address = await bytes(one);
    h("a", { href: address, download: one.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3);
  } catch { status(text("error_unavailable")); }
}

function attached(one) {
  const facts = one.facts || {};
  if (one.kind === "sticker") return h("p", { class: "sticker" }, facts.emoji);
  if (one.kind === "location") return h("p", { class: "words" }, [text("location"), facts.title, facts.latitude + ", " + facts.longitude].filter(Boolean).join(" · "));
  if (one.kind === "contact") return h("p", { class: "words" }, [text("contact"), facts.name, facts.phone].filter(Boolean).join(" · "));
  const label = h("span", { dir: "auto" }, one.name);
  const size = h("small", {}, megabytes(one.size));
  if (!one.id) return h("div", { class: "words file" }, label, size, h("progress", { max: "1", value: "0", "aria-label": text("sending") }));
  const button = h("button", { type: "button", class: "words file", "aria-label": text("download").replace("{name}", one.name), onclick: () => save(one) }, label, size);
  if (one.shown) bytes(one).then((address) => preview(button, one, address), () => {});
  return button;
}

/** A page whose policy forbids the picture keeps the name. */
function preview(button, one, address) {
  const picture = h("img", { alt: one.name, onerror: () => picture.remove(), onload: toEnd });
  picture.src = address;
  button.prepend(picture);
}

function megabytes(size) {
  const [amount, unit] = size < 1e6 ? [Math.ceil(size / 1e3), "kilobyte"] : [size / 1e6, "megabyte"];
  return amount.toLocaleString(session.language, { style: "unit", unit, maximumFractionDigits: 1 });
}
