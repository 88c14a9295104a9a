// The controls of the form: which question each one asks, at which place its answer stands in the draft, what was typed
// into it. This is the only script that reads a control; what was read goes into the draft at each input.

import { tidy, read as toAnswer } from "../draft/answers.js";

/** The questions of the page as draft.js wants them. */
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

// Path or key -> question, of all controls below an element.
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

/** Whether a list shows an item before anything is added: those of the first six questions do. */
export const isOpen = (list) => Boolean(list.closest(".step")) && !list.dataset.list.endsWith("figures");

/** The place in the draft of a control's answer. */
export function placeOf(control) {
  const { path, key } = control.dataset;
  if (path !== undefined) return { path };
  const { item } = control.closest("[data-item]").dataset;
  return { path: control.closest("[data-list]").dataset.list, item, key };
}

/** The control of a place. */
export function controlAt(form, { path, item, key }) {
  if (item === undefined) return form.querySelector(`[data-path="${path}"]`);
  return form.querySelector(`[data-list="${path}"] [data-item="${item}"] [data-key="${key}"]`);
}

/** Path of an answer as problems name it, `novelty.figures[2].value`, -> its control. */
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

/** Write into the draft what a control holds after an input. */
export function record(draft, control) {
  const place = placeOf(control);
  const { control: kind } = control.dataset;
  if (kind === "choices") draft.putCodes(place, checkedCodes(control));
  else if (kind === "source") draft.cite(place, control.value);
  // What is typed beside chosen communes is a search; a choice goes into the draft by itself.
  else if (kind !== "communes") draft.put(place, toAnswer(question(control), typed(control)));
}

const checkedCodes = (box) => [...box.querySelectorAll("input:checked")].map(({ value }) => value);

const typed = (control) => TYPED[control.dataset.control]?.(control) ?? control.value;

// A box that still shows the words of its choice stands for the code behind them.
const chosen = ({ value, dataset }) => (dataset.value && tidy(value) === dataset.shown ? dataset.value : value);

const TYPED = { flag: (control) => control.checked, commune: chosen, model: chosen };
