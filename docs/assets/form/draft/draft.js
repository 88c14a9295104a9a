// All answers of the form. The page stores each input in the draft and shows its controls from the draft; the file, the
// checks and the saved draft use `values`. This code does not use the page.
//
// The place of an answer: {path} for a single answer (`approach.text`), {path, item, key} in a list (`places`, item
// "101", `commune`). Items have names, so a place stays valid if an earlier item is removed.

import { Cited, read } from "./answers.js";
import { fileValues, sourceIds } from "./values.js";

const FIRST_ITEM = 100; // Smaller numbers: items in the HTML of the page.
const ASKED_OF_REGISTERED = ["id", "where"]; // The register gives the other values.

export class Draft {
  /**
   * `questions`: {single, lists, parts, criteria}. `single`: path -> question; `lists`: path -> {least, questions}:
   * the least number of items, and key -> question; a question: {control, codes}. `parts`, `criteria`: model keys.
   */
  constructor(questions) {
    this.questions = questions;
    this.lists = new Map([...questions.lists.keys()].map((path) => [path, []]));
    this.serial = FIRST_ITEM;
    this.fill({});
  }

  /** Replace all answers with the values of a file; drop values that no control can show. */
  fill(values) {
    this.order = values;
    for (const path of this.lists.keys()) this.resize(path, listAt(values, path).length);
    this.fillList("sources", values); // First: other answers cite its items.
    for (const path of this.lists.keys()) this.fillList(path, values);
    this.single = new Map(
      [...this.questions.single].map(([path, question]) => [path, this.read(question, valueAt(values, path))]),
    );
  }

  // Existing items keep their names, so that the page keeps their controls.
  resize(path, length) {
    const items = this.lists.get(path);
    const wanted = Math.max(length, this.questions.lists.get(path).least);
    items.length = Math.min(items.length, wanted);
    while (items.length < wanted) items.push(this.emptyItem(path));
  }

  emptyItem(path) {
    const keys = [...this.questions.lists.get(path).questions.keys()];
    return { item: String(++this.serial), own: undefined, answers: new Map(keys.map((key) => [key, undefined])) };
  }

  fillList(path, values) {
    this.lists.get(path)?.forEach((item, at) => this.fillItem(path, item, listAt(values, path)[at]));
  }

  fillItem(path, item, value) {
    for (const [key, question] of this.questions.lists.get(path).questions)
      item.answers.set(key, this.read(question, key ? value?.[key] : value));
    item.own = path === "sources" && !item.answers.get("id") ? value?.id : undefined;
  }

  read(question, value) {
    return question.control === "source" ? this.citation(value) : read(question, value);
  }

  citation(id) {
    const cited = id && this.lists.get("sources").find(({ own, answers }) => (answers.get("id") ?? own) === id);
    return cited ? new Cited(cited.item) : undefined;
  }

  /** The answer at a place; undefined for none. */
  answer(place) {
    return this.answersAt(place).get(place.key ?? place.path);
  }

  /** @param {any} answer as answers.js reads it; undefined for none */
  put(place, answer) {
    this.answersAt(place).set(place.key ?? place.path, answer);
  }

  /** Store several codes in the order of the file; new codes come last. */
  putCodes(place, codes) {
    const known = listAt(this.order, place.path).filter((code) => codes.includes(code));
    const all = [...known, ...codes.filter((code) => !known.includes(code))];
    this.put(place, all.length ? all : undefined);
  }

  /** Store the source that a place cites: the name of its item, "" for none. */
  cite(place, item) {
    this.put(place, item ? new Cited(item) : undefined);
  }

  answersAt({ path, item }) {
    return item === undefined ? this.single : (this.itemAt(path, item)?.answers ?? new Map());
  }

  itemAt(path, name) {
    return this.lists.get(path).find(({ item }) => item === name);
  }

  /** The names of the items of a list, in order. */
  items(path) {
    return this.lists.get(path).map(({ item }) => item);
  }

  /** Add an empty item to the end of a list; returns its name. */
  add(path) {
    const made = this.emptyItem(path);
    this.lists.get(path).push(made);
    return made.item;
  }

  remove(path, name) {
    const items = this.lists.get(path);
    items.splice(items.indexOf(this.itemAt(path, name)), 1);
  }

  /** Set the evidence of an answered criterion to "claimed" if empty. Returns the place of that answer, or null. */
  claim({ path }) {
    const criterion = this.questions.criteria.find((key) => path.startsWith(`${key}.`));
    const place = { path: `${criterion}.evidence` };
    if (!criterion || path === place.path || this.answer(place)) return null;
    this.put(place, "claimed");
    return place;
  }

  /** Whether the question at a place is asked: not if the register already answers it. */
  isAsked({ path, item, key }) {
    if (path !== "sources" || ASKED_OF_REGISTERED.includes(key)) return true;
    return !this.answer({ path, item, key: "id" });
  }

  /** Whether a path of an answer or a list has an answer; a cited source alone does not count. */
  isAnswered(path) {
    const isAnswer = (answer) => answer !== undefined && !(answer instanceof Cited);
    const items = this.lists.get(path);
    return items ? items.some(({ answers }) => [...answers.values()].some(isAnswer)) : isAnswer(this.single.get(path));
  }

  /** The items of a list for the file, without the answers that are not asked. */
  filledItems(path, ids = this.sourceIds()) {
    const asked = this.lists.get(path).map(({ answers, ...rest }) => ({
      ...rest,
      answers: new Map([...answers].filter(([key]) => this.isAsked({ path, item: rest.item, key }))),
    }));
    return asked.filter(({ item, answers }) => ids.has(item) || hasAnswer(answers, ids));
  }

  /** Map of item name -> path in the file, `places[2]`. A list without answers gives its first item. */
  itemPaths(path) {
    const filled = this.filledItems(path);
    const shown = filled.length ? filled : this.lists.get(path).slice(0, 1);
    return new Map(shown.map(({ item }, at) => [item, `${path}[${at + 1}]`]));
  }

  sourceIds() {
    return sourceIds(this.lists.get("sources") ?? []);
  }

  /** The values for a file, without empty answers; every part cites a source. */
  get values() {
    const ids = this.sourceIds();
    const lists = [...this.lists.keys()].map((path) => [path, this.filledItems(path, ids)]);
    return fileValues(this.single, lists, ids, this.questions.parts);
  }
}

const hasAnswer = (answers, ids) =>
  [...answers.values()].some((answer) => (answer instanceof Cited ? ids.has(answer.item) : answer !== undefined));

/** The value at a path of keys (`approach.steps`), or undefined. */
const valueAt = (values, path) => path.split(".").reduce((inner, key) => inner?.[key], values);

function listAt(values, path) {
  const found = valueAt(values, path);
  return Array.isArray(found) ? found : [];
}
