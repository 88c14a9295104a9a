// The rules between files: unique slugs, and links to models that exist, without a circle; as in
// showcase/files/links.py. Another model is {slug, file, replicates?, family?}; with `unread` if its file is broken.

import { nearestOfMany, slugOf } from "../../common/slug.js";

const SHOWN_IN_CIRCLE = 8;

/**
 * The models needed to check the links of one model: the model with the same slug, and the models its links lead to. If
 * a link is dead or in a circle, all models: the message names others. `models`: models.js.
 */
export async function linkedTo(slug, { replicates, family }, models) {
  const found = new Map();
  const links = [replicates?.model, family].filter((one) => one && one !== slug);
  for (const one of await models.named([slug, ...links])) found.set(one.slug, one);
  const chain = new Set([slug]);
  let next = replicates?.model;
  while (found.has(next) && !chain.has(next)) {
    chain.add(next);
    next = found.get(next).replicates;
    for (const one of next && !found.has(next) ? await models.named([next]) : []) found.set(one.slug, one);
  }
  const isSound = links.every((link) => found.has(link)) && !chain.has(next);
  return isSound ? [...found.values()] : models.all();
}

/** The findings between a model and the others. */
export function* checkLinks(reading, others) {
  const { slug, file, values } = reading;
  const own = { slug, file, replicates: values.replicates?.model, family: values.family };
  const all = [...others.filter((one) => one.file !== file), own].sort((one, other) =>
    one.file < other.file ? -1 : 1,
  );
  yield* duplicateSlug(own, reading, all);
  yield* deadLinks(own, all);
  yield* circle(own, all);
}

// Of two files, report the later file, or the file that is not written yet.
function* duplicateSlug({ slug, file }, { folder, lines }, all) {
  const alike = all.filter((one) => one.slug === slug && !one.unread);
  const twin = lines ? alike[0] : alike.find((one) => one.file !== file);
  if (!twin || twin.file === file) return;
  yield { rule: "duplicate-slug", found: slug, other: twin.file, suggestion: slugOf(`${slug}-${folder}`) };
}

function* deadLinks({ slug, replicates, family }, all) {
  const slugs = new Set(all.map((one) => one.slug));
  for (const [path, target] of Object.entries({ "replicates.model": replicates, family })) {
    if (target && target === slug) yield { rule: "replicates-itself", path, found: target };
    else if (target && !slugs.has(target)) {
      yield { rule: "replicates-nowhere", path, found: target, nearest: nearestOfMany(target, slugs) };
    }
  }
}

function* circle(own, all) {
  const bySlug = new Map();
  for (const one of all) if (!one.unread && !bySlug.has(one.slug)) bySlug.set(one.slug, one);
  if (bySlug.get(own.slug) !== own) return;
  const chain = circles(bySlug).get(own.slug);
  if (chain) yield { rule: "replicates-circle", path: "replicates.model", chain };
}

// Map of slug -> its circle, as `a → b → a`. Visits each model once.
function circles(bySlug) {
  const found = new Map();
  const done = new Set();
  for (const start of bySlug.keys()) {
    const chain = [];
    let slug = start;
    while (bySlug.has(slug) && !done.has(slug) && !chain.includes(slug)) {
      chain.push(slug);
      slug = bySlug.get(slug).replicates;
    }
    const ring = chain.includes(slug) ? chain.slice(chain.indexOf(slug)) : [];
    if (ring.length > 1) {
      const shown = ring.length <= SHOWN_IN_CIRCLE ? ring : [...ring.slice(0, SHOWN_IN_CIRCLE - 1), "…"];
      for (const one of ring) found.set(one, [...shown, slug].join(" → "));
    }
    for (const one of chain) done.add(one);
  }
  return found;
}
