// From what was typed to a plan: which terms to look up, with which weight, and what else the words may mean.

import { communesNamed, placeSpans } from "./gazetteer.js";
import { corrected } from "./correction.js";
import { fold, marked, terms } from "./text.js";
import { synonymSpans } from "./thesaurus.js";

/** No more terms than these are looked at; nobody types so many on purpose. */
export const MOST_TERMS = 32;

/** How much a variant counts that differs in its marks from what was typed. */
const WEIGHT = { exact: 1, compatible: 0.9, other: 0.2, wrongMarks: 0.6 };

/**
 * The plan of a query: {terms, units, groups, bridges, unknown, places, correction}. A group covers some of the typed
 * terms and has alternatives; a bridge is the pair where two groups meet. Each unit is a folded key with the typed
 * form. With `literal`, nothing is corrected.
 */
export async function plan(index, text, literal = false) {
  const asTyped = terms(text.slice(0, 2000)).slice(0, MOST_TERMS);
  const correction = literal ? null : await corrected(index, text, asTyped);
  const typed = correction?.terms ?? asTyped;
  const spans = chosen([...synonymSpans(index, typed), ...placeSpans(index, typed)]);
  const groups = grouped(typed, spans);
  const bridges = groups.slice(1).map(({ start }) => pair(typed[start - 1], typed[start]));
  const covered = new Set(spans.flatMap(({ start, end }) => range(start, end)));
  const unknown = typed.filter((term, at) => !covered.has(at) && !index.syllables.has(fold(term)));
  return { terms: typed, groups, bridges, unknown, correction, places: communesNamed(index, typed) };
}

/** Weight of a variant of a term: by how its marks agree with what was typed. */
export function weigh(index, typedText, variantText, strict) {
  const typed = typedText.split(" ");
  const variant = variantText.split(" ");
  return Math.min(...typed.map((term, at) => weighOne(index, term, variant[at], strict)));
}

function weighOne(index, typed, variant, strict) {
  if (typed === variant) return WEIGHT.exact;
  if (strict) return 0;
  const agrees = agreement(typed);
  if (agrees(variant)) return marked(typed) ? WEIGHT.compatible : WEIGHT.exact;
  const known = index.syllables.get(fold(typed)) ?? [];
  return known.some(({ term }) => agrees(term)) ? WEIGHT.other : WEIGHT.wrongMarks;
}

const agreements = new Map();

function agreement(typed) {
  if (!agreements.has(typed)) agreements.set(typed, matcher(typed));
  return agreements.get(typed);
}

/** A function that says whether a term has the letters of `typed` and at least its marks. */
function matcher(typed) {
  return (variant) => compatibleCached(typed, variant);
}

import { compatible } from "./text.js";

const answers = new Map();

function compatibleCached(typed, variant) {
  const key = `${typed}\n${variant}`;
  if (!answers.has(key)) answers.set(key, compatible(typed, variant));
  return answers.get(key);
}
