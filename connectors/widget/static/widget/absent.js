// How soon a person answers, and a message left while they are away.
const OUTLOOK_AGE = 60e3;

/** Ask how things stand, unless we know; asked again while the chat is open. */
async function foretell(fresh) {
  clearTimeout(ui.foretelling);
  if (!session || !opened) return;
  if (fresh || Date.now() - (ui.foretold || 0) > OUTLOOK_AGE) {
    ui.foretold = Date.now();
    try { ui.outlook = await ask("outlook"); } catch { ui.outlook = null; }
    paintOutlook();
  }
  ui.foretelling = setTimeout(foretell, OUTLOOK_AGE + 1e3);
}

function paintOutlook() {
  const seen = ui.outlook;
  ui.reply.hidden = !seen || owner.owner === "agent";
  if (!seen) return;
  ui.reply.classList.toggle("away", !seen.open);
  ui.replyWords.textContent = foretold(seen);
  ui.leave.hidden = seen.open || owner.owner !== "bot";
  if (ui.leave.hidden) leaveForm(false);
}

function foretold(seen) {
  if (!seen.open) return seen.opens ? text("reply_closed").replace("{opens}", moment(seen.opens)) : text("reply_away");
  const words = text(owner.owner === "queue" ? "reply_queue" : "reply_open");
  return words.replace("{wait}", seen.wait).replace("{position}", seen.position.toLocaleString(session.language));
}

/** A moment in the visitor's own time, as near as one says it: "Monday 9:00", from a week on with the date. */
function moment(at) {
  const when = new Date(at);
  const day = when - Date.now() < 6 * 864e5 ? { weekday: "long" } : { day: "numeric", month: "long" };
  return when.toLocaleString(region(), { ...day, hour: "numeric", minute: "2-digit" });
}

// ---- the form ----
function buildLeave() {
  const field = (name, tag, props) => {
    ui["leave_" + name] = h(tag, { id: "leave-" + name, dir: "auto", ...props });
    return h("label", { for: "leave-" + name }, h("span", { id: "label-" + name }), ui["leave_" + name]);
  };
  ui.leaveTitle = h("h3", { id: "leave-title", tabindex: "-1" });
  ui.leaveLead = h("p", {});
  ui.leaveError = h("p", { class: "wrong", role: "alert", id: "leave-error", hidden: true });
  ui.leaveSend = h("button", { type: "submit", class: "main" });
  ui.leaveBack = h("button", { type: "button", class: "back", onclick: () => { leaveForm(false); ui.input.focus(); } });
  ui.leaveForm = h("form", { class: "leave", novalidate: true, "aria-labelledby": "leave-title", onsubmit: leaveMessage },
    ui.leaveTitle, ui.leaveLead,
    field("name", "input", { autocomplete: "name", maxlength: "120" }),
    field("contact", "input", { autocomplete: "email", maxlength: "200", required: true, "aria-describedby": "leave-error" }),
    field("text", "textarea", { rows: "4", required: true }),
    ui.leaveError, h("div", { class: "ends" }, ui.leaveBack, ui.leaveSend));
}

function paintLeave() {
  ui.leave.textContent = ui.leaveTitle.textContent = text("leave");
  ui.leaveLead.textContent = text("leave_lead");
  for (const name of ["name", "contact", "text"]) ui["leave_" + name].previousSibling.textContent = text("leave_" + name);
  ui.leaveBack.textContent = text("leave_back");
  ui.leaveSend.textContent = text("send");
}

function leaveForm(shown) {
  if (shown === ui.leaveForm.isConnected) return;
  if (shown) ui.panel.append(ui.leaveForm); else ui.leaveForm.remove();
  for (const other of [ui.log, ui.form, ui.reply]) other.classList.toggle("behind", shown);
  wrong("");
  if (shown) ui.leaveTitle.focus(); else toEnd();
}

function wrong(words) {
  ui.leaveError.textContent = words;
  ui.leaveError.hidden = !words;
  ui.leave_contact.setAttribute("aria-invalid", String(Boolean(words)));
}

async function leaveMessage(event) {
  event.preventDefault();
  const empty = [ui.leave_contact, ui.leave_text].find((field) => !field.value.trim());
  if (empty) { empty.focus(); return; }
  ui.leaveSend.disabled = true;
  ui.leftId ||= newId(); // the same until it has arrived: pressed twice, it is one message
  try {
    await ask("leave", { client_id: ui.leftId, name: ui.leave_name.value, contact: ui.leave_contact.value, text: ui.leave_text.value });
    ui.leftId = ui.leave_text.value = "";
    leaveForm(false);
    rest();
    follow();
    foretell(true);
  } catch (error) {
    wrong(error.status ? error.message : text("offline"));
    if (error.status === 400) ui.leave_contact.focus();
  }
  ui.leaveSend.disabled = false;
}
