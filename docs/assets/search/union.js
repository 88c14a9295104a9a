// Joins several indexes into one with the same methods as Index, so counts and weights are over all models.
// Models of the second index are numbered after those of the first.

import { Columns } from "./columns.js";
import { PLACE, SAME_NAME } from "./listing.js";

export const PROVINCE = "tinh";

/** Facets that the engine asks for by name; if a site with older software lacks one, it has no values. */
const NEEDED = ["dia-ban", "chu-de", "loai-viec", "cung-ten", "tinh-trang"];

/** `parts`: [{ index, code, name, slug, home }]; name and slug of the province: `tỉnh Lai Châu`, `lai-chau`. */
export class Union extends Columns {
  constructor(parts) {
    super();
    this.sources = parts;
    const [first] = parts.map(({ index }) => index);
    this.starts = [];
    this.count = 0;
    for (const { index } of parts) {
      this.starts.push(this.count);
      this.count += index.count;
    }
    this.parts = [...new Set(parts.flatMap(({ index }) => index.parts))];
    this.synonyms = first.synonyms;
    this.everyday = first.everyday;
    this.families = first.families;
    /** Empty: pages of lessons are on the sites of the provinces. */
    this.lessons = new Set();
    this.places = joinedPlaces(parts);
    this.joinFacets();
    this.maybe = this.joined(({ index }) => index.maybe);
    this.names = this.joined(({ index }) => index.names);
    this.ranks = this.joined(({ index }) => index.ranks);
    this.syllables = joinedSyllables(parts);
  }

  /** Keys of facets whose columns at least one index has not fetched. */
  get missing() {
    return [...new Set(this.sources.flatMap(({ index }) => index.missing))];
  }

  /** Fetch the columns of these facets from every index. */
  async load(keys) {
    const wanted = keys.filter((key) => this.missing.includes(key));
    if (!wanted.length) return;
    await Promise.all(this.sources.map(({ index }) => index.load(wanted)));
    this.joinFacets();
  }

  /** Fetch the facets that are chosen or that words of the query mean. */
  async prepare({ spans }, chosen, sort) {
    const keys = Object.keys(chosen).filter((key) => chosen[key].length);
    const byPlace = sort === PLACE || keys.includes(SAME_NAME) || spans.some(({ places }) => places.length);
    const meant = spans.flatMap(({ facets }) => facets.map(({ key }) => key));
    await this.load([...keys, ...meant, ...(byPlace ? [PLACE] : [])]);
  }

  // Joins the facets that every index which has them has fetched.
  joinFacets() {
    const known = this.sources.flatMap(({ index }) => index.known.map(({ key }) => key));
    const missing = new Set(this.missing);
    const keys = [...new Set([...known, ...NEEDED])].filter((key) => !missing.has(key));
    this.facets = [this.provinces(), ...keys.map((key) => this.joinedFacet(key))];
  }

  provinces() {
    const lists = this.sources.map((_, at) => [at]);
    const rows = new Uint16Array(this.count);
    this.sources.forEach(({ index }, at) => rows.fill(at, this.starts[at], this.starts[at] + index.count));
    return {
      key: PROVINCE,
      label: "Tỉnh, thành phố",
      opened: 1,
      values: this.sources.map(({ code, name }) => [code, name]),
      lists,
      rows,
    };
  }

  // One column of all indexes: their lists one after the other, each changed by `list`.
  joined(columnOf, list = (one, _at) => one) {
    // 32 bits: all indexes together can have more than 65,535 lists.
    const rows = new Uint32Array(this.count);
    const lists = [];
    this.sources.forEach((source, at) => {
      const told = columnOf(source);
      const before = lists.length;
      if (!told) {
        lists.push([]);
        rows.fill(before, this.starts[at], this.starts[at] + source.index.count);
        return;
      }
      for (const one of told.lists) lists.push(list(one, at));
      for (let row = 0; row < source.index.count; row++) rows[this.starts[at] + row] = before + told.rows[row];
    });
    return { lists, rows };
  }

  joinedFacet(key) {
    const facets = this.sources.map(({ index }) => index.facet(key));
    const numbers = new Map();
    const values = [];
    const numbered = facets.map((facet, at) =>
      (facet?.values ?? []).map(([code, name]) => {
        const value = key === "dia-ban" ? abroad(this.sources[at], code, name) : [code, name];
        if (!numbers.has(value[0])) numbers.set(value[0], values.push(value) - 1);
        return numbers.get(value[0]);
      }),
    );
    const column = this.joined(
      ({ index }) => index.facet(key),
      (list, at) => list.map((value) => numbered[at][value]),
    );
    const told = facets.find(Boolean) ?? { key, label: "", hidden: 1 };
    return { ...told, values, ...column };
  }

