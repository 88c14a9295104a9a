// Answers a state of the national search page from the indexes of the chosen provinces. What a site published that no
// longer reads is left out, and named.

import { answer } from "./engine.js";
import { Index } from "./index.js";
import { PROVINCE, Union } from "./union.js";

/**
 * The result answers states one after the other. `sources`: [{ code, name, slug, home, base, count, first }], `first`
 * those that are asked where nobody has chosen; `fetcherOf(base)` fetches the files of one.
 */
export function open(sources, fetcherOf) {
  const opened = new Map();
  const unions = new Map();
  const index = (source) => {
    if (!opened.has(source.code))
      opened.set(
        source.code,
        Index.open(fetcherOf(source.base)).catch(() => null),
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
    const given = await answer(unions.get(key), state);
    return {
      ...given,
      facets: withOthers(given.facets, sources, parts),
      unread: wanted.filter(({ code }) => !parts.some((part) => part.code === code)).map(({ name }) => name),
    };
  };
}

// The provinces that were not asked can be chosen too, each with all its models.
function withOthers(facets, sources, parts) {
  const asked = new Set(parts.map(({ code }) => code));
  const others = sources
    .filter(({ code }) => !asked.has(code))
    .map(({ code, name, count }) => ({ code, name, count, chosen: false }));
  return facets.map((facet) => (facet.key === PROVINCE ? { ...facet, values: [...facet.values, ...others] } : facet));
}
