// The sections of the settings, in their order. A new one is a file in its own folder and a line here.
//
// A section is an object:
//   name    its heading is console_settings_<name>, its address #/settings/<name>
//   right   of data/rights.yml: who has it
//   draw()  builds it
import { section as colleagues } from "../account/colleagues.js";
import { section as factor } from "../account/factor.js";
import { section as password } from "../account/password.js";
import { section as look } from "../look/section.js";
import { section as sessions } from "../account/sessions.js";
import { section as tokens } from "../tokens/section.js";

export const SECTIONS = [look, password, factor, sessions, tokens, colleagues];
