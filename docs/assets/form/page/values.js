// Between the controls on the page and the values of a file. The path of an answer stands on its control; within an
// item of a list only the key does, and the item's place gives the rest: `novelty.figures[2].value`.

import { slugWithin } from "../../common/slug.js";

/** Marks without width or shape that come along when text is pasted from Word or a messenger. */
const STOWAWAYS = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** {values, controls}: what the form holds, and for each path of an answer its control. Empty answers are left out. */
export function collect(form) {
  const made = { values: {}, controls: new Map() };
  const sources = sourceIds(form);
  for (const place of form.querySelectorAll("[data-path], [data-list]")) {
    if (place.dataset.list) collectList(place, made, sources);
    else put(made, place.dataset.path, place, read(place, sources));
  }
  return { values: pruned(made.values, form.dataset.parts.split(" ")), controls: made.controls };
}

function collectList(list, made, sources) {
  const path = list.dataset.list;
  const items = [...list.querySelectorAll("[data-item]")].map((item) => ({ item, ...answersOf(item, sources) }));
  const told = items.filter(({ values }) => Object.keys(values).length);
  made.controls.set(path, list);
  // An empty list lends its first item to what is missing there.
  (told.length ? told : items.slice(0, 1)).forEach(({ item, controls }, at) => {
    const here = `${path}[${at + 1}]`;
    made.controls.set(here, item);
    for (const [key, control] of controls) made.controls.set(key ? `${here}.${key}` : here, control);
  });
  if (told.length)
    set(
      made.values,
      path,
      told.map(({ values }) => ("" in values ? values[""] : values)),
    );
}

function answersOf(item, sources) {
  const found = { values: {}, controls: new Map() };
  for (const control of item.querySelectorAll("[data-key]")) {
    if (control.closest("[data-unasked]")) continue;
    put(found, control.dataset.key, control, read(control, sources));
  }
  if (sources.has(item)) found.values.id = sources.get(item);
  return found;
}

function put({ values, controls }, path, control, value) {
  controls.set(path, control);
  if (value !== undefined) set(values, path, value);
}

/** Item of the list of sources -> the id under which parts cite it. */
function sourceIds(form) {
  const used = new Set();
  const ids = new Map();
  for (const item of form.querySelectorAll('[data-list="sources"] [data-item]')) {
    const text = (key) => tidy(item.querySelector(`[data-key="${key}"]`).value);
    const register = text("id");
    if (![...item.querySelectorAll("[data-key]")].some((control) => tidy(control.value))) continue;
    const wanted = register || item.dataset.own || slugWithin(text("number") || text("title"), 40) || "van-ban";
    let id = wanted;
    for (let copy = 2; !register && used.has(id); copy++) id = `${wanted}-${copy}`;
    used.add(id);
    ids.set(item, id);
  }
  return ids;
}

const tidy = (text) => text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(STOWAWAYS, "").normalize("NFC").trim();

/** The answer of one control; undefined when there is none. What cannot be read stays as it was typed. */
function read(control, sources) {
  const answer = READERS[control.dataset.control]?.(control, sources) ?? tidy(control.value);
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
  source: (control, sources) => sources.get(document.getElementById(control.value)) ?? NOTHING,
  register: () => NOTHING,
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

function set(values, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  let inner = values;
  for (const key of keys) inner = inner[key] ??= {};
  inner[last] = value;
}

/** Whether a part of the story or a criterion says anything. */
export const told = (part) => Boolean(part?.text || part?.steps || part?.figures);

/** @param {Record<string, any>} [replication] */
const planned = ({ contact, source, ...plan } = {}) => Object.keys(plan).length > 0;

// A part that says nothing needs no source; one that does cites the first where none was chosen.
function pruned(values, parts) {
  const first = values.sources?.[0]?.id;
  const cite = (part) => {
    if (!part.source?.id && first) part.source = { id: first, ...part.source };
  };
  for (const key of parts) {
    if (told(values[key])) cite(values[key]);
    else delete values[key];
  }
  for (const key of ["replication", "plan", "standing"]) if (planned(values[key])) cite(values[key]);
  for (const key of ["replication", "replicates", "plan", "standing"]) {
    if (values[key] && Object.keys(values[key]).every((inner) => inner === "source")) delete values[key];
  }
  const copy = values.replicates;
  if (copy && (copy.source || copy.when || copy.outcome || copy.reason)) cite(copy);
  return values;
}