  mayStand(key) {
    return this.syllables.has(key) || this.sources.some(({ index }) => index.mayStand(key));
  }

  /** Map: folded term -> variants, as in `Index.terms`; fetches from each index only terms that it may have. */
  async terms(keys) {
    const wanted = [...new Set(keys)];
    const found = new Map(wanted.map((key) => [key, new Map()]));
    const asked = this.sources.map(({ index }) =>
      index.terms(wanted.filter((key) => key.split(" ").every((part) => index.mayStand(part)))),
    );
    (await Promise.all(asked)).forEach((terms, at) => {
      for (const [key, variants] of terms)
        for (const variant of variants) {
          const known = found.get(key);
          if (!known.has(variant.term)) known.set(variant.term, []);
          known.get(variant.term).push({ ...variant, start: this.starts[at] });
        }
    });
    return new Map(
      [...found].map(([key, variants]) => [key, [...variants].map(([term, all]) => joinedVariant(term, all))]),
    );
  }

  async keysBeginning(start) {
    const found = await Promise.all(this.sources.map(({ index }) => index.keysBeginning(start)));
    return [...new Set(found.flat())];
  }

  async loadDates() {
    await Promise.all(this.sources.map(({ index }) => index.loadDates()));
    const { lists, rows } = this.joined(({ index }) => ({ lists: index.dates, rows: index.dateRows }));
    this.dates = lists;
    this.dateRows = rows;
  }

  /** Card data of these models, each with the address of its own site. */
  async cards(models) {
    const cards = await this.ofEach(models, (index, model) => index.cards([model]));
    return cards.map(([card], at) => {
      const { home, name } = this.sourceOf(models[at]);
      return { ...card, home, place: `${card.place} · kho ${name}` };
    });
  }

  /** Further text of these models: for each a list of [part, sentence]. */
  async texts(models) {
    const texts = await this.ofEach(models, (index, model) => index.texts([model]));
    return texts.map(([sentences], at) => {
      const { parts } = this.sourceOf(models[at]).index;
      return sentences.map(([part, sentence]) => [this.parts.indexOf(parts[part]), sentence]);
    });
  }

  /** Slugs of these models, in order. */
  async slugs(models) {
    return (await this.ofEach(models, (index, model) => index.slugs([model]))).flat();
  }

  sourceOf(model) {
    return this.sources[lastStart(this.starts, model)];
  }

  ofEach(models, ask) {
    return Promise.all(
      models.map((model) => ask(this.sourceOf(model).index, model - this.starts[lastStart(this.starts, model)])),
    );
  }
}

function lastStart(starts, model) {
  let at = 0;
  while (at + 1 < starts.length && starts[at + 1] <= model) at++;
  return at;
}

function joinedVariant(term, all) {
  const length = all.reduce((sum, { models }) => sum + models.length, 0);
  const models = new Uint32Array(length);
  const levels = new Uint8Array(length);
  let at = 0;
  for (const one of all) {
    one.models.forEach((model, place) => {
      models[at + place] = one.start + model;
    });
    levels.set(one.levels, at);
    at += one.models.length;
  }
  return { term, models, levels };
}

function joinedSyllables(parts) {
  const found = new Map();
  for (const { index } of parts)
    for (const [key, variants] of index.syllables) {
      if (!found.has(key)) found.set(key, []);
      const known = found.get(key);
      for (const { term, count } of variants) {
        const same = known.find((one) => one.term === term);
        if (same) same.count += count;
        else known.push({ term, count });
      }
    }
  return found;
}

// [slug, name] of a commune, with its province added: on its home site they are short, without the province.
function abroad({ index, slug: province, name: full }, slug, name) {
  const at = index.places.communes.findIndex(([, known]) => known === slug);
  if (at < 0 || index.places.communes[at][3] !== name || name.includes(",")) return [slug, name];
  return [`${slug}-${province}`, `${name}, ${full}`];
}

// The places of all indexes, each commune once: {communes, former} as in index.js.
function joinedPlaces(parts) {
  const numbers = new Map();
  const communes = [];
  const former = {};
  for (const source of parts) {
    const own = source.index.places.communes.map(([code, slug, name, full]) => {
      const [long, told] = abroad(source, slug, full);
      if (!numbers.has(code)) numbers.set(code, communes.push([code, long, name, told]) - 1);
      return numbers.get(code);
    });
    for (const [within, units] of Object.entries(source.index.places.former)) {
      former[within] ??= [];
      const known = new Set(former[within].map(([name]) => name));
      for (const [name, ...at] of units)
        if (!known.has(name)) former[within].push([name, ...at.map((one) => own[one])]);
    }
  }
  return { communes, former };
}
