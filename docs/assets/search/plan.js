// Makes a plan from a typed query: terms to look up, their meanings, and the places named.

import { begins, compatible, fold, marked, terms } from "../common/terms.js";
import { capitals, correct } from "./correction.js";
import { fillers, meanings, placesTold } from "./meanings.js";
import { possible } from "./syllables.js";

/** Limits of a query: the rest is ignored. */
const MOST_CHARACTERS = 1000;
const MOST_TERMS = 32;
const WORD_END = /[\p{L}\p{N}\p{M}]$/u;
const COMPLETIONS = 40; // Most completions of an unfinished word.

/**
 * Weight of a variant: as typed; with more marks than typed, if the typed form is not a word, and if it is (`đuong`,
 * `dương` for `đường`); with other marks, if another variant fits, and if none does.
 */
const EXACT = 1;
const MORE_MARKS = 0.9;
const MORE_MARKS_THAN_A_WORD = 0.4;
const OTHER_MARKS = 0.2;
const ONLY_OTHER_MARKS = 0.6;
const COMPLETED = 0.9;

/**
 * {terms, spans, fillers, pairs, singles, open, unknown, correction, places}. `pairs` and `singles`: units by the
 * position of their first term. With `literal`, nothing is corrected; with `typing`, the last word may be unfinished.
 */
export async function plan(index, text, { literal, typing }) {
  const read = text.slice(0, MOST_CHARACTERS).normalize("NFKC");
  const asTyped = terms(read).slice(0, MOST_TERMS);
  const last = asTyped.length - 1;
  const unfinished = typing && WORD_END.test(read) && !/^[0-9]+$/.test(asTyped[last] ?? "0");
  const correction = literal ? null : await correct(index, read, asTyped, unfinished ? last : -1);
  const typed = correction?.terms ?? asTyped;
  const open = unfinished || (!literal && (await cutOff(index, typed))) ? last : -1;
  const meant = meanings(index, typed, open);
  const asking = fillers(index, typed, meant, capitals(read));
  const spans = meant.filter(({ start, end }) => !typed.some((_, at) => start <= at && at < end && asking.has(at)));
  const covered = (at) => spans.some(({ start, end }) => start <= at && at < end);
  const unknown = typed.filter((term, at) => !covered(at) && at !== open && !index.mayStand(fold(term)));
  const pairs = await Promise.all(typed.slice(1).map((_, at) => unit(index, typed.slice(at, at + 2), at + 1 === open)));
  const singles = await Promise.all(typed.map((term, at) => unit(index, [term], at === open)));
  return {
    terms: typed,
    spans,
    fillers: asking,
    pairs,
    singles,
    open,
    unknown,
    correction,
    places: placesTold(index, spans),
  };
}

// Whether the last term, unknown, is the beginning of a word: `came` of `camera`. A possible syllable is, only if some
// model has the whole word after the previous one: `đuối nướ`.
async function cutOff(index, typed) {
  const [before, term] = [typed[typed.length - 2], typed[typed.length - 1]];
  if (!term || fold(term).length < 2 || /^[0-9]/.test(term) || isKnown(index, term)) return false;
  const whole = [...index.syllables].some(
    ([key, variants]) => key.startsWith(fold(term)) && variants.some((variant) => begins(term, variant.term)),
  );
  if (!whole) return false;
  if (!possible(term)) return fold(term).length > 2;
  return Boolean(before) && (await index.keysBeginning(fold(`${before} ${term}`))).length > 0;
}

const isKnown = (index, typed) => (index.syllables.get(fold(typed)) ?? []).some(({ term }) => compatible(typed, term));

// A unit is one term or two neighbours: {typed, keys, open}; `keys`: the folded terms to look up.
async function unit(index, typed, open) {
  if (!open) return { typed, keys: [fold(typed.join(" "))], open };
  const [last, before] = [typed[typed.length - 1], typed.length > 1 ? typed[0] : null];
  const fits = (key) => (index.syllables.get(key) ?? []).some(({ term }) => begins(last, term));
  if (before) {
    const keys = await index.keysBeginning(fold(typed.join(" ")));
    return { typed, keys: keys.filter((key) => fits(key.split(" ")[1])), open };
  }
  const counted = [...index.syllables].filter(([key]) => key.startsWith(fold(last)) && fits(key));
  counted.sort((one, other) => total(other[1]) - total(one[1]));
  return { typed, keys: counted.slice(0, COMPLETIONS).map(([key]) => key), open };
}

const total = (variants) => variants.reduce((sum, { count }) => sum + count, 0);

/** Those keys of the units that may be in the index. */
export function keysOf(index, units) {
  const mayStand = (key) => key.split(" ").every((part) => index.mayStand(part));
  return units.flatMap(({ keys }) => keys.filter(mayStand));
}

/** Weight of a variant for a unit, by how well its marks agree with the typed terms. */
export function weightOf(index, { typed, strict, open }, variant) {
  const parts = variant.split(" ");
  const last = typed.length - 1;
  return Math.min(
    ...typed.map((term, at) =>
      open && at === last ? completed(term, parts[at]) : weightOfOne(index, term, parts[at], strict),
    ),
  );
}

const completed = (typed, term) => (compatible(typed, term) ? EXACT : begins(typed, term) ? COMPLETED : 0);

function weightOfOne(index, typed, variant, strict) {
  if (typed === variant) return EXACT;
  if (strict) return 0;
  if (!marked(typed)) return EXACT;
  const known = (index.syllables.get(fold(typed)) ?? []).map(({ term }) => term);
  if (compatible(typed, variant)) return known.includes(typed) ? MORE_MARKS_THAN_A_WORD : MORE_MARKS;
  return known.some((term) => compatible(typed, term)) ? OTHER_MARKS : ONLY_OTHER_MARKS;
}

/** Units of another wording; it must match with its exact marks and all words in sequence. */
export function wording(words) {
  const parts = words.length > 1 ? words.slice(1).map((_, at) => words.slice(at, at + 2)) : [words];
  return parts.map((typed) => ({ typed, strict: true, open: false, keys: [fold(typed.join(" "))] }));
}
