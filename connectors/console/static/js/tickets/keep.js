// A page that is drawn anew under somebody's hands: what is written, unfolded and focused stays as it was.

/** Draw anew; `done` is a form whose words have been sent and are forgotten. */
export function keepForms(root, done, draw) {
  const written = done ? null : document.activeElement?.name;
  const formOf = (element) => element.closest("[data-form]")?.dataset.form ?? "";
  const sent = done ? formOf(done) : null;
  const kept = new Map();
  for (const field of root.querySelectorAll("input, textarea, select"))
    if (field.name && formOf(field) !== sent && changed(field)) kept.set(`${formOf(field)}/${field.name}`, field.type === "checkbox" ? field.checked : field.value);
  const open = new Set([...root.querySelectorAll("details[data-form][open]")].map((one) => one.dataset.form).filter((one) => one !== sent));
  const at = root.contains(document.activeElement) ? [formOf(document.activeElement), written, document.activeElement.selectionStart] : null;
  draw();
  for (const one of root.querySelectorAll("details[data-form]")) one.open = open.has(one.dataset.form);
  for (const field of root.querySelectorAll("input, textarea, select")) {
    const before = kept.get(`${formOf(field)}/${field.name}`);
    if (before === undefined) continue;
    if (field.type === "checkbox") field.checked = before; else field.value = before;
    field.dispatchEvent(new Event("change"));
  }
  if (at?.[1]) {
    const field = [...root.querySelectorAll("input, textarea, select")].find((one) => formOf(one) === at[0] && one.name === at[1]);
    field?.focus();
    if (field?.setSelectionRange && typeof at[2] === "number") field.setSelectionRange(at[2], at[2]);
  }
}

const changed = (field) => field.type === "checkbox" ? field.checked !== field.defaultChecked
  : field.tagName === "SELECT" ? ![...field.options].some((one) => one.defaultSelected && one.selected) && field.selectedIndex > 0
    : field.value !== field.defaultValue;
