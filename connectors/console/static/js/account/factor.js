// One's own second factor: a code that the telephone makes, asked for at each log-in.
import { get, post } from "../api.js";
import { asked, field, form } from "../asking.js";
import { fill, h, say } from "../dom.js";
import { moment, t } from "../texts.js";

const SVG = "http://www.w3.org/2000/svg";

export const section = { name: "factor", right: "account.own", draw: () => factorPart() };

/** Draw where the second factor stands, and what can be done; `done` is called once it has been set up. */
export function factorPart(done = () => {}) {
  const body = h("div", { class: "account" });
  const show = async () => {
    const factor = await asked(() => get("/account/second-factor"));
    if (factor) fill(body, factor.on ? whenOn(factor, body, show) : whenOff(factor, body, show, done));
  };
  show();
  return body;
}

const password = () => field("password_once_more", { type: "password", autocomplete: "current-password", maxlength: 200 });

function whenOff(factor, body, show, done) {
  const proof = password();
  const begin = async () => {
    const enrolment = await post("/account/second-factor", { password: proof.input.value });
    fill(body, scan(enrolment, (codes) => fill(body, codesOf(codes, () => { done(); show(); }))));
    body.querySelector("input").focus();
  };
  return [h("p", { class: "hint" }, t(factor.required ? "factor_required" : "factor_hint")), form([proof], "factor_begin", begin)];
}

function scan(enrolment, confirmed) {
  const code = field("factor_code", { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10, name: "code", dir: "ltr" });
  const confirm = async () => confirmed((await post("/account/second-factor/confirm", { code: code.input.value })).codes);
  return h("div", { class: "enrol" },
    qr(enrolment.picture),
    h("div", {}, h("p", {}, t("factor_scan")),
      h("p", { class: "hint" }, t("factor_by_hand")), h("code", { class: "secret", dir: "ltr" }, enrolment.secret.match(/.{1,4}/g).join(" ")),
      form([code], "factor_confirm", confirm)));
}

function qr({ size, path }) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${size} ${size}`, class: "qr", role: "img", "aria-label": t("factor_qr") }))
    svg.setAttribute(name, value);
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", path);
  svg.append(dark);
  return svg;
}

function codesOf(codes, done) {
  const copy = async () => {
    await navigator.clipboard?.writeText(codes.join("\n"));
    say(t("copied"));
  };
  return h("div", { class: "account" },
    h("p", { role: "status" }, t("factor_codes_once")),
    h("ul", { class: "codes", dir: "ltr" }, codes.map((one) => h("li", {}, h("code", {}, one)))),
    h("div", { class: "low" }, h("button", { onclick: copy }, t("copy")), h("button", { class: "main", onclick: done }, t("factor_codes_kept"))));
}

function whenOn(factor, body, show) {
  const proof = password();
  const off = async () => {
    await post("/account/second-factor/off", { password: proof.input.value });
    say(t("factor_is_off"));
    show();
  };
  const fresh = h("button", { type: "button", onclick: async () => {
    const made = await asked(() => post("/account/second-factor/codes", { password: proof.input.value }));
    if (made) fill(body, codesOf(made.codes, show));
  } }, t("factor_new_codes"));
  return [
    h("p", {}, t("factor_is_on", { when: moment(factor.since) })),
    h("p", { class: factor.codes_left < 3 ? "problem" : "hint" }, t("factor_codes_left", { n: factor.codes_left })),
    form([proof, { label: h("div", { class: "low" }, fresh) }], "factor_turn_off", off)];
}
