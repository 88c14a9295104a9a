// Which models are much like one that is being told, by their titles; as in showcase/files/likeness.py. Both are held
// to tests/twins/likeness.yml.

import { slugOf } from "../../common/slug.js";

// Names that have been taken apart: those of all models are compared at every pause.
const known = new Map();

/**
 * The models much like one with this title, owner's name and folder (`ba-chuc`); the most alike come first.
 * `models`: as models.js gives them.
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

/** How much two titles share, from 0 to 1: their keys, and of a short title within a long one a part. */
export function likeness(one, other, rules) {
  const [ours, theirs] = [keysOf(one, rules), keysOf(other, rules)];
  return score([...ours].filter((key) => theirs.has(key)).length, ours.size, theirs.size, rules);
}

/** The likeness of two names of so many keys, `shared` of them in both. */
export function score(shared, ours, theirs, { likeness: { few, within } }) {
  const whole = (2 * shared) / Math.max(1, ours + theirs);
  const part = shared >= few ? shared / Math.min(ours, theirs) : 0;
  return Math.max(whole, within * part);
}

/**
 * By what names are compared, a set: pairs of neighbouring syllables (`bep an`) without stock phrases. A name without
 * such a pair has its slug as the only key: `dan-van-kheo`. Empty without any letter or digit.
 */
export function keysOf(name, rules) {
  if (!known.has(name)) known.set(name, keysOfSlug(slugOf(name), rules.likeness.stock));
  return known.get(name);
}

function keysOfSlug(slug, stock) {
  const words = slug.split("-");
  const all = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  const pairs = all.filter((pair) => !stock.includes(pair));
  return new Set(pairs.length || !slug ? pairs : [slug]);
}
