// One person's file: who they are, what is between us, in cards and in the order of time.
import { call, get, post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { makeId } from "../ids.js";
import { address, go } from "../router.js";
import { on, tell } from "../store.js";
import { day, moment, t } from "../texts.js";
import { bookingsCard } from "./bookings.js";
import { editDialog } from "./edit.js";
import { mergeDialog, undoMerge } from "./merge.js";
import { card, forgetOptions, guarded, journeys, nameOf, nothing, row, tags } from "./parts.js";
import { covered } from "./reveal.js";

const at = (id, rest = "") => `/customers/${encodeURIComponent(id)}${rest}`;
// A wake-up that soon after a change of one's own tells of that change.
const OWN_MS = 4000;

/** Build the file of a customer. */
export function filePane(id) {
  const pane = h("div", { class: "dossier" });
  const shown = { id, file: null, own: 0 };
  forgetOptions();
  const draw = (file) => {
    Object.assign(shown, { id: file.id, file, own: Date.now() });
    // Of a merged record the survivor's file is given: the address follows.
    if (file.id !== id) history.replaceState(null, "", address("customers", file.id));
    fill(pane, whole(file, draw));
  };
  const load = async () => {
    try {
      draw(await get(at(shown.id)));
    } catch (error) {
      if (error.status === undefined) throw error;
      if (error.status === 401) tell("expired", error.message);
      else absent(pane, error.status === 404 ? t("customer_unknown_here") : error.message || t("offline"));
    }
  };
  on("customer-gone", (gone) => { if (gone === shown.id) absent(pane, t("customer_gone")); });
  on("changed", (event) => {
    if (!event.customer || event.customer !== shown.id) return;
    if (event.erased) absent(pane, t("customer_gone"));
    else if (Date.now() - shown.own > OWN_MS) offerReload(pane, load);
  });
  load();
  return [h("a", { class: "back", href: address("customers") }, `‹ ${t("customers_back")}`), pane];
}

function absent(pane, words) {
  fill(pane, h("p", { class: "card gone", role: "alert" }, words));
}

/** Opening the file again would be another look on record, so the person decides. */
function offerReload(pane, load) {
  if (pane.querySelector(".stale")) return;
  pane.prepend(h("p", { class: "card stale", role: "status" }, t("customer_changed_elsewhere"), " ",
    h("button", { onclick: load }, t("customer_reload"))));
}

function whole(file, draw) {
  return [
    head(file, draw),
    h("div", { class: "halves" },
      h("div", {}, person(file, draw), bookingsCard(file), timeline(file)),
      h("div", {}, alike(file, draw), notes(file, draw), tickets(file), chats(file), ratings(file), merges(file, draw), looks(file))),
  ];
}

function head(file, draw) {
  const told = [file.language?.name, file.country?.name, file.local_time ? t("customer_local_time", { time: file.local_time }) : null];
  const saved = (made) => { say(t("customer_saved")); draw(made); };
  return h("header", { class: "who" },
    h("div", {}, h("h2", {}, nameOf(file, "span")), h("p", { class: "quiet" }, told.filter(Boolean).join(" · ")), tags(file.segments)),
    h("div", { class: "low" },
      file.can.write ? h("button", { onclick: () => editDialog(file, saved) }, t("customer_edit")) : null,
      file.can.merge ? h("button", { onclick: () => mergeDialog(file, null, draw) }, t("customer_merge")) : null,
      file.can.export ? h("a", { class: "as-button", href: `/api/v1${at(file.id, "/export")}`, download: true }, t("customer_export")) : null,
      file.can.erase ? h("button", { class: "plain danger", onclick: () => erase(file) }, t("customer_erase")) : null));
}

function person(file, draw) {
  const listed = (all) => all.map((one) => one.name).join(", ");
  return card(t("customer_basics"), h("dl", { class: "facts" },
    row(t("customer_phone"), covered(file.id, file.phone, t("customer_phone"))),
    row(t("customer_email"), covered(file.id, file.email, t("customer_email"))),
    file.zone ? row(t("customer_zone"), h("span", { dir: "ltr" }, file.zone)) : null,
    file.needs.length ? row(t("customer_needs"), listed(file.needs)) : null,
    file.interests.length ? row(t("customer_interests"), listed(file.interests)) : null,
    row(t("customer_marketing"), t(file.marketing ? "customer_marketing_yes" : "customer_marketing_no")),
    row(t("customer_journeys"), journeys(file.trips)),
    file.paid ? row(t("customer_paid"), file.paid) : null,
    row(t("customer_since"), day(file.since))),
  file.accounts.length ? [h("h4", {}, t("customer_accounts")), h("ul", { class: "accounts" }, file.accounts.map((one) => account(file, one, draw)))] : null);
}

function account(file, one, draw) {
  const unlink = async () => {
    const made = await guarded(() => call("DELETE", at(file.id, `/accounts/${one.id}`)));
    if (made) { say(t("customer_unlinked")); draw(made); }
  };
  return h("li", {}, h("span", {}, one.channel), one.name ? h("span", { class: "quiet", dir: "auto" }, one.name) : null,
    one.address ? covered(file.id, one.address, one.channel) : null,
    one.reachable ? null : h("span", { class: "tag high" }, t("customer_unreachable")),
    file.can.write ? h("button", { class: "plain small", "aria-label": `${t("customer_unlink")}: ${one.channel}`, onclick: unlink }, t("customer_unlink")) : null);
}

function timeline(file) {
  const line = (one) => h("li", { class: `moment ${one.kind}` }, h("time", { datetime: one.at }, day(one.at)),
    one.link ? h("a", { href: `#/${one.link}`, dir: "auto" }, one.words) : h("span", { dir: "auto" }, one.words));
  return card(t("customer_timeline"), file.timeline.length ? h("ol", { class: "moments" }, file.timeline.map(line)) : nothing("customer_timeline_none"));
}

function alike(file, draw) {
  if (!file.alike.length) return null;
  return card(t("customer_alike"), h("ul", { class: "alike" }, file.alike.map((one) => h("li", {},
    h("a", { href: address("customers", one.id) }, nameOf(one), h("span", { class: "quiet", dir: "ltr" }, one.phone ?? one.email ?? "")),
    file.can.merge ? h("button", { onclick: () => mergeDialog(file, one.id, draw) }, t("customer_compare")) : null))));
}

function notes(file, draw) {
  const written = file.notes.map((one) => h("li", { class: "note" }, h("p", { dir: "auto" }, one.text),
    h("p", { class: "quiet" }, `${one.by} · ${moment(one.at)}`)));
  return card(t("customer_notes"), file.can.write ? noteForm(file, draw) : null,
    written.length ? h("ul", { class: "notes" }, written) : nothing("customer_notes_none"));
}

function noteForm(file, draw) {
  const text = h("textarea", { name: "text", rows: 2, maxlength: 4000, dir: "auto", "aria-label": t("customer_note_new"), placeholder: t("customer_note_new") });
  const id = makeId();
  const save = async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const made = await guarded(() => post(at(file.id, "/notes"), { client_id: id, text: text.value }));
    if (made) draw(made);
  };
  return h("form", { class: "note-form", onsubmit: save }, text, h("button", { type: "submit" }, t("customer_note_save")));
}

