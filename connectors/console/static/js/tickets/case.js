// One ticket: its head, what was told, remedy, work orders, history; beside it what it is and what is done with it.
import { get } from "../api.js";
import { fill, h, say } from "../dom.js";
import { address, query } from "../router.js";
import { may, on, state, tell } from "../store.js";
import { t } from "../texts.js";
import { factsCard, followUpCard, similarCard, sortCard } from "./facts.js";
import { historyCard } from "./history.js";
import { keepForms } from "./keep.js";
import { ordersCard } from "./orders.js";
import { change, clockOf, ownerOf, readOptions, severityMark, soon, topicOf, waitsMark } from "./parts.js";
import { approvalCard, remedyCard } from "./remedy.js";
import { settleCard } from "./settle.js";
import { toldCard } from "./told.js";

/** Build the pane; it is read again when something happens, and what is being written stays. */
export function casePane(reference) {
  const pane = h("div", { class: "case" }, h("p", { class: "hint" }, t("tickets_loading")));
  let detail = null;
  let options = null;
  const draw = (written) => keepForms(pane, written, () => fill(pane, parts(detail, options, act)));
  const load = async () => {
    try {
      options ??= await readOptions();
      const read = await get(`/tickets/${encodeURIComponent(reference)}`);
      const first = detail === null;
      if (!first && read.last === detail.last && read.ticket.overdue === detail.ticket.overdue) return;
      detail = read;
      draw();
      if (first) begin(pane);
    } catch (error) {
      refuse(error);
      if (detail === null) fill(pane, back(), h("p", { class: "problem", role: "alert" }, error.message || t("offline")));
    }
  };
  // Every change names the last event that is on screen: whoever was faster is named, and nothing is overwritten.
  const act = async (verb, body = {}, form = null) => {
    try {
      detail = await change(reference, verb, { ...body, expect: detail.last });
      draw(form);
      say(t("ticket_done"));
    } catch (error) {
      refuse(error);
      if (error.status === 409) load();
    }
  };
  on("changed", soon((event) => {
    const other = (event.ticket && event.ticket !== detail?.ticket.reference) || (event.conversation && !event.ticket && event.conversation !== detail?.ticket.conversation);
    if (!other) load();
  }));
  on("tick", load);
  load();
  return pane;
}

function refuse(error) {
  if (error.status === undefined) throw error;
  if (error.status === 401) tell("expired", error.message);
  else say(error.message || t("offline"), true);
}

/** Open the form that the address asks for. */
function begin(pane) {
  const form = pane.querySelector(`details[data-form="${CSS.escape(query().get("do") ?? "")}"]`);
  if (!form) return;
  form.open = true;
  form.scrollIntoView({ block: "center" });
  form.querySelector("select, input, textarea")?.focus();
}

const back = () => h("a", { class: "back", href: address("tickets") }, `‹ ${t("ticket_back")}`);

function parts(detail, options, act) {
  return [
    back(), head(detail, act),
    h("div", { class: "two-columns" },
      h("div", {}, approvalCard(detail, act), toldCard(detail), remedyCard(detail, options, act), ordersCard(detail, options, act),
        settleCard(detail, options, act), historyCard(detail, act)),
      h("div", {}, factsCard(detail), sortCard(detail, options, act), followUpCard(detail, act), similarCard(detail, act))),
  ];
}

function head({ ticket, can }, act) {
  const again = ticket.reopened ? h("span", { class: "quiet" }, t("ticket_reopened_times", { n: ticket.reopened }),
    ticket.reopened_within_72h ? ` (${t("ticket_reopened_soon", { n: ticket.reopened_within_72h })})` : "") : null;
  return h("header", { class: "head" },
    h("div", {},
      h("h2", {}, ticket.reference, " ", h("span", {}, topicOf(ticket))),
      h("p", { class: "marks" }, h("span", { class: `state state-${ticket.state}` }, t(`ticket_state_${ticket.state}`)),
        severityMark(ticket), waitsMark(ticket), clockOf(ticket), again,
        h("span", { class: ticket.owner ? "quiet" : "nobody" }, `${t("tickets_owner")}: ${ownerOf(ticket)} · ${t(`team_${ticket.team}`)}`))),
    can.includes("assign") && !ticket.mine && may("tickets.write")
      ? h("button", { class: "main", onclick: () => act("assign", { staff: state.me.id }) }, t("ticket_assign_me")) : null);
}

