// The controls of the form: the question of each control, the place of its answer in the draft, the typed text.
// Only this script reads the controls; each input is stored in the draft.

import { tidy, read as toAnswer } from "../draft/answers.js";

/** The questions of the page, for the constructor of Draft. */
export function questionsOf(form) {
  const lists = new Map();
  for (const list of listsOf(form))
    lists.set(list.dataset.list, {
      least: isOpen(list) ? 1 : 0,
      questions: questionsBy("key", templateOf(list).content),
    });
  const { parts, criteria } = form.dataset;
  return { single: questionsBy("path", form), lists, parts: parts.split(" "), criteria: criteria.split(" ") };
}

// Map of path or key -> question, for all controls inside an element.
function questionsBy(name, element) {
  const questions = new Map();
  for (const control of element.querySelectorAll(`[data-${name}]`))
    questions.set(control.dataset[name], question(control));
  return questions;
}

const question = (control) => ({
  control: control.dataset.control,
  codes: [...control.querySelectorAll("option, input")].map(({ value }) => value).filter(Boolean),
});

export const listsOf = (form) => [...form.querySelectorAll("[data-list]")];
export const itemsOf = (list) => [...list.querySelectorAll("[data-item]")];

export const templateOf = (list) => /** @type {HTMLTemplateElement} */ (document.getElementById(list.dataset.template));

/** Whether a list begins with one empty item: true in the first six questions. */
export const isOpen = (list) => Boolean(list.closest(".step")) && !list.dataset.list.endsWith("figures");

/** The place of a control's answer in the draft: {path} or {path, item, key}. */
export function placeOf(control) {
  const { path, key } = control.dataset;
  if (path !== undefined) return { path };
  const { item } = control.closest("[data-item]").dataset;
  return { path: control.closest("[data-list]").dataset.list, item, key };
}

/** The control of a place, or null. */
export function controlAt(form, { path, item, key }) {
  if (item === undefined) return form.querySelector(`[data-path="${path}"]`);
  return form.querySelector(`[data-list="${path}"] [data-item="${item}"] [data-key="${key}"]`);
}

/** Map of path -> control; paths as in problems, such as `novelty.figures[2].value`. */
export function controlsOf(form, draft) {
  const controls = new Map([...form.querySelectorAll("[data-path]")].map((control) => [control.dataset.path, control]));
  for (const list of listsOf(form)) {
    const paths = draft.itemPaths(list.dataset.list);
    controls.set(list.dataset.list, list);
    for (const item of itemsOf(list)) addControls(controls, draft, item, paths.get(item.dataset.item));
  }
  return controls;
}

function addControls(controls, draft, item, path) {
  if (!path) return;
  controls.set(path, item);
  for (const control of item.querySelectorAll("[data-key]")) {
    const place = placeOf(control);
    if (draft.isAsked(place)) controls.set(place.key ? `${path}.${place.key}` : path, control);
  }
}

/** Store the answer of a control in the draft after an input. */
export function record(draft, control) {
  const place = placeOf(control);
  const { control: kind } = control.dataset;
  if (kind === "choices") draft.putCodes(place, checkedCodes(control));
  else if (kind === "source") draft.cite(place, control.value);
  // Text typed in the box of several communes is a search; choosing.js stores the choices.
  else if (kind !== "communes") draft.put(place, toAnswer(question(control), typed(control)));
}

const checkedCodes = (box) => [...box.querySelectorAll("input:checked")].map(({ value }) => value);

const typed = (control) => TYPED[control.dataset.control]?.(control) ?? control.value;

// While the box shows the unchanged name of its choice, the answer is the code of the choice.
const chosen = ({ value, dataset }) => (dataset.value && tidy(value) === dataset.shown ? dataset.value : value);

const TYPED = { flag: (control) => control.checked, commune: chosen, model: chosen };
