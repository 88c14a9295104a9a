// Answers a state of the search page: words, facets, order, page. Runs in the worker, and wherever else there is a
// way to fetch the files of the index.

import { narrow, sorted } from "../common/facets.js";
import { written } from "../common/terms.js";
import { lookalikes } from "./correction.js";
import { Index } from "./index.js";
import { facetsBeginning, placesBeginning } from "./meanings.js";
import { plan } from "./plan.js";
import { rank } from "./rank.js";
import { explained, marker, shown } from "./results.js";

export const PAGE_SIZE = 10;

const SAME_NAME = "cung-ten";
const KIND = "loai-viec";
const FIRST = 5; // So many entries at the top are asked for their kind,
const SHARED = 2; // and so many of them must share it.
const CROWD = 4; // So many models of one title are one entry.
const SUGGESTED = { topics: 3, places: 3, models: 3 };

/** Opens the index; the result answers states one after the other. */
export async function open(fetchBytes) {
  const index = await Index.open(fetchBytes);
  return (state) => answer(index, state);
}

/**
 * {total, results, facets, page, pages, places, correction, doubtful, loosened, unknown, suggestions, ...} for {q,
 * facets, sort, page, literal, typing}; `typing` says that the last word of `q` may be unfinished.
 * With `all`, only {slugs} of every model that passes.
 */
export async function answer(
  index,
  { q = "", facets: chosen = {}, sort = "", page = 1, literal = false, typing = false, all = false },
) {
  const made = await plan(index, q, { literal, typing });
  const words = made.terms.length > 0;
  const ranked = words
    ? await rank(index, made)
    : { models: q.trim() ? [] : everyModel(index), doubtful: false, loosened: [] };
  if (sort) await index.loadDates();
  const narrowed = narrow(index, ranked.models, chosen);
  if (all) return { slugs: (await index.cards(narrowed.models)).map(({ slug }) => slug) };
  const entries = listed(index, narrowed.models, { sort, words, chosen });
  const pages = Math.max(1, Math.ceil(entries.length / PAGE_SIZE));
  const current = Math.min(Math.max(1, page), pages);
  const here = entries.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const models = here.map(({ model }) => model);
  const cards = await index.cards(models);
  const how = marker(index, made);
  const unclear = models.filter((model, at) => !explained(index, cards[at], how, model));
  const texts = new Map((await index.texts(unclear)).map((text, at) => [unclear[at], text]));
  const results = cards.map((card, at) => ({
    ...shown(index, card, how, models[at], texts.get(models[at])),
    crowd: crowd(index, here[at]),
  }));
  return {
    total: narrowed.models.length,
    entries: entries.length,
    found: ranked.models.length,
    all: index.count,
    page: current,
    pages,
    results,
    facets: narrowed.facets,
    lessons: lessons(index, entries, chosen),
    without: narrowed.without,
    places: made.places,
    doubtful: words && ranked.doubtful,
    loosened: ranked.loosened,
    correction: made.correction && { text: made.correction.text, reason: made.correction.reason },
    unknown: made.unknown.map((term) => ({ word: written(term), nearest: lookalikes(index, term) })),
    suggestions: typing && words ? suggestions(index, made, ranked.doubtful ? [] : results) : [],
    words,
  };
}

const everyModel = (index) =>
  Array.from({ length: index.count }, (_, model) => model).sort(
    (one, other) => index.order(one) - index.order(other) || one - other,
  );

// The entries of the list: [{model, count}]. Models of one title are one entry, led by the best of them, until they
// are asked for by that title: then they follow each other by commune.
function listed(index, models, { sort, words, chosen }) {
  if (chosen[SAME_NAME]?.length && !sort) {
    const { lists, rows } = index.facet("dia-ban");
    const place = (model) => lists[rows[model]][0] ?? Infinity;
    return [...models].sort((one, other) => place(one) - place(other) || one - other).map(alone);
  }
  if (!words || sort) return sorted(index, models, sort).map(alone);
  const entries = new Map();
  for (const model of models) {
    const key = index.sameName(model) ?? `model ${model}`;
    if (!entries.has(key)) entries.set(key, { models: [] });
    entries.get(key).models.push(model);
  }
  return [...entries.values()].flatMap((entry) =>
    entry.models.length < CROWD ? entry.models.map(alone) : [{ model: entry.models[0], count: entry.models.length }],
  );
}

// The kinds of deeds that the first entries share, or that were chosen, where a page puts its models side by side:
// [{code, name}].
function lessons(index, entries, chosen) {
  const { values, lists, rows } = index.facet(KIND);
  const counted = new Map((chosen[KIND] ?? []).map((code) => [code, SHARED]));
  for (const { model } of entries.slice(0, FIRST))
    for (const value of lists[rows[model]]) counted.set(values[value][0], (counted.get(values[value][0]) ?? 0) + 1);
  const shared = [...counted].filter(([code, count]) => count >= SHARED && index.lessons.has(code));
  return shared.map(([code]) => ({ code, name: values.find(([one]) => one === code)[1] }));
}

const alone = (model) => ({ model, count: 1 });

// How many more models bear the title of an entry, and the choice that shows them all.
function crowd(index, { model, count }) {
  if (count < 2) return null;
  const [code] = index.facet(SAME_NAME).values[index.sameName(model)];
  return { key: SAME_NAME, code, count };
}

function suggestions(index, { terms }, results) {
  const topics = facetsBeginning(index, terms, SUGGESTED.topics).map(({ key, code }) => {
    const { label, values } = index.facet(key);
    return { kind: "facet", key, code, name: values.find(([one]) => one === code)[1], note: label };
  });
  const places = placesBeginning(index, terms, SUGGESTED.places).map((place) => ({ kind: "place", ...place }));
  const titled = results.filter(({ title, alias }) => [...title, ...(alias ?? [])].some(({ mark }) => mark));
  const models = titled
    .slice(0, SUGGESTED.models)
    .map(({ slug, home, title, place }) => ({ kind: "model", slug, home, name: joined(title), note: joined(place) }));
  return [...topics, ...places, ...models];
}

const joined = (pieces) => pieces.map(({ text }) => text).join("");
