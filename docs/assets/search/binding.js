// Decides which places in a query are a condition: a place binds unless its words are part of a name.

import { WEIGHT } from "./meanings.js";
import { keysOf, weightOf } from "./plan.js";

const SPELLING = WEIGHT.spelling;

/** A pair of at least this level is in a title, name, owner or place of some model, not only in its body. */
const IN_A_NAME = 9;

/** The spans of a plan that bind. */
export async function binding(index, made) {
  const found = [];
  for (const span of made.spans) if (onlyPlace(span) && !(await partOfName(index, made, span))) found.push(span);
  // If only a place is asked and it has no model, it does not bind: its name may be in some text.
  const idle = (at) => made.fillers.has(at) || found.some(({ start, end }) => start <= at && at < end);
  const only = found.length && made.terms.every((_, at) => idle(at));
  return only && !located(index, found).includes(1) ? [] : found;
}

// A span that means only places; other spellings are allowed.
const onlyPlace = ({ places, facets, wordings, people }) =>
  places.length && !facets.length && !people.length && wordings.every(({ weight }) => weight === SPELLING);

// `Tân Hội` in `Canh Tân Hội quán` is not a place: some name has it with the same neighbours.
async function partOfName(index, { terms, pairs, fillers }, { start, end }) {
  const sides = [start - 1, end - 1].filter(
    (at) => at >= 0 && at + 1 < terms.length && ![at, at + 1].some((one) => fillers.has(one)),
  );
  if (!sides.length) return false;
  const units = sides.map((at) => pairs[at]);
  const found = await index.terms(keysOf(index, units));
  const named = (unit) =>
    unit.keys.some((key) =>
      (found.get(key) ?? []).some(
        ({ term, levels }) => weightOf(index, unit, term) >= 0.9 && levels.some((level) => level >= IN_A_NAME),
      ),
    );
  return units.every(named);
}

/** An array with 1 for each model that is, or may be, in a place of these spans. */
export function located(index, spans) {
  const places = spans.flatMap((span) =>
    span.places.flatMap(({ communes }) => communes.map((at) => index.places.communes[at])),
  );
  const slugs = new Set(places.map(([, slug]) => slug));
  const facet = index.facet("dia-ban");
  const here = facet.lists.map((list) => list.some((at) => slugs.has(facet.values[at][0])));
  const codes = new Set(places.map(([code]) => code));
  const maybe = index.maybe.lists.map((list) => list.some((code) => codes.has(code)));
  return Uint8Array.from(
    { length: index.count },
    (_, model) => here[facet.rows[model]] || maybe[index.maybe.rows[model]],
  );
}
