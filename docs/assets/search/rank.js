// How well each model fits a plan: weights of the terms that it holds, rare terms above common ones.

import { keysOf, weightOf } from "./plan.js";
import { fold } from "../common/terms.js";

const LEVELS = 15;

/** A model belongs to the answer when it holds this share of what the best one holds, or fits this well beside it. */
const SHARE = 0.6;
const SCORE_SHARE = 0.5;

/** Among equally good ones the better told first: so much more for the first model than for the last. */
const BETTER_TOLD = 0.02;

/** {models, scores}: the numbers of the models that fit, best first. */
export async function rank(index, made) {
  const found = await index.terms(keysOf(index, made));
  const score = new Float64Array(index.count);
  const held = new Float64Array(index.count);
  for (const group of made.groups) addGroup(index, found, group, score, held);
  for (const unit of made.bridges) {
    const { weights, presence, mass } = summed(index, found, [unit]);
    for (let model = 0; model < index.count; model++) {
      score[model] += mass * weights[model];
      held[model] += mass * presence[model];
    }
  }
  const models = fitting(index, score, held);
  return { models, scores: score };
}

function fitting(index, score, held) {
  const most = held.reduce((best, value) => Math.max(best, value), 0);
  const highest = score.reduce((best, value) => Math.max(best, value), 0);
  const models = [];
  for (let model = 0; model < index.count; model++) {
    if (held[model] > 0 && (held[model] >= SHARE * most || score[model] >= SCORE_SHARE * highest)) models.push(model);
    score[model] *= 1 + (BETTER_TOLD * (index.count - model)) / index.count;
  }
  return models.sort((one, other) => score[other] - score[one] || one - other);
}

// A group gives each model the best of its alternatives, on the scale of the words that were typed.
function addGroup(index, found, { alternatives }, score, held) {
  const bestWeight = new Float64Array(index.count);
  const bestPresence = new Float64Array(index.count);
  let scale = 0;
  alternatives.forEach(({ weight, units, communes, words }, number) => {
    const { weights, presence, mass } = communes ? located(index, communes) : summed(index, found, units);
    if (words) onlyWhole(weights, presence);
    if (number === 0) scale = mass;
    for (let model = 0; model < index.count; model++) {
      bestWeight[model] = Math.max(bestWeight[model], weight * weights[model]);
      bestPresence[model] = Math.max(bestPresence[model], presence[model]);
    }
  });
  for (let model = 0; model < index.count; model++) {
    score[model] += scale * bestWeight[model];
    held[model] += scale * bestPresence[model];
  }
}

// Another wording counts only in models that hold all of it.
function onlyWhole(weights, presence) {
  for (let model = 0; model < presence.length; model++) {
    if (presence[model] > 0.999) continue;
    weights[model] = 0;
    presence[model] = 0;
  }
}

/** Weight and presence of some units in each model, both as shares of all of them; `mass` is what all are worth. */
function summed(index, found, units) {
  const weights = new Float64Array(index.count);
  const presence = new Float64Array(index.count);
  let mass = 0;
  for (const unit of units) {
    const variants = (found.get(unit.key) ?? [])
      .map((variant) => ({ ...variant, weight: weightOf(index, unit, variant.term) }))
      .filter(({ weight }) => weight > 0);
    const worth = rarity(index, unit, variants);
    mass += worth;
    addUnit(variants, worth, weights, presence);
  }
  for (let model = 0; mass && model < index.count; model++) {
    weights[model] /= mass;
    presence[model] /= mass;
  }
  return { weights, presence, mass };
}

// A model may hold several variants of one term; only its best counts. Marks decide the order, not who is there.
function addUnit(variants, worth, weights, presence) {
  const several = variants.length > 1;
  const given = several ? new Float64Array(weights.length) : null;
  for (const { models, levels, weight } of variants) {
    for (let at = 0; at < models.length; at++) {
      const model = models[at];
      const value = (worth * weight * levels[at]) / LEVELS;
      const before = several ? given[model] : 0;
      if (before === 0) presence[model] += worth;
      if (value <= before) continue;
      weights[model] += value - before;
      if (several) given[model] = value;
    }
  }
}

// Inverse document frequency; a term that stands nowhere is the rarest of all.
function rarity(index, unit, variants) {
  const single = unit.typed.length === 1;
  const all = single ? (index.syllables.get(fold(unit.typed[0])) ?? []) : variants;
  const counts = all.map(({ term, count, models }) => ({ count: count ?? models.length, weight: weightOf(index, unit, term) }));
  const good = counts.filter(({ weight }) => weight > 0.5);
  const total = (good.length ? good : counts).reduce((sum, { count }) => sum + count, 0);
  const holding = Math.min(total, index.count);
  return inverse(index, holding);
}

// All models that are in some communes, or may be.
function located(index, communes) {
  const places = communes.map((at) => index.places.communes[at]);
  const facet = index.facets.find(({ key }) => key === "dia-ban");
  const slugs = new Set(places.map(([, slug]) => slug));
  const here = facet.lists.map((list) => list.some((at) => slugs.has(facet.values[at][0])));
  const codes = new Set(places.map(([code]) => code));
  const maybe = index.maybe.lists.map((list) => list.some((code) => codes.has(code)));
  const weights = new Float64Array(index.count);
  let holding = 0;
  for (let model = 0; model < index.count; model++)
    if (here[facet.rows[model]] || maybe[index.maybe.rows[model]]) holding += weights[model] = 1;
  return { weights, presence: weights, mass: inverse(index, holding) };
}

const inverse = (index, holding) => Math.log(1 + (index.count - holding + 0.5) / (holding + 0.5));
