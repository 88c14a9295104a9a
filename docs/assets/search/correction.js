// Corrects typed terms that are not in the dictionary: the keyboard's input method was off, or one letter is wrong.
// Known terms, words with capitals, numbers and short words stay. A possible Vietnamese syllable changes only if some
// model has the corrected term beside the same neighbour.

import { fold, marked, places, telex, terms, vni, written } from "../common/terms.js";
import { asking, meaningful } from "./meanings.js";
import { foreign, possible } from "./syllables.js";

/** Number of candidates for one wrong term whose neighbours are looked up. */
const CANDIDATES = 8;
const SHORTEST = 4; // Letters.

/**
 * {terms, text, reason} of the corrected query, or null; `reason`: `telex`, `vni` or `letter`; `open`: position of the
 * word still being typed.
 */
export async function correct(index, text, typed, open) {
  const isKnown = (term) => index.syllables.has(fold(term)) || meaningful(index, fold(term));
  if (typed.every((term) => isKnown(term) || isNumber(term))) return null;
  return inputMethodOff(index, text, typed) ?? (await oneLetter(index, typed, isKnown, capitals(text).add(open)));
}

/** The known terms most similar to an unknown one, at most three, in normal spelling. */
export function lookalikes(index, term) {
  const key = fold(term);
  if (key.length < SHORTEST || /[0-9]/.test(key)) return [];
  const near = (limit) => [...index.syllables.keys()].filter((known) => distance(key, known, limit) <= limit);
  const found = near(1);
  const counted = found.map((known) => mostUsed(index.syllables.get(known)));
  return counted
    .sort((one, other) => other.count - one.count)
    .slice(0, 3)
    .map(({ term: known }) => written(known));
}

const isNumber = (term) => /^[0-9]/.test(term) && !/[a-zđ]/.test(term);

/** Positions of terms in words with capitals; the first letter of the text does not count. */
export function capitals(text) {
  const found = new Set();
  let at = 0;
  for (const { start, end, terms: inside } of places(text)) {
    const word = text.slice(start, end);
    const rest = at === 0 ? word.slice(1) : word;
    for (const _ of inside) {
      if (rest !== rest.toLowerCase()) found.add(at);
      at++;
    }
  }
  return found;
}

function inputMethodOff(index, text, typed) {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  if (words.join(" ") !== typed.join(" ")) return null;
  for (const [reason, decode] of /** @type {[string, (word: string) => string][]} */ ([
    ["telex", telex],
    ["vni", vni],
  ])) {
    const decoded = words.map((word) => {
      const term = terms(decode(word))[0] ?? word;
      return knownExactly(index, term) ? term : word;
    });
    const changed = decoded.flatMap((term, at) => (term !== words[at] && !index.syllables.has(words[at]) ? [at] : []));
    // One changed word can be chance, unless the typed form cannot be a syllable.
    const better = changed.length > 1 || changed.some((at) => !possible(words[at]));
    if (better) return { terms: decoded, text: decoded.map(written).join(" "), reason };
  }
  return null;
}

const knownExactly = (index, term) => (index.syllables.get(fold(term)) ?? []).some((known) => known.term === term);

async function oneLetter(index, typed, isKnown, fixedAt) {
  const result = [...typed];
  const shown = typed.map(written);
  const anyMarks = typed.some(marked);
  let changed = false;
  for (const [at, term] of typed.entries()) {
    if (isKnown(term) || fixedAt.has(at) || fold(term).length < SHORTEST || /[0-9]/.test(term)) continue;
    // A possible syllable typed with marks is intended: `rước`, `vỉa`.
    if (marked(term) && possible(term)) continue;
    const best = await bestCandidate(index, result, at);
    if (!best) continue;
    result[at] = marked(term) ? best : fold(best);
    shown[at] = anyMarks ? written(best) : fold(best);
    changed = true;
  }
  return changed ? { terms: result, text: shown.join(" "), reason: "letter" } : null;
}

// The candidate found most often beside the same neighbours; otherwise the most used candidate, but only if the typed
// term cannot be a syllable. Question and joining words stand beside every word, so their neighbours prove nothing.
async function bestCandidate(index, typed, at) {
  const key = fold(typed[at]);
  const near = [...index.syllables].filter(
    ([known]) => known.length > 2 && !/[0-9]/.test(known) && distance(key, known, 1) === 1,
  );
  const candidates = near.map(([known, variants]) => ({ known, count: sum(variants), variants }));
  candidates.sort((one, other) => other.count - one.count || (one.known < other.known ? -1 : 1));
  const few = candidates.filter(({ known }) => !possible(typed[at]) || !asking(index, known)).slice(0, CANDIDATES);
  const speaks = (term) => term && !/[0-9]/.test(term) && fold(term);
  const [before, after] = [speaks(typed[at - 1]), speaks(typed[at + 1])];
  const keys = few.map(({ known }) => [before && `${before} ${known}`, after && `${known} ${after}`]);
  const found = await index.terms(keys.flat().filter(Boolean));
  let best = /** @type {{ term: string, count: number } | null} */ (null);
  few.forEach((_, number) => {
    keys[number].forEach((pair, side) => {
      for (const { term, models } of found.get(pair) ?? [])
        if (models.length > (best?.count ?? 0)) best = { term: term.split(" ")[1 - side], count: models.length };
    });
  });
  if (best || possible(typed[at]) || foreign(key) || !few.length) return best?.term ?? null;
  return mostUsed(few[0].variants).term;
}

const sum = (variants) => variants.reduce((total, { count }) => total + count, 0);
const mostUsed = (variants) => variants.reduce((best, variant) => (variant.count > best.count ? variant : best));

/** Edit distance: letters to insert, delete, replace or swap with a neighbour; limit + 1 if above `limit`. */
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
