// The sections of the settings, in their order. A new one is a file in its own folder and a line here.
//
// A section is an object:
//   name    its heading is console_settings_<name>, its address #/settings/<name>
//   right   of data/rights.yml: who has it
//   draw()  builds it
import { section as look } from "../look/section.js";

export const SECTIONS = [look];
