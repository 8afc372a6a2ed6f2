// The page of tickets: the board or the list of cases, and one case with everything about it.
import { h } from "../dom.js";
import { casePane } from "./case.js";
import { deskPane } from "./desk.js";

export const page = { name: "tickets", icon: "tickets", right: "tickets.read", draw };

function draw([reference = null]) {
  return h("div", { class: reference ? "page tickets" : "tickets all" }, reference ? casePane(reference) : deskPane());
}
