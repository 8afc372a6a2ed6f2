import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { t } from "./texts.js";

/** Show the log-in form; `done` is called with who logged in. */
export function showLogin(root, done, problem = "") {
  const email = h("input", { type: "email", name: "email", autocomplete: "username", required: true, maxlength: 254 });
  const password = h("input", {
    type: "password", name: "password", autocomplete: "current-password", required: true, maxlength: 200,
  });
  const said = h("p", { class: "problem", role: "alert" }, problem);
  const button = h("button", { class: "main", type: "submit" }, t("login"));
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const found = await post("/login", { email: email.value, password: password.value });
      if (found.step) showSecondStep(root, found.step, done);
      else done(found);
    } catch (error) {
      said.textContent = error.message || t("offline");
      password.value = "";
      password.focus();
    }
    button.disabled = false;
  };
  fill(root, h("main", { class: "login" },
    h("form", { onsubmit: submit },
      h("h1", {}, t("title")),
      h("p", {}, t("login_hint")),
      h("label", {}, t("email"), email),
      h("label", {}, t("password"), password),
      said,
      button)));
  email.focus();
}

/** Ask for the authenticator's code; half a log-in that took too long begins again. */
function showSecondStep(root, step, done) {
  const code = h("input", {
    name: "code", autocomplete: "one-time-code", inputmode: "text", required: true, maxlength: 40, dir: "ltr",
  });
  const said = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "main", type: "submit" }, t("login"));
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      done(await post("/login/code", { step, code: code.value }));
    } catch (error) {
      if (error.code === "not_logged_in") { showLogin(root, done, t("login_too_slow")); return; }
      said.textContent = error.message || t("offline");
      code.select();
    }
    button.disabled = false;
  };
  fill(root, h("main", { class: "login" },
    h("form", { onsubmit: submit },
      h("h1", {}, t("login_code_title")),
      h("p", {}, t("login_code_hint")),
      h("label", {}, t("factor_code"), code),
      said,
      button,
      h("button", { class: "plain", type: "button", onclick: () => showLogin(root, done) }, t("login_back")))));
  code.focus();
}
