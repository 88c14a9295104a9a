// Answers a state of the national search page from the indexes of the chosen provinces. An index that cannot be read is
// left out, and the answer names its province.

import { PartedIndex } from "./apart.js";
import { answer } from "./engine.js";
import { PROVINCE, Union } from "./union.js";

/**
 * Returns a function that answers one state. `sources`: [{ code, name, slug, home, base, count, first }]; `first`:
 * asked if no province is chosen; `fetcherOf(base)` fetches its files. Unless a state asks for `filters`, an
 * answer has only the facet of provinces and facets with a chosen value.
 */
export function open(sources, fetcherOf) {
  const opened = new Map();
  const unions = new Map();
  const texts = new Map();
  // All indexes name the same shared file, each by an address relative to itself.
  const sharedOf = (base) => (name) => {
    if (!texts.has(name)) texts.set(name, fetcherOf(base)(name));
    return texts.get(name);
  };
  const index = (source) => {
    if (!opened.has(source.code))
      opened.set(
        source.code,
        PartedIndex.open(fetcherOf(source.base), sharedOf(source.base)).catch(() => null),
      );
    return opened.get(source.code);
  };
  return async (state) => {
    const chosen = state.facets?.[PROVINCE] ?? [];
    const wanted = sources.filter(({ code, first }) => (chosen.length ? chosen.includes(code) : first));
    const parts = (await Promise.all(wanted.map(async (source) => ({ ...source, index: await index(source) })))).filter(
      (part) => part.index,
    );
    if (!parts.length) throw new Error("no index");
    const key = parts.map(({ code }) => code).join(" ");
    if (!unions.has(key)) unions.set(key, new Union(parts));
    const union = unions.get(key);
    if (state.filters) await union.load(union.missing);
    const given = await answer(union, state);
    const facets = given.facets.filter((one) => state.filters || one.key === PROVINCE || isChosen(one));
    return {
      ...given,
      facets: withOthers(facets, sources, parts),
      unread: wanted.filter(({ code }) => !parts.some((part) => part.code === code)).map(({ name }) => name),
    };
  };
}

const isChosen = ({ values }) => values.some(({ chosen }) => chosen);

// Adds the provinces that were not asked, each with the count of all its models, so they can be chosen.
function withOthers(facets, sources, parts) {
  const asked = new Set(parts.map(({ code }) => code));
  const others = sources
    .filter(({ code }) => !asked.has(code))
    .map(({ code, name, count }) => ({ code, name, count, chosen: false }));
  return facets.map((facet) => (facet.key === PROVINCE ? { ...facet, values: [...facet.values, ...others] } : facet));
}