function tickets(file) {
  return card(t("customer_tickets"), file.tickets.length ? h("ul", { class: "links" }, file.tickets.map((one) => h("li", {},
    h("a", { href: address("tickets", one.reference) }, h("span", { dir: "ltr" }, one.reference), ` · ${one.kind}`),
    h("span", { class: one.open ? "tag high" : "tag" }, one.state), h("time", { datetime: one.opened_at }, day(one.opened_at))))) : nothing("customer_tickets_none"));
}

function chats(file) {
  return card(t("customer_chats"), file.chats.length ? h("ul", { class: "links" }, file.chats.map((one) => h("li", {},
    h("a", { href: address("chats", one.id) }, `${one.channel} · ${one.owner}`),
    h("span", { class: "tag" }, one.status), h("time", { datetime: one.updated_at }, day(one.updated_at))))) : nothing("customer_chats_none"));
}

function ratings(file) {
  if (!file.surveys.length) return null;
  return card(t("customer_surveys"), h("ul", { class: "links" }, file.surveys.map((one) => h("li", {},
    h("span", {}, one.score === null ? t("rating_open") : t("rating_score", { score: one.score })),
    one.comment ? h("q", { dir: "auto" }, one.comment) : null, h("time", { datetime: one.at }, day(one.at))))));
}

function merges(file, draw) {
  if (!file.merges.length) return null;
  return card(t("customer_merges"), h("ul", { class: "links" }, file.merges.map((one) => h("li", {},
    h("span", { dir: "auto" }, t("customer_merged_by", one)), h("time", { datetime: one.at }, moment(one.at)),
    file.can.merge ? h("button", { disabled: !one.last, onclick: () => undoMerge(file.id, one.id, draw) }, t("customer_undo")) : null))));
}

function looks(file) {
  if (!file.can.audit) return null;
  const body = h("ul", { class: "links" });
  guarded(() => get(at(file.id, "/looks"))).then((found) => found && fill(body, found.items.length
    ? found.items.map((one) => h("li", {}, h("span", {}, `${one.by} ${one.words}`), h("time", { datetime: one.at }, moment(one.at))))
    : h("li", {}, nothing("customer_looks_none"))));
  return card(t("customer_looks"), body);
}

function erase(file) {
  const overlay = h("dialog", { "aria-label": t("customer_erase"), onclose: () => overlay.remove() },
    h("h2", {}, t("customer_erase")), h("p", {}, t("customer_erase_sure", { name: file.name })),
    h("div", { class: "low" }, h("button", { onclick: () => overlay.close() }, t("customer_cancel")),
      h("button", {
        class: "main danger",
        onclick: async () => {
          overlay.close();
          if (await guarded(async () => { await post(at(file.id, "/erase"), { version: file.version }); return true; })) {
            say(t("customer_erase_done"));
            go("customers");
          }
        },
      }, t("customer_erase_do"))));
  document.body.append(overlay);
  overlay.showModal();
}
