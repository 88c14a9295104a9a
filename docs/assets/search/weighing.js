// Computes the weights of terms of a small catalogue from the texts of its models: these are fetched anyway, and lists
// of terms would double the download. showcase/search/postings.py does the same for large catalogues.

import { fold, terms } from "../common/terms.js";

/** {syllables, found}: syllable -> variants with counts, and folded term -> variants with models and levels; `topics`:
 * labels of each model. */
export function weighed(cards, topics, scale) {
  const postings = new Map();
  cards.forEach((card, model) => {
    for (const [term, value] of weights({ ...card, topics: topics[model] }, scale)) {
      if (!postings.has(term)) postings.set(term, { term, models: [], levels: [] });
      const posting = postings.get(term);
      posting.models.push(model);
      posting.levels.push(level(value, scale));
    }
  });
  const sorted = [...postings.values()].sort((one, other) => (one.term < other.term ? -1 : 1));
  return { syllables: syllables(sorted), found: grouped(sorted, (posting) => posting) };
}

function weights(card, scale) {
  const sum = new Map();
  for (const [field, texts] of Object.entries(fields(card))) {
    const [weight, usual] = scale.fields[field];
    const lists = texts.map(terms);
    const length = lists.reduce((total, list) => total + list.length, 0);
    const share = weight / (1 + scale.lengthEffect * (length / usual - 1));
    const times = new Map();
    for (const list of lists) for (const term of withPairs(list)) times.set(term, (times.get(term) ?? 0) + 1);
    // Repeats in the body together weigh no more than one mention in the summary.
    const most = field === "body" ? scale.bodyMost : Infinity;
    for (const [term, count] of times) sum.set(term, (sum.get(term) ?? 0) + Math.min(share * count, most));
  }
  return sum;
}

const fields = ({ title, aliases = [], owner, places = [], summary, quiet, topics, text = [] }) => ({
  title: [title],
  aliases,
  owner: owner ? [owner, ...places] : places,
  summary: [...spoken(summary, quiet), ...topics],
  body: text.map(([, sentence]) => sentence),
});

/** The pieces of a summary about the model, without the ranges about its source. */
export function spoken(text, quiet = []) {
  const edges = [0, ...quiet, text.length];
  return edges.flatMap((at, number) => (number % 2 ? [] : [text.slice(at, edges[number + 1])]));
}

const withPairs = (list) => [...list, ...list.slice(1).map((term, at) => `${list[at]} ${term}`)];

const level = (value, { levels, saturation }) => Math.max(1, Math.floor((levels * value) / (saturation + value) + 0.5));

function syllables(postings) {
  const single = postings.filter(({ term }) => !term.includes(" "));
  return grouped(single, ({ term, models }) => ({ term, count: models.length }));
}

function grouped(postings, shape) {
  const groups = new Map();
  for (const posting of postings) {
    const key = fold(posting.term);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(shape(posting));
  }
  return groups;
}
