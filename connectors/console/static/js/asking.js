// Forms that ask the server for one thing: what goes wrong is said beside them.
import { h, say } from "./dom.js";
import { tell } from "./store.js";
import { t } from "./texts.js";

/** Ask; what goes wrong is said on top of the page, and null given. */
export async function asked(run) {
  try {
    return (await run()) ?? true;
  } catch (error) {
    if (error.status === 401 && error.code === "not_logged_in") tell("expired", error.message);
    else say(error.message || t("offline"), true);
    return null;
  }
}

/** A field with its label. */
export function field(key, properties) {
  const input = h("input", { required: true, ...properties });
  return { input, label: h("label", {}, t(key), input) };
}

/** A form: `run` is what its button does; a refusal is told under the fields, and the passwords are emptied. */
export function form(fields, button, run, properties = {}) {
  const said = h("p", { class: "problem", role: "alert" });
  const main = h("button", { class: "main", type: "submit" }, t(button));
  const onsubmit = async (event) => {
    event.preventDefault();
    said.textContent = "";
    main.disabled = true;
    try {
      await run();
    } catch (error) {
      if (error.status === 401 && error.code === "not_logged_in") tell("expired", error.message);
      said.textContent = error.message || t("offline");
      for (const input of fields.map((one) => one.input).filter((one) => one?.type === "password")) input.value = "";
    }
    main.disabled = false;
  };
  return h("form", { class: "fields", ...properties, onsubmit }, fields.map((one) => one.label ?? one), said, h("div", { class: "low" }, main));
}
