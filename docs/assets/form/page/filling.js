// From the values of a file to the controls of the page.

import { element } from "../../common/dom.js";
import { resize } from "./lists.js";
import { refresh, sourceItems } from "./sources.js";
import { chosenMany, get, spelled } from "./values.js";

/**
 * Show `values` in the form, in place of whatever is there. `nameOf(code)` names a commune, `titleOf(slug)` a model.
 */
export function fill(form, values, names) {
  const lists = [...form.querySelectorAll("[data-list]")];
  // The sources first: all others refer to them.
  lists.sort((one, other) => Number(other.dataset.list === "sources") - Number(one.dataset.list === "sources"));
  for (const list of lists) resize(list, get(values, list.dataset.list, []).length);
  for (const list of lists) {
    fillList(list, get(values, list.dataset.list, []), names);
    if (list.dataset.list === "sources") refresh(form);
  }
  for (const control of form.querySelectorAll("[data-path]")) write(control, get(values, control.dataset.path), names);
}

function fillList(list, values, names) {
  list.querySelectorAll("[data-item]").forEach((item, at) => {
    for (const control of item.querySelectorAll("[data-key]")) {
      const { key } = control.dataset;
      write(control, key ? values[at]?.[key] : values[at], names);
    }
    if (list.dataset.list === "sources") own(item, values[at]?.id);
    const folded = item.querySelector("details");
    if (folded)
      folded.open = [...folded.querySelectorAll("[data-key]")].some(
        ({ dataset }) => values[at]?.[dataset.key] !== undefined,
      );
  });
}

// A source of the file itself keeps the name that it has.
function own(item, id) {
  if (id && !item.querySelector('[data-key="id"]').value) item.dataset.own = id;
  else delete item.dataset.own;
}

/** Give one control its value; undefined empties it. */
export function write(control, value, names) {
  const writer = WRITERS[control.dataset.control];
  if (writer) writer(control, value, names);
  else control.value = value ?? "";
}

const WRITERS = {
  number: (control, value) => (control.value = value === undefined ? "" : spelled(value, control.dataset.key)),
  flag: (control, value) => (control.checked = value === true),
  choices(box, value = []) {
    box.dataset.order = value.join(" ");
    for (const one of box.querySelectorAll("input")) one.checked = value.includes(one.value);
  },
  commune: (control, value, { communeName }) => choose(control, value, communeName(value)),
  model: (control, value, { modelTitle }) => choose(control, value, modelTitle(value)),
  communes(control, value = [], { communeName }) {
    for (const one of chosenMany(control)) one.remove();
    for (const code of value) chooseMany(control, code, communeName(code));
    control.value = "";
  },
  source(control, value) {
    const item = sourceItems(control.form).find((one) => idOf(one) === value);
    control.value = item?.id ?? "";
  },
  register: (control, value) =>
    (control.value = [...control.options].some((option) => option.value === value) ? value : ""),
};

const idOf = (item) => item.querySelector('[data-key="id"]').value || item.dataset.own;

/** Put a chosen value behind the words that stand for it. */
export function choose(control, value, words) {
  control.value = value === undefined ? "" : (words ?? value);
  control.dataset.value = value === undefined || !words ? "" : value;
  control.dataset.shown = control.value;
}

/** Add one to the chosen ones of a control that takes several. */
export function chooseMany(control, value, words) {
  if (chosenMany(control).some(({ dataset }) => dataset.value === value)) return;
  const button = element("button", { type: "button", "data-drop": true, "aria-label": `Bỏ ${words ?? value}` }, "Bỏ");
  const item = element("li", { "data-value": value }, `${words ?? value} `, button);
  control.closest(".ask").querySelector("[data-many]").append(item);
}
