// From what was typed to a plan: which terms to look up, how much they count, and what else the words may mean.

import { correct } from "./correction.js";
import { meanings, placesTold } from "./meanings.js";
import { compatible, fold, marked, terms } from "../common/terms.js";

/** No more of a query than this is read; nobody types as much on purpose. */
const MOST_CHARACTERS = 1000;
const MOST_TERMS = 32;

/**
 * How much a variant counts: as typed; with more marks than typed, where the typed form is no word and where it is
 * (`đuong`, `dương` for `đường`); with other marks, where some variant fits better and where none does.
 */
const EXACT = 1;
const MORE_MARKS = 0.9;
const MORE_MARKS_THAN_A_WORD = 0.4;
const OTHER_MARKS = 0.2;
const ONLY_OTHER_MARKS = 0.6;

/** In a catalogue of more than this, a syllable in more than this share of all models is not looked up by itself where
    it has a neighbour: the pair says more, and the list of the syllable is long. */
const LARGE = 1000;
const COMMON_SHARE = 0.125;

/**
 * {terms, groups, bridges, unknown, correction, places}. A group covers some of the typed terms and has alternatives
 * of units; a bridge is the pair of terms where two groups meet. With `literal`, nothing is corrected.
 */
export async function plan(index, text, literal) {
  const read = text.slice(0, MOST_CHARACTERS);
  const asTyped = terms(read).slice(0, MOST_TERMS);
  const correction = literal ? null : await correct(index, read, asTyped);
  const typed = correction?.terms ?? asTyped;
  const spans = meanings(index, typed);
  const groups = grouped(index, typed, spans);
  const covered = (at) => spans.some(({ start, end }) => start <= at && at < end);
  const unknown = typed.filter((term, at) => !covered(at) && !index.syllables.has(fold(term)));
  const bridges = groups.slice(1).map(({ start }) => unit(typed.slice(start - 1, start + 1)));
  return { terms: typed, groups, bridges, unknown, correction, places: placesTold(index, spans) };
}

/** The folded terms that a plan needs from the index. */
export function keysOf(index, { groups, bridges }) {
  const units = [...groups.flatMap(({ alternatives }) => alternatives.flatMap((one) => one.units)), ...bridges];
  const mayStand = ({ key }) => key.split(" ").every((part) => index.syllables.has(part));
  return units.filter(mayStand).map(({ key }) => key);
}

/** How much a variant counts for a unit, by how its marks agree with what was typed. */
export function weightOf(index, { typed, strict }, variant) {
  const parts = variant.split(" ");
  return Math.min(...typed.map((term, at) => weightOfOne(index, term, parts[at], strict)));
}

function weightOfOne(index, typed, variant, strict) {
  if (typed === variant) return EXACT;
  if (strict) return 0;
  if (!marked(typed)) return EXACT;
  const known = (index.syllables.get(fold(typed)) ?? []).map(({ term }) => term);
  if (compatible(typed, variant)) return known.includes(typed) ? MORE_MARKS_THAN_A_WORD : MORE_MARKS;
  return known.some((term) => compatible(typed, term)) ? OTHER_MARKS : ONLY_OTHER_MARKS;
}

function grouped(index, typed, spans) {
  const groups = [];
  let at = 0;
  const plain = (end) => {
    if (end > at) groups.push({ start: at, end, alternatives: [{ weight: 1, units: units(index, typed.slice(at, end)) }] });
    at = end;
  };
  for (const { start, end, alternatives } of spans) {
    plain(start);
    const own = { weight: 1, units: units(index, typed.slice(start, end)) };
    groups.push({ start, end, alternatives: [own, ...alternatives.map(alternative)] });
    at = end;
  }
  plain(typed.length);
  return groups;
}

// Another wording counts only where its words stand together, so that its pairs are enough.
const alternative = ({ weight, terms: words, communes }) =>
  communes ? { weight, communes, units: [] } : { weight, words, units: words.length > 1 ? pairs(words, true) : [unit(words, true)] };

const units = (index, typed) => [
  ...typed.filter((term) => typed.length === 1 || !common(index, term)).map((term) => unit([term])),
  ...pairs(typed, false),
];

function common(index, typed) {
  const good = (index.syllables.get(fold(typed)) ?? []).filter(({ term }) => compatible(typed, term));
  return index.count > LARGE && good.reduce((sum, { count }) => sum + count, 0) > COMMON_SHARE * index.count;
}

const pairs = (typed, strict) => typed.slice(1).map((_, at) => unit(typed.slice(at, at + 2), strict));
const unit = (typed, strict = false) => ({ typed, strict, key: fold(typed.join(" ")) });
