// The page of customers: a list to look somebody up in, and one person's file.
import { h } from "../dom.js";
import { filePane } from "./file.js";
import { listPane } from "./list.js";

export const page = { name: "customers", icon: "customers", right: "customers.read", draw };

function draw([id = null]) {
  return h("div", { class: "page customers" }, id ? filePane(id) : listPane());
}
