// Other programs that are told what happens: who they are, and what each of them was told.
import { call, get, patch, post } from "../api.js";
import { fill, h, say } from "../dom.js";
import { tell } from "../store.js";
import { moment, t } from "../texts.js";

export const page = { name: "webhooks", icon: "webhooks", right: "webhooks.write", draw };

function draw() {
  const body = h("div", { class: "hooks" });
  const secret = h("div", { "aria-live": "polite" });
  const reload = async () => {
    const loaded = await guarded(() => get("/webhooks"));
    if (loaded) fill(body, loaded.items.length ? loaded.items.map((hook) => card(hook, reload)) : h("p", { class: "empty" }, t("webhooks_none")));
    return loaded;
  };
  const form = h("div");
  reload().then((loaded) => loaded && fill(form, newHook(loaded.events, secret, reload)));
  return h("div", { class: "page" },
    h("header", {}, h("h2", {}, t("page_webhooks"))), h("p", { class: "hint" }, t("webhooks_hint")), secret, body, form);
}

function card(hook, reload) {
  const calls = h("div", {});
  const change = (path, run, done) => async () => { if (await guarded(run)) { if (done) say(t(done)); reload(); } };
  const remove = async () => {
    if (!window.confirm(t("webhook_remove_sure"))) return;
    await guarded(() => call("DELETE", `/webhooks/${hook.id}`));
    reload();
  };
  return h("section", { class: "card hook", "data-hook": hook.id },
    h("header", {},
      h("h3", { dir: "ltr" }, hook.url),
      h("span", { class: `tag ${hook.active ? "" : "urgent"}` }, t(hook.active ? "webhook_on" : `webhook_off_${hook.reason ?? "by_hand"}`))),
    h("p", { class: "hint" }, [
      t("webhook_event_count", { n: hook.events.length }),
      hook.waiting ? t("webhook_waiting", { n: hook.waiting }) : "",
      hook.failing_since ? t("webhook_failing", { when: moment(hook.failing_since) }) : "",
    ].filter(Boolean).join(" · ")),
    h("div", { class: "low" },
      h("button", { onclick: change("test", () => post(`/webhooks/${hook.id}/test`), "webhook_tested") }, t("webhook_test")),
      h("button", { onclick: change("active", () => patch(`/webhooks/${hook.id}`, { active: !hook.active })) },
        t(hook.active ? "webhook_switch_off" : "webhook_switch_on")),
      h("button", { onclick: () => showCalls(hook, calls) }, t("webhook_calls")),
      h("button", { class: "plain", onclick: remove }, t("webhook_remove"))),
    calls);
}

async function showCalls(hook, into) {
  const loaded = await guarded(() => get(`/webhooks/${hook.id}/calls`));
  if (!loaded) return;
  if (!loaded.items.length) { fill(into, h("p", { class: "empty" }, t("webhook_calls_none"))); return; }
  const head = ["at", "event", "thing", "state"].map((name) => h("th", { scope: "col" }, t(`webhook_call_${name}`)));
  fill(into, h("table", { class: "plain-table" }, h("thead", {}, h("tr", {}, head, h("td", {}))),
    h("tbody", {}, loaded.items.map((one) => row(hook, one, into)))));
}

function row(hook, one, into) {
  const again = async () => {
    if (await guarded(() => post(`/webhooks/${hook.id}/calls/${one.id}/again`))) showCalls(hook, into);
  };
  const told = [t(`webhook_call_${one.state}`), one.status ?? one.error, one.attempts > 1 ? t("webhook_call_tries", { n: one.attempts }) : null];
  return h("tr", {}, h("td", {}, h("time", { datetime: one.at }, moment(one.at))), h("td", { dir: "ltr" }, one.event),
    h("td", { dir: "ltr", class: "cut" }, one.thing), h("td", {}, told.filter(Boolean).join(" · ")),
    h("td", {}, h("button", { class: "plain", onclick: again }, t("webhook_again"))));
}

function newHook(events, secret, reload) {
  const url = h("input", { type: "url", name: "url", maxlength: 2000, dir: "ltr", required: true, placeholder: "https://" });
  const ticks = events.map((name) => h("input", { type: "checkbox", value: name }));
  const all = h("input", { type: "checkbox", onchange: () => ticks.forEach((tick) => { tick.checked = all.checked; }) });
  const said = h("p", { class: "problem", role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const made = await post("/webhooks", { url: url.value, events: ticks.filter((one) => one.checked).map((one) => one.value) });
      fill(secret, h("section", { class: "card" }, h("p", {}, t("webhook_secret")), h("code", { dir: "ltr" }, made.secret)));
      event.target.reset();
      reload();
    } catch (error) {
      if (error.status === 401) tell("expired", error.message);
      said.textContent = error.code === "input" ? t("webhook_refused_events") : error.message || t("offline");
    }
  };
  return h("form", { class: "card fields", novalidate: true, onsubmit: submit },
    h("h3", {}, t("webhook_new")), h("label", {}, h("span", {}, t("webhook_url")), url),
    h("fieldset", {}, h("legend", {}, t("webhook_events")), h("label", { class: "tick" }, all, t("webhook_all_events")),
      h("div", { class: "ticks" }, events.map((name, at) => h("label", { class: "tick", dir: "ltr" }, ticks[at], name)))),
    said, h("div", { class: "low" }, h("button", { class: "main", type: "submit" }, t("webhook_add"))));
}

async function guarded(ask) {
  try {
    return (await ask()) ?? true;
  } catch (error) {
    if (error.status === 401) tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}
