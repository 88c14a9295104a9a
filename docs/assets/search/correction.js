// What was meant when the dictionary does not know a typed term: the keyboard's input method was off, or one letter is
// wrong. Nothing is corrected that can be found as it was typed.

import { meaningful } from "./meanings.js";
import { fold, marked, telex, terms, vni, written } from "../common/terms.js";

/** Candidates whose neighbours are looked up for one wrong term. */
const CANDIDATES = 8;

/** {terms, text, reason} of the corrected query, or null. The reason is `telex`, `vni` or `letter`. */
export async function correct(index, text, typed) {
  const isKnown = (term) => index.syllables.has(fold(term)) || meaningful(index, fold(term));
  if (typed.every((term) => isKnown(term) || isNumber(term))) return null;
  return inputMethodOff(index, text, typed) ?? (await oneLetter(index, typed, isKnown));
}

/** Known terms that look most like an unknown one, at most three, as they are written. */
export function lookalikes(index, term) {
  const near = (limit) => [...index.syllables.keys()].filter((key) => distance(fold(term), key, limit) <= limit);
  const found = near(1).length ? near(1) : near(2);
  const counted = found.map((key) => mostUsed(index.syllables.get(key)));
  return counted.sort((one, other) => other.count - one.count).slice(0, 3).map(({ term: known }) => written(known));
}

const isNumber = (term) => /^[0-9]/.test(term) && !/[a-zđ]/.test(term);

function inputMethodOff(index, text, typed) {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  if (words.join(" ") !== typed.join(" ")) return null;
  for (const [reason, decode] of [["telex", telex], ["vni", vni]]) {
    const decoded = words.map((word) => {
      const term = terms(decode(word))[0] ?? word;
      return knownExactly(index, term) ? term : word;
    });
    const better = decoded.some((term, at) => term !== words[at] && !index.syllables.has(words[at]));
    if (better) return { terms: decoded, text: decoded.map(written).join(" "), reason };
  }
  return null;
}

const knownExactly = (index, term) => (index.syllables.get(fold(term)) ?? []).some((known) => known.term === term);

async function oneLetter(index, typed, isKnown) {
  const result = [...typed];
  const shown = typed.map(written);
  const anyMarks = typed.some(marked);
  let changed = false;
  for (const [at, term] of typed.entries()) {
    if (isKnown(term) || fold(term).length < 2 || /[0-9]/.test(term)) continue;
    const best = await bestCandidate(index, result, at);
    if (!best) continue;
    result[at] = marked(term) ? best : fold(best);
    shown[at] = anyMarks ? written(best) : fold(best);
    changed = true;
  }
  return changed ? { terms: result, text: shown.join(" "), reason: "letter" } : null;
}

// The candidate that stands beside the same neighbours most often, and otherwise the most used one.
async function bestCandidate(index, typed, at) {
  const key = fold(typed[at]);
  const near = [...index.syllables].filter(([known]) => !/[0-9]/.test(known) && distance(key, known, 1) === 1);
  const candidates = near.map(([known, variants]) => ({ known, count: sum(variants), variants }));
  candidates.sort((one, other) => other.count - one.count || (one.known < other.known ? -1 : 1));
  const few = candidates.slice(0, CANDIDATES);
  const [before, after] = [typed[at - 1], typed[at + 1]].map((term) => term && fold(term));
  const keys = few.map(({ known }) => [before && `${before} ${known}`, after && `${known} ${after}`]);
  const found = await index.terms(keys.flat().filter(Boolean));
  let best = null;
  few.forEach((candidate, number) => {
    keys[number].forEach((pair, side) => {
      for (const { term, models } of found.get(pair) ?? [])
        if (models.length > (best?.count ?? 0)) best = { term: term.split(" ")[1 - side], count: models.length };
    });
  });
  return best?.term ?? (few.length ? mostUsed(few[0].variants).term : null);
}

const sum = (variants) => variants.reduce((total, { count }) => total + count, 0);
const mostUsed = (variants) => variants.reduce((best, variant) => (variant.count > best.count ? variant : best));

/** Letters to insert, leave out, exchange or swap with a neighbour; anything above `limit` is given as limit + 1. */
export function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let older = [];
  let old = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [older, old] = [old, row];
  }
  return old[other.length];
}
