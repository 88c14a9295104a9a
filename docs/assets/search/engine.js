// Answers a state of the search page: words, facets, order, page. Runs in the worker, or anywhere with a function that
// fetches the files of the index.

import { narrow } from "../common/facets.js";
import { written } from "../common/terms.js";
import { lookalikes } from "./correction.js";
import { Index } from "./index.js";
import { KIND, laidOut } from "./listing.js";
import { facetsBeginning, placesBeginning } from "./meanings.js";
import { plan } from "./plan.js";
import { rank } from "./rank.js";
import { explained, marker, named, shown } from "./results.js";

export const PAGE_SIZE = 10;
const LINES = 20; // Names of the register shown at first.

const FIRST = 5; // Entries at the top whose kinds are counted,
const SHARED = 2; // and models of a kind needed among them.
const SUGGESTED = { topics: 3, places: 3, models: 3 };

/** Opens the index; returns a function that answers one state. */
export async function open(fetchBytes) {
  const index = await Index.open(fetchBytes);
  return (state) => answer(index, state);
}

/**
 * {total, results, names, facets, page, pages, places, correction, doubtful, loosened, unknown, suggestions, ...} for
 * {q, facets, sort, page, names, literal, typing}; `names`: lines of the register to read, null for the
 * default of the order; `typing`: the last word of `q` may be unfinished. With `all`, the result is only {slugs} of
 * every model that passes, described models first.
 */
export async function answer(
  index,
  { q = "", facets: chosen = {}, sort = "", page = 1, names = null, literal = false, typing = false, all = false },
) {
  const made = await plan(index, q, { literal, typing });
  await index.prepare(made, chosen, sort);
  const words = made.terms.length > 0;
  const ranked = words
    ? await rank(index, made)
    : { models: q.trim() ? [] : everyModel(index), doubtful: false, loosened: [] };
  if (sort === "moi-nhat") await index.loadDates();
  const narrowed = narrow(index, ranked.models, chosen);
  const how = marker(index, made);
  const laid = await laidOut(index, narrowed.models, {
    words,
    sort,
    chosen,
    asked: kindsAsked(made),
    named: (models) => askedByName(index, how, models),
  });
  if (all) return { slugs: await index.slugs(laid.models) };
  const pages = Math.max(1, Math.ceil(laid.entries.length / PAGE_SIZE));
  const current = Math.min(Math.max(1, page), pages);
  const here = laid.entries.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const results = await described(index, how, here, narrowed.facets);
  return {
    total: narrowed.models.length,
    told: laid.told,
    entries: laid.entries.length,
    lifted: laid.lifted,
    names: await register(index, how, laid, narrowed.facets, names),
    found: ranked.models.length,
    all: index.count,
    page: current,
    pages,
    results,
    facets: narrowed.facets,
    lessons: lessons(index, laid.entries, chosen),
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

async function askedByName(index, how, models) {
  const cards = await index.cards(models);
  return models.filter((model, at) => named(index, cards[at], how, model));
}

// List items of some entries: the first model of each, and the number of models with its title or kind.
async function described(index, how, entries, facets) {
  const models = entries.map(({ model }) => model);
  const cards = await index.cards(models);
  const unclear = models.filter((model, at) => !explained(index, cards[at], how, model));
  const texts = new Map((await index.texts(unclear)).map((text, at) => [unclear[at], text]));
  return cards.map((card, at) => ({
    ...shown(index, card, how, models[at], texts.get(models[at])),
    crowd: crowd(facets, entries[at], card),
  }));
}

// The names listed after the described models: their number, and the first `most` lines.
async function register(index, how, { names, opened }, facets, most) {
  const entries = names.slice(0, most ?? (opened ? LINES : 0));
  const cards = await index.cards(entries.map(({ model }) => model));
  const lines = cards.map((card, at) => ({
    ...shown(index, card, how, entries[at].model),
    crowd: crowd(facets, entries[at], card),
  }));
  return { count: names.reduce((sum, { models }) => sum + models.length, 0), entries: names.length, lines };
}

// The kinds of deeds that the query names.
const kindsAsked = ({ spans }) =>
  spans.flatMap(({ facets }) => facets.filter(({ key }) => key === KIND).map(({ code }) => code));

// Kinds of deeds with a page of lessons that were chosen or that the first entries share: [{code, name}].
function lessons(index, entries, chosen) {
  const { values, lists, rows } = index.facet(KIND);
  const counted = new Map((chosen[KIND] ?? []).map((code) => [code, SHARED]));
  for (const { model, models } of entries.slice(0, FIRST))
    for (const value of lists[rows[model]])
      counted.set(values[value][0], (counted.get(values[value][0]) ?? 0) + models.length);
  const shared = [...counted].filter(([code, count]) => count >= SHARED && index.lessons.has(code));
  return shared.map(([code]) => ({ code, name: values.find(([one]) => one === code)[1] }));
}

// The title or kind that an entry stands for: facet value {key, code}, its count and name; null for a single model. For
// titles that differ only in their place, the name is the common part.
function crowd(facets, { group }, { title, common }) {
  if (!group) return null;
  const { name, count } = facets.find(({ key }) => key === group.key).values.find((value) => value.code === group.code);
  return { ...group, count, name: group.key === KIND ? name : title.slice(0, common || undefined) };
}

function suggestions(index, { terms }, results) {
  const begun = facetsBeginning(index, terms, SUGGESTED.topics).filter(({ key }) => index.facet(key));
  const topics = begun.map(({ key, code }) => {
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
