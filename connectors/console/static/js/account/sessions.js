// Where one is logged in.
import { call, get } from "../api.js";
import { asked } from "../asking.js";
import { fill, h, say } from "../dom.js";
import { moment, t } from "../texts.js";

export const section = { name: "sessions", right: "account.own", draw };

function draw() {
  const list = h("ul", { class: "plain-rows" });
  const low = h("div", { class: "low" });
  const show = async () => {
    const found = await asked(() => get("/account/sessions"));
    if (!found) return;
    fill(list, found.items.map((one) => row(one, show)));
    fill(low, found.items.length > 1 && h("button", { onclick: () => endOthers(show) }, t("sessions_end_others")));
  };
  show();
  return h("div", { class: "account" }, list, low);
}

function row(one, show) {
  const end = async () => {
    await asked(() => call("DELETE", `/account/sessions/${one.id}`));
    show();
  };
  return h("li", { "data-session": one.id },
    h("div", {},
      h("p", {}, h("strong", {}, one.agent || t("session_unknown_device")), one.current && h("span", { class: "tag" }, t("session_current"))),
      h("p", { class: "hint" }, [one.network, t("session_used", { when: moment(one.used) }), t("session_since", { when: moment(one.since) })]
        .filter(Boolean).join(" · "))),
    !one.current && h("button", { class: "plain", onclick: end }, t("session_end")));
}

async function endOthers(show) {
  const ended = await asked(() => call("DELETE", "/account/sessions"));
  if (ended) say(t("sessions_ended", { n: ended.ended }));
  show();
}
