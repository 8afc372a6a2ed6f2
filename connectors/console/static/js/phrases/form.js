// One phrase of the company's own: a field for each language, how far it is, and how it will read.
import { fill, h, say } from "../dom.js";
import { may, state, tell } from "../store.js";
import { t } from "../texts.js";
import { dropOwn, keepOwn } from "./api.js";

const TEAMS = ["customer_service", "itinerary_design", "booking", "marketing", "management"];
const LONGEST = 1000;

/** Build the form of a phrase, or of a new one (null); `done` is called when it is saved or gone. */
export function phraseForm({ languages, placeholders }, phrase, done) {
  const writes = may("phrases.write");
  const kept = { shortcut: phrase?.shortcut ?? "", team: phrase?.team ?? "", texts: { ...phrase?.texts } };
  const said = h("p", { class: "problem", role: "alert" });
  const complete = h("span", { class: "tag" });
  const preview = h("div", { class: "card preview" });
  const ordered = [...languages].sort((left, right) => rank(left) - rank(right));

  const shortcut = h("input", { name: "shortcut", maxlength: 40, dir: "auto", autocomplete: "off", readonly: !writes,
    oninput: () => { kept.shortcut = shortcut.value; } });
  shortcut.value = kept.shortcut;
  const team = h("select", { name: "team", disabled: !writes, onchange: () => { kept.team = team.value; } },
    h("option", { value: "" }, t("phrases_team_all")),
    TEAMS.map((name) => h("option", { value: name, selected: name === kept.team }, t(`team_${name}`))));

  let last = null;
  const areas = ordered.map((language) => {
    const area = h("textarea", {
      name: `text-${language.code}`, maxlength: LONGEST, rows: 3, dir: language.direction, lang: language.code, readonly: !writes,
      onfocus: () => { last = area; show(language); },
      oninput: () => { kept.texts[language.code] = area.value; count(); show(language); },
    });
    area.value = kept.texts[language.code] ?? "";
    const box = h("label", {}, h("span", {}, language.name, " ", h("span", { class: "state" })), area);
    return { language, area, box };
  });

  const count = () => {
    const written = areas.filter(({ area }) => area.value.trim()).length;
    complete.textContent = t("phrases_complete", { n: written, all: languages.length });
    complete.classList.toggle("high", written < languages.length);
    for (const { box, area } of areas) box.classList.toggle("lacking", !area.value.trim());
  };
  const labels = Object.fromEntries(placeholders.map((one) => [one.name, one.label]));
  const show = (language) => {
    const text = kept.texts[language.code]?.trim();
    const lent = ordered.find((one) => one.code === "en" && kept.texts.en?.trim()) ?? ordered.find((one) => kept.texts[one.code]?.trim());
    const from = text ? language : lent;
    fill(preview, h("h3", {}, `${t("phrases_preview")} · ${language.name}`),
      text ? null : h("p", { class: "lent" }, from ? t("phrases_preview_falls", { language: language.name, lent: from.name }) : ""),
      from ? h("p", { dir: from.direction, lang: from.code }, sample(kept.texts[from.code], labels)) : null);
  };

  const insert = (name) => {
    const area = last ?? areas[0].area;
    area.setRangeText(`{${name}}`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
    area.focus();
  };
  const submit = async (event) => {
    event.preventDefault();
    const body = { shortcut: kept.shortcut.trim(), team: kept.team || null, texts: kept.texts };
    if (await guarded(said, () => keepOwn(phrase?.id, phrase ? { ...body, version: phrase.version } : body))) {
      say(t("phrases_saved"));
      done();
    }
  };
  const drop = async () => {
    if (!confirm(t("phrases_delete_sure", { shortcut: phrase.shortcut }))) return;
    if (await guarded(said, async () => { await dropOwn(phrase.id, phrase.version); return true; })) {
      say(t("phrases_deleted"));
      done();
    }
  };

  const element = h("form", { class: "phrase-form", novalidate: true, onsubmit: submit },
    h("header", {}, h("button", { type: "button", class: "plain", onclick: done }, `‹ ${t("phrases_back")}`),
      h("h2", {}, phrase ? `/${phrase.shortcut}` : t("phrases_new")), complete),
    h("div", { class: "card line-fields" },
      h("label", {}, h("span", {}, t("phrases_shortcut")), shortcut), h("label", {}, h("span", {}, t("phrases_team")), team)),
    writes ? h("div", { class: "card placeholders" }, h("h3", {}, t("phrases_placeholders")),
      h("p", { class: "hint" }, t("phrases_placeholders_hint", { name: "{name}" })),
      h("div", {}, placeholders.map((one) => h("button", { type: "button", class: one.filled ? "chip filled" : "chip", onclick: () => insert(one.name) },
        one.label, " ", h("code", {}, `{${one.name}}`))))) : null,
    preview,
    h("div", { class: "card languages" }, areas.map((one) => one.box)),
    said,
    writes ? h("div", { class: "low" }, phrase ? h("button", { type: "button", class: "danger", onclick: drop }, t("phrases_delete")) : null,
      h("button", { type: "submit", class: "main" }, t("phrases_save"))) : null);
  count();
  show(ordered[0]);
  return element;
}

// One's own language first, then English, then as the server names them.
const rank = (language) => (language.code === state.me.language ? 0 : language.code === "en" ? 1 : 2);

/** A text as it may read: what is filled in shows as ‹label›; brackets around it are a condition, and go. */
function sample(text, labels) {
  return text.replace(/\[([^[\]]*\{[a-z_]+\}[^[\]]*)\]/g, "$1").replace(/\{([a-z_]+)\}/g, (whole, name) => (labels[name] ? `‹${labels[name]}›` : whole));
}

async function guarded(said, ask) {
  said.textContent = "";
  try {
    return await ask();
  } catch (error) {
    said.textContent = error.message || t("offline");
    if (error.status === 401) tell("expired", error.message);
    return null;
  }
}
