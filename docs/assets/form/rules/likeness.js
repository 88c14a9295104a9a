// Finds models whose titles are like the title of a new model; as in showcase/files/likeness.py. Both run the cases of
// tests/twins/likeness.yml.

import { slugOf } from "../../common/slug.js";

// Cache of name -> its keys, because all models are compared at each pause in typing.
const known = new Map();

/**
 * The models that are like a model with this title, owner's name and folder (`ba-chuc`), most alike first.
 * `models`: from models.js.
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

/** Likeness of two titles, 0 to 1: the share of common keys; a short title inside a long one counts in part. */
export function likeness(one, other, rules) {
  const [ours, theirs] = [keysOf(one, rules), keysOf(other, rules)];
  return score([...ours].filter((key) => theirs.has(key)).length, ours.size, theirs.size, rules);
}

/** The likeness of two names with `ours` and `theirs` keys, of which `shared` are common. */
export function score(shared, ours, theirs, { likeness: { few, within } }) {
  const whole = (2 * shared) / Math.max(1, ours + theirs);
  const part = shared >= few ? shared / Math.min(ours, theirs) : 0;
  return Math.max(whole, within * part);
}

/**
 * The set of keys of a name: pairs of neighbouring syllables (`bep an`) without stock phrases. A name without
 * such a pair has its slug as the only key: `dan-van-kheo`. Empty if the name has no letter or digit.
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
