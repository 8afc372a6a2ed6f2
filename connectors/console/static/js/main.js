import { showEnrolment } from "./account/enrol.js";
import { ApiError, get, post } from "./api.js";
import { showDesk } from "./shell.js";
import { wear } from "./look/preferences.js";
import { stopLive } from "./live.js";
import { showLogin } from "./login.js";
import { forgetListeners, on, state } from "./store.js";
import { loadTexts, t } from "./texts.js";

const root = document.getElementById("app");
// Whether the desk is shown: an answer that comes late says a second time that the session has ended, and must not
// take the log-in form, or the code that is being typed into it, away.
let inside = false;

async function start() {
  try {
    await enter(await get("/me"));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    await loadTexts();
    askToLogIn();
  }
}

async function enter(me) {
  state.me = me;
  inside = true;
  forgetListeners();
  on("expired", (problem) => { if (inside) askToLogIn(problem ?? t("not_logged_in")); });
  on("left", () => askToLogIn());
  on("language", enter);
  await loadTexts(me.language);
  if (me.factor_needed) showEnrolment(root, async () => enter(await get("/me")), async () => { await post("/logout"); askToLogIn(); });
  else showDesk(root);
}

function askToLogIn(problem = "") {
  inside = false;
  stopLive();
  showLogin(root, enter, problem);
}

wear();
start();
