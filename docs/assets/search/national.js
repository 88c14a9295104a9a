// Answers a state of the national search page from the indexes of the chosen provinces. What a site published that no
// longer reads is left out, and named.

import { PartedIndex } from "./apart.js";
import { answer } from "./engine.js";
import { PROVINCE, Union } from "./union.js";

/**
 * The result answers states one after the other. `sources`: [{ code, name, slug, home, base, count, first }], `first`
 * those that are asked where nobody has chosen; `fetcherOf(base)` fetches the files of one. Unless a state asks for
 * `filters`, an answer has only the facet of provinces and those of which something is chosen.
 */
export function open(sources, fetcherOf) {
  const opened = new Map();
  const unions = new Map();
  const texts = new Map();
  // All indexes name the same file, whose address is relative to each of them.
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

// The provinces that were not asked can be chosen too, each with all its models.
function withOthers(facets, sources, parts) {
  const asked = new Set(parts.map(({ code }) => code));
  const others = sources
    .filter(({ code }) => !asked.has(code))
    .map(({ code, name, count }) => ({ code, name, count, chosen: false }));
  return facets.map((facet) => (facet.key === PROVINCE ? { ...facet, values: [...facet.values, ...others] } : facet));
}
