// What stands before the desk for whom this installation asks for a second factor that they do not have yet.
import { fill, h } from "../dom.js";
import { t } from "../texts.js";
import { factorPart } from "./factor.js";

/** Show the enrolment alone; `done` is called once it is complete, `leave` ends the session. */
export function showEnrolment(root, done, leave) {
  fill(root, h("main", { class: "login" },
    h("div", { class: "card enrolment" }, h("h1", {}, t("settings_factor")), factorPart(done),
      h("div", { class: "low" }, h("button", { class: "plain", onclick: leave }, t("logout"))))));
}
