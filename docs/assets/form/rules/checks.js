// The rules of one model whose values are each valid; as in showcase/files/checks.py.

import { fold, nearest, slugWithin } from "../../common/slug.js";
import { personalIn, personalLines } from "./personal.js";
import { apologyIn } from "./style.js";

/**
 * The findings of all rules, {rule, path, found, nearest, ...}; each value is valid. Does not check whether the picture
 * files exist: only Python sees the folder.
 */
export function* check(reading) {
  for (const rule of RULES) yield* rule(reading, reading.rules);
}

/** The parts that a model has: [key, part], the story first. */
export const parts = (values, rules) =>
  [...rules.story, ...rules.criteria].filter((key) => values[key]).map((key) => [key, values[key]]);

const told = (part) => Boolean(part.figures?.length || part.text || part.steps?.length);

function* slugIsKebabCase({ slug }, rules) {
  const { slug: limit } = rules.limits;
  if (!rules.fits("slug", slug) || slug.length > limit) {
    yield { rule: "slug", found: slug, suggestion: slugWithin(slug, limit) || "mo-hinh" };
  } else if (rules.fits("page-name", slug)) {
    yield { rule: "page-name", found: slug };
  }
  if (rules.fits("windows-name", slug)) yield { rule: "windows-name", found: slug };
}

/** The folder under `models/` for a file with these values: `ba-chuc`, `toan-tinh` or `chua-ro-xa`. */
export function folderOf(values, rules) {
  const first = values.places?.[0] ?? {};
  if (first.commune) return rules.gazetteer.get(first.commune)?.slug ?? "";
  return first.whole_province ? rules.folders.whole : rules.folders.unknown;
}

function* folderFitsPlace({ folders, values }, rules) {
  const [first] = values.places;
  const expected = folderOf(values, rules);
  const clear = first.commune || first.province;
  if (!clear || !folders || !expected || folders === expected) return;
  yield { rule: "folder", path: "places", found: folders, expected };
}

function* placesAreClear({ values }, rules) {
  for (const [index, place] of values.places.entries()) yield* placeIsClear(place, `places[${index + 1}]`, rules);
}

function* placeIsClear(place, path, { gazetteer, provinces }) {
  if (place.commune) {
    for (const key of ["province", "whole_province", "former_province", "candidates"]) {
      if (place[key] && place[key].length !== 0) yield { rule: "place-twice", path: `${path}.${key}`, found: key };
    }
  } else if (!place.province) {
    yield { rule: "place-unclear", path };
  } else if (place.whole_province && place.candidates?.length) {
    yield { rule: "place-conflict", path: `${path}.candidates` };
  }
  for (const [index, code] of (place.candidates ?? []).entries()) {
    const commune = gazetteer.get(code);
    if (!place.province || !commune || commune.provinceCode === place.province) continue;
    const found = `${code} (${commune.fullName})`;
    const values = { found, province: provinces[place.province] };
    yield { rule: "candidate-elsewhere", path: `${path}.candidates[${index + 1}]`, ...values };
  }
}

function* partsWithContentHaveSources({ values }, rules) {
  const suggestion = values.sources[0].id;
  for (const [key, part] of parts(values, rules)) {
    if (told(part) && !part.source) yield { rule: "source-missing", path: key, suggestion };
    if (told(part) && rules.criteria.includes(key) && !part.evidence) yield { rule: "evidence-missing", path: key };
    if (!told(part) && (part.source || part.evidence)) yield { rule: "part-without-text", path: key };
  }
  const { steps, days, cost, people, preconditions, risks, source } = values.replication ?? {};
  const lists = [steps, cost, preconditions, risks].some((list) => list?.length);
  if ((lists || days || people) && !source) yield { rule: "source-missing", path: "replication", suggestion };
}

function* copiesAreConsistent({ values }, rules) {
  const { replicates: copy, status } = values;
  if (!copy) return;
  const stopped = (code) => code === rules.stopped;
  const suggestion = values.sources[0].id;
  const told = copy.when || copy.outcome || copy.reason;
  if (told && !copy.source) yield { rule: "source-missing", path: "replicates", suggestion };
  if (copy.reason && !stopped(copy.outcome)) yield { rule: "reason-without-stop", path: "replicates.reason" };
  if (!copy.outcome || !status || stopped(copy.outcome) === stopped(status)) return;
  const found = { found: copy.outcome, status: rules.vocabularies.statuses[status] };
  yield { rule: "outcome-against-status", path: "replicates.outcome", ...found };
}

function* promisesAreClear({ values }, rules) {
  const seen = new Set();
  for (const [index, promise] of (values.promises ?? []).entries()) {
    const path = `promises[${index + 1}]`;
    const who = `${promise.commune} ${fold(promise.office)}`;
    if (seen.has(who)) yield { rule: "promise-twice", path: `${path}.office`, found: promise.office };
    if (promise.due && lastDay(promise.due) < lastDay(promise.registered))
      yield { rule: "promise-due-order", path: `${path}.due`, found: promise.due, day: promise.registered };
    if ((promise.state === rules.stopped) !== Boolean(promise.reason))
      yield { rule: "promise-reason", path: promise.reason ? `${path}.reason` : path };
    seen.add(who);
  }
}

