// Shows the draft in the controls of the page.

import { element } from "../../common/dom.js";
import { spelled } from "../draft/answers.js";
import { listsOf, placeOf } from "./controls.js";
import { drawItems } from "./lists.js";
import { drawSources } from "./sources.js";

/** Show the whole draft. `names`: {communeName(code), modelTitle(slug)}; undefined for an unknown name. */
export function drawAll(form, draft, names) {
  for (const list of listsOf(form)) drawItems(list, draft.items(list.dataset.list));
  drawSources(form, draft);
  for (const control of form.querySelectorAll("[data-path], [data-key]")) draw(control, draft, names);
  for (const folded of form.querySelectorAll("[data-item] details")) folded.open = hasAnswer(folded, draft);
}

const hasAnswer = (folded, draft) =>
  [...folded.querySelectorAll("[data-key]")].some((control) => draft.answer(placeOf(control)) !== undefined);

/** Show the answer of one control. */
export function draw(control, draft, names) {
  const answer = draft.answer(placeOf(control));
  const drawn = DRAWN[control.dataset.control];
  if (drawn) drawn(control, answer, names);
  else control.value = answer ?? "";
}

const DRAWN = {
  number: (control, answer) => (control.value = answer === undefined ? "" : spelled(answer, control.dataset.key)),
  flag: (control, answer) => (control.checked = answer === true),
  choices(box, codes = []) {
    for (const input of box.querySelectorAll("input")) input.checked = codes.includes(input.getAttribute("value"));
  },
  commune: (control, code, { communeName }) => drawChoice(control, code, communeName(code)),
  model: (control, slug, { modelTitle }) => drawChoice(control, slug, modelTitle(slug)),
  communes(control, codes = [], { communeName }) {
    control.value = "";
    control
      .closest(".ask")
      .querySelector("[data-many]")
      .replaceChildren(...codes.map((code) => chosenItem(code, communeName(code) ?? code)));
  },
  source: (control, answer) => (control.value = answer?.item ?? ""),
};

// `dataset.value` is the answer while the text of the box is `dataset.shown`.
function drawChoice(control, code, words) {
  const shown = code === undefined ? "" : (words ?? code);
  control.value = shown;
  control.dataset.shown = shown;
  control.dataset.value = code === undefined || !words ? "" : code;
}

function chosenItem(code, words) {
  const button = element("button", { type: "button", "data-drop": true, "aria-label": `Bỏ ${words}` }, "Bỏ");
  return element("li", { "data-value": code }, `${words} `, button);
}
