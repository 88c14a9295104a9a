// Between the controls on the page and the values of a file. The path of an answer stands on its control; within an
// item of a list only the key does, and the item's place gives the rest: `novelty.figures[2].value`.

import { Answers, Cited } from "./answers.js";

/** Marks without width or shape that come along when text is pasted from Word or a messenger. */
const STOWAWAYS = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** {values, controls}: what the form holds, and for each path of an answer its control. Empty answers are left out. */
export function collect(form) {
  const answers = new Answers(form.dataset.parts.split(" "));
  const controls = new Map();
  const lists = [...form.querySelectorAll("[data-list]")];
  for (const control of form.querySelectorAll("[data-path]")) {
    answers.put(control.dataset.path, read(control));
    controls.set(control.dataset.path, control);
  }
  for (const list of lists) answers.putItems(list.dataset.list, itemsOf(list).map(reported));
  for (const list of lists) addControls(list, answers.toldItems(list.dataset.list), controls);
  return { values: answers.values, controls };
}

const itemsOf = (list) => [...list.querySelectorAll("[data-item]")];
const asked = (item) =>
  [...item.querySelectorAll("[data-key]")].filter((control) => !control.closest("[data-unasked]"));

function reported(item) {
  const answers = new Map(asked(item).map((control) => [control.dataset.key, read(control)]));
  return { item: item.id, own: item.dataset.own, answers };
}

function addControls(list, told, controls) {
  const path = list.dataset.list;
  const items = itemsOf(list);
  controls.set(path, list);
  // An empty list lends its first item to what is missing there.
  const shown = told.length ? items.filter(({ id }) => told.includes(id)) : items.slice(0, 1);
  shown.forEach((item, at) => {
    const here = `${path}[${at + 1}]`;
    controls.set(here, item);
    for (const control of asked(item)) {
      const { key } = control.dataset;
      controls.set(key ? `${here}.${key}` : here, control);
    }
  });
}

const tidy = (text) => text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(STOWAWAYS, "").normalize("NFC").trim();

/** The answer of one control; undefined when there is none. What cannot be read stays as it was typed. */
function read(control) {
  const answer = READERS[control.dataset.control]?.(control) ?? tidy(control.value);
  return answer === "" || answer === NOTHING || (Array.isArray(answer) && !answer.length) ? undefined : answer;
}

const NOTHING = Symbol("nothing");
const picked = (control) =>
  control.dataset.value && tidy(control.value) === control.dataset.shown ? control.dataset.value : tidy(control.value);

const READERS = {
  number: (control) => number(tidy(control.value)),
  flag: (control) => control.checked || NOTHING,
  choices: (box) =>
    inOrder(
      [...box.querySelectorAll("input:checked")].map(({ value }) => value),
      box.dataset.order,
    ),
  commune: picked,
  model: picked,
  communes: (control) => chosenMany(control).map(({ dataset }) => dataset.value),
  source: (control) => (control.value ? new Cited(control.value) : NOTHING),
};

// Codes stay in the order in which the file has them; new ones come last.
function inOrder(codes, order = "") {
  const known = order.split(" ").filter((code) => codes.includes(code));
  return [...known, ...codes.filter((code) => !known.includes(code))];
}

/** The chosen items beside a control that takes several. */
export const chosenMany = (control) => [...control.closest(".ask").querySelectorAll("[data-many] > li")];

/** 1.030 and 4,4 as Vietnamese people write them; anything else is given back as typed. */
export function number(text) {
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll(".", "").replace(",", "."));
  if (/^\d+(,\d+)?$/.test(text)) return Number(text.replace(",", "."));
  return /^\d+\.\d+$/.test(text) ? Number(text) : text;
}

/** 4.4 as 4,4, as showcase/language/words.py writes numbers; a year stays without separators. */
export function spelled(value, key) {
  if (typeof value !== "number" || key === "year") return String(value);
  const [wholes, decimals] = String(value).split(".");
  return wholes.replace(/\B(?=(\d{3})+$)/g, ".") + (decimals ? `,${decimals}` : "");
}

/** The value at a path of keys (`approach.steps`), or what stands in for it. */
export function get(values, path, otherwise) {
  return path.split(".").reduce((inner, key) => inner?.[key], values) ?? otherwise;
}