// The last day of a date, as sortable text: `6/2027` gives `2027-06-30`.
function lastDay(date) {
  const [year, month = "12", day = ""] = date.split("/").reverse();
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return [year, month.padStart(2, "0"), (day || String(last)).padStart(2, "0")].join("-");
}

function* citedSourcesAreListed({ values }, rules) {
  const listed = values.sources.map((source) => source.id);
  for (const [path, id] of citations(values, rules)) {
    if (listed.includes(id)) continue;
    yield { rule: "source-not-listed", path, found: id, nearest: nearest(id, listed), options: listed.join(", ") };
  }
}

/** Path and id of each source that a file cites. */
function* citations(values, rules) {
  for (const [key, part] of parts(values, rules)) {
    if (part.source) yield [`${key}.source.id`, part.source.id];
    for (const [index, { source }] of (part.figures ?? []).entries()) {
      if (source) yield [`${key}.figures[${index + 1}].source`, source];
    }
  }
  for (const key of ["replication", "replicates", "standing", "plan"]) {
    const source = values[key]?.source;
    if (source) yield [`${key}.source.id`, source.id];
  }
}

function* sourcesAreDescribedOnce({ values }, { register }) {
  const seen = new Set();
  for (const [index, source] of values.sources.entries()) {
    const path = `sources[${index + 1}]`;
    const described = ["number", "title", "issuer", "date", "link"].filter((key) => source[key]);
    const known = register.has(source.id);
    if (seen.has(source.id)) {
      yield { rule: "source-twice", path: `${path}.id`, found: source.id };
    } else if (known && described.length) {
      yield { rule: "source-redescribed", path: `${path}.${described[0]}`, found: source.id };
    } else if (!known && !(source.title && source.issuer)) {
      const found = { found: source.id, nearest: nearest(source.id, register.keys()) };
      yield { rule: "source-undescribed", path: `${path}.id`, ...found };
    }
    seen.add(source.id);
  }
}

function* figuresArePlausible({ values }, rules) {
  for (const [key, part] of parts(values, rules)) {
    for (const [index, figure] of (part.figures ?? []).entries()) {
      const path = `${key}.figures[${index + 1}]`;
      const { value, value_to: end, out_of: total } = figure;
      if (end !== undefined && end <= value)
        yield { rule: "range-order", path: `${path}.value_to`, found: written(end) };
      if (total !== undefined && value > total)
        yield { rule: "out-of-order", path: `${path}.value`, found: written(value) };
    }
  }
}

// As Python writes a number: 5e-05 for 0.00005.
function written(number) {
  if (number === 0 || number >= 1e-4) return String(number);
  return number.toExponential().replace(/-(\d)$/, "-0$1");
}

function* noPersonalData({ slug, values, text }, rules) {
  const named = personalIn(slug, rules);
  if (named) yield { rule: "personal-data", ...named };
  yield* personalData(values, text, rules);
}

// Personal data in the values of a file, then in its lines (comments too), each reported once.
function* personalData(values, source, rules) {
  const reported = new Set();
  for (const [path, text] of texts(values, "")) {
    const personal = personalIn(text, rules);
    if (!personal) continue;
    reported.add(personal.found);
    yield { rule: "personal-data", path, ...personal };
  }
  for (const personal of personalLines(source, reported, rules)) yield { rule: "personal-data", ...personal };
}

function* summaryDoesNotApologise({ values }, rules) {
  const found = apologyIn(values.summary, rules);
  if (found) yield { rule: "summary-apologises", path: "summary", found };
}

/** The findings for the common register: sources listed twice, and personal data. */
export function* checkRegister({ values, text, rules }) {
  const seen = new Set();
  for (const [index, { id = "" }] of (values.sources ?? []).entries()) {
    if (seen.has(id)) yield { rule: "source-twice", path: `sources[${index + 1}].id`, found: id };
    seen.add(id);
  }
  yield* personalData(values, text, rules);
}

function* texts(value, path) {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* texts(one, `${path}[${index + 1}]`);
  else if (value && typeof value === "object") {
    for (const [key, one] of Object.entries(value)) yield* texts(one, path ? `${path}.${key}` : key);
  }
}

const RULES = [
  slugIsKebabCase,
  folderFitsPlace,
  placesAreClear,
  partsWithContentHaveSources,
  copiesAreConsistent,
  promisesAreClear,
  citedSourcesAreListed,
  sourcesAreDescribedOnce,
  figuresArePlausible,
  noPersonalData,
  summaryDoesNotApologise,
];
