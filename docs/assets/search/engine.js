// Answers a state of the search page: words, facets, order, page. Runs in the worker, and wherever else there is a
// way to fetch the files of the index.

import { lookalikes } from "./correction.js";
import { narrow, sorted } from "../common/facets.js";
import { Index } from "./index.js";
import { plan } from "./plan.js";
import { rank } from "./rank.js";
import { marker, shown } from "./results.js";
import { written } from "../common/terms.js";

export const PAGE_SIZE = 10;

/** Opens the index; the result answers states one after the other. */
export async function open(fetchBytes) {
  const index = await Index.open(fetchBytes);
  return (state) => answer(index, state);
}

/**
 * {total, results, facets, page, pages, places, correction, unknown, ...} for {q, facets, sort, page, literal}.
 */
async function answer(index, { q = "", facets: chosen = {}, sort = "", page = 1, literal = false }) {
  const made = await plan(index, q, literal);
  const words = made.terms.length > 0;
  const { models } = words ? await rank(index, made) : { models: q.trim() ? [] : everyModel(index) };
  const narrowed = narrow(index, models, chosen);
  const ordered = sorted(index, narrowed.models, sort);
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE_SIZE));
  const current = Math.min(Math.max(1, page), pages);
  const here = ordered.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const cards = await index.cards(here);
  const how = marker(index, made);
  return {
    total: ordered.length,
    found: models.length,
    all: index.count,
    page: current,
    pages,
    results: cards.map((card, at) => shown(index, card, how, here[at])),
    facets: narrowed.facets,
    without: narrowed.without,
    places: made.places,
    correction: made.correction && { text: made.correction.text, reason: made.correction.reason },
    unknown: made.unknown.map((term) => ({ word: written(term), nearest: lookalikes(index, term) })),
    words,
  };
}

const everyModel = (index) => Array.from({ length: index.count }, (_, model) => model);
