// How well each model fits a plan: weights of the terms that it holds, rare terms above common ones.

import { keysOf, weightOf } from "./plan.js";
import { fold } from "./text.js";

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
  alternatives.forEach(({ weight, units, communes }, number) => {
    const { weights, presence, mass } = communes ? located(index, communes) : summed(index, found, units);
    if (number === 0 || scale === 0) scale = mass;
    for (let model = 0; model < index.count; model++) {
      bestWeight[model] = Math.max(bestWeight[model], weight * weights[model]);
      bestPresence[model] = Math.max(bestPresence[model], weight * presence[model]);
    }
  });
  for (let model = 0; model < index.count; model++) {
    score[model] += scale * bestWeight[model];
    held[model] += scale * bestPresence[model];
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

// A model may hold several variants of one term; only its best counts.
function addUnit(variants, worth, weights, presence) {
  const given = new Map();
  for (const { models, levels, weight } of variants) {
    for (let at = 0; at < models.length; at++) {
      const model = models[at];
      const value = (worth * weight * levels[at]) / LEVELS;
      const before = given.get(model) ?? [0, 0];
      const after = [Math.max(before[0], value), Math.max(before[1], worth * weight)];
      weights[model] += after[0] - before[0];
      presence[model] += after[1] - before[1];
      if (variants.length > 1) given.set(model, after);
    }
  }
}

// Inverse document frequency; a term that stands nowhere is worth nothing.
function rarity(index, unit, variants) {
  const single = unit.typed.length === 1;
  const all = single ? (index.syllables.get(fold(unit.typed[0])) ?? []) : variants;
  const counts = all.map(({ term, count, models }) => ({ count: count ?? models.length, weight: weightOf(index, unit, term) }));
  const good = counts.filter(({ weight }) => weight > 0.5);
  const total = (good.length ? good : counts).reduce((sum, { count }) => sum + count, 0);
  const holding = Math.min(total, index.count);
  return holding ? Math.log(1 + (index.count - holding + 0.5) / (holding + 0.5)) : 0;
}

function located(index, communes) {
  const codes = new Set(communes.map((at) => index.places.communes[at][0]));
  const lists = index.communeLists.map((list) => list.some((code) => codes.has(code)));
  const weights = Float64Array.from(index.communeRows, (row) => (lists[row] ? 1 : 0));
  const holding = weights.reduce((sum, value) => sum + value, 0);
  const mass = holding ? Math.log(1 + (index.count - holding + 0.5) / (holding + 0.5)) : 0;
  return { weights, presence: weights, mass };
}
