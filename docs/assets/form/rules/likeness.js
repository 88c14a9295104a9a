// Which models are much like one that is being told, by their titles; as in showcase/files/likeness.py. Both are held
// to tests/twins/likeness.yml.

import { slugOf } from "../../common/slug.js";

// Names that have been taken apart: those of all models are compared at every pause.
const known = new Map();

/**
 * The models much like one with this title, owner's name and folder (`ba-chuc`); the most alike come first.
 * `models`: as `loadModels` gives them.
 */
export function alike({ title, owner, folder }, models, rules) {
  const limits = rules.likeness;
  return models
    .map((model) => ({ model, score: Math.max(...names(model).map((name) => likeness(title, name, rules))) }))
    .filter(({ model, score }) => score >= (isNear(model, owner, folder, rules) ? limits["title-here"] : limits.title))
    .sort((one, other) => other.score - one.score || (one.model.slug < other.model.slug ? -1 : 1))
    .map(({ model }) => model);
}

const names = ({ title, aliases = [] }) => [title, ...aliases];

function isNear(model, owner, folder, rules) {
  const here = folder === model.folder && folder !== rules.folders.unknown;
  return here || likeness(owner, model.owner ?? "", rules) >= rules.likeness.owner;
}

/** How much two titles share, from 0 to 1: pairs of neighbouring syllables, without stock phrases. */
export function likeness(one, other, rules) {
  const [ours, theirs] = [remembered(one, rules), remembered(other, rules)];
  if (ours.slug === theirs.slug) return Number(Boolean(ours.slug));
  return shared(ours.pairs, theirs.pairs, rules.likeness);
}

function remembered(name, rules) {
  if (!known.has(name)) {
    const slug = slugOf(name);
    known.set(name, { slug, pairs: pairs(slug, rules) });
  }
  return known.get(name);
}

function shared(ours, theirs, { few, within }) {
  const both = [...ours].filter((pair) => theirs.has(pair)).length;
  const whole = (2 * both) / Math.max(1, ours.size + theirs.size);
  const part = both >= few ? both / Math.min(ours.size, theirs.size) : 0;
  return Math.max(whole, within * part);
}

function pairs(slug, { likeness: { stock } }) {
  const words = slug.split("-");
  const all = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  return new Set(all.filter((pair) => !stock.includes(pair)));
}
