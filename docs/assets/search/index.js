// Reads the files of the index; showcase/search/index.py describes their format.

import { fold, terms } from "../common/terms.js";
import { Columns } from "./columns.js";
import { weighed } from "./weighing.js";

const BEGINNING_FILES = 3;
const FIRST_LETTER = 65; // `A`
const COMMUNE_KIND = /^(Xã|Phường|Đặc khu) /;
const PROVINCE_KIND = /^(tỉnh|thành phố) /;
const KINDS = ["abbreviation", "synonym", "spelling"];

/** The fetched part of the index. `fetchBytes`: as in `fetching.js`, returns the unpacked content of a file. */
export class Index extends Columns {
  constructor(fetchBytes, state, { columns, ...header }) {
    super();
    this.fetchBytes = fetchBytes;
    this.state = state;
    this.count = header.count;
    this.parts = header.parts;
    this.synonyms = header.synonyms.map(([kind, phrases]) => ({ kind: KINDS[kind], phrases }));
    this.places = readPlaces(header.places);
    this.everyday = everyday(header.everyday);
    /** The kinds of deeds that have a page of lessons. */
    this.lessons = new Set(header.lessons);
    this.families = families(this.synonyms, this.everyday.peoples);
    // An index made by older software (federation/checking.py) does not use `before`, and its lists are written out.
    const older = header.beforeAt === undefined;
    if (!header.cards) this.termShards = older ? header.termShards.split("\n") : lengthened(header.termShards);
    this.scale = header.scale;
    const read = this.reader(columns, header.fewColumn);
    this.facets = this.read(header.facets, read);
    this.maybe = read(header.maybeColumn);
    this.names = read(header.nameColumn);
    this.ranks = read(header.rankColumn);
    const numbers = new Numbers(columns, header.numbersAt);
    this.whole = null;
    this.cardsHere = header.cards;
    if (this.termShards) {
      const before = older ? undefined : columns.slice(header.beforeAt);
      const continuing = (name) => this.fetchBytes(`${state}/${name}`, false, before);
      this.heads = new Models("h", numbers, continuing);
      this.sentences = new Models("d", numbers, continuing);
      this.readVocabulary(header.vocabulary, numbers);
    }
    this.dated = null;
    this.slugged = null;
    this.shards = new Map();
  }

  /** Fetch what is needed before the first query. */
  static async open(fetchBytes) {
    const { core } = json(await fetchBytes("entry.json", true));
    const index = new Index(fetchBytes, core.split("/")[0], parted(await fetchBytes(core)));
    if (!index.termShards) index.weigh();
    return index;
  }

  // A function that reads a column by its header.
  reader(columns, fewColumn) {
    const few = column(columns, fewColumn, this.count);
    return (told) => ({ ...told, rows: told.width ? column(columns, told, this.count) : part(few, fewColumn, told) });
  }

  read(facets, read) {
    return facets.map((told) => ({ ...read(told), values: values(told, this.places.communes) }));
  }

  /** A small catalogue has no files of terms: they are computed from the models. */
  weigh() {
    const cards = this.cardsHere;
    const { values, lists, rows } = this.facet("chu-de");
    const topics = cards.map((_, model) => lists[rows[model]].map((at) => values[at][1]));
    const { syllables, found } = weighed(cards, topics, this.scale);
    this.syllables = syllables;
    this.whole = found;
  }

  readVocabulary(text, numbers) {
    /** Folded syllable -> [{term, count}], the variants with marks. */
    this.syllables = new Map();
    for (const term of lengthened(text)) {
      const key = fold(term);
      const known = this.syllables.get(key);
      const variant = { term, count: numbers.next() };
      if (known) known.push(variant);
      else this.syllables.set(key, [variant]);
    }
  }

  /** Whether a folded syllable may be in some model; the fetched dictionary lacks rare numbers, so a number may be. */
  mayStand(key) {
    return this.syllables.has(key) || (!this.whole && /^[0-9]+$/.test(key));
  }

  /** Map: folded term -> variants [{term, models, levels}]; empty for a term in no model. */
  async terms(keys) {
    const wanted = [...new Set(keys)];
    if (this.whole) return new Map(wanted.map((key) => [key, this.whole.get(key) ?? []]));
    const shards = await Promise.all(wanted.map((key) => this.termShard(key)));
    return new Map(wanted.map((key, at) => [key, shards[at]?.get(key) ?? []]));
  }

  /** Folded pairs that begin with `start` (`bao hi`: `bao hiem`), from the first few files, which have nearly all. */
  async keysBeginning(start) {
    const begin = (key) => key.startsWith(start);
    if (this.whole) return [...this.whole.keys()].filter(begin);
    const first = Math.max(
      0,
      last(this.termShards, (name) => name <= start),
    );
    const after = last(this.termShards, (name) => name <= `${start}\uffff`);
    const numbers = Array.from({ length: Math.min(after - first + 1, BEGINNING_FILES) }, (_, step) => first + step);
    const shards = await Promise.all(numbers.map((number) => this.shard(`t${number}`)));
    return [...shards.flatMap((shard) => [...shard.keys()].filter(begin)), ...[...this.families.keys()].filter(begin)];
  }

  /** Fetch the day when each model began or was reported; needed only to sort by it. */
  async loadDates() {
    this.dated ??= this.fetch("dates.bin").then((bytes) => {
      const { dates: told, fewColumn, columns } = parted(bytes);
      this.dates = told.lists.map((list) => list[0] ?? "");
      this.dateRows = this.reader(columns, fewColumn)(told).rows;
    });
    await this.dated;
  }

  termShard(key) {
    if (this.families.has(key)) return this.shard(`s${this.families.get(key)}`);
    const number = last(this.termShards, (first) => first <= key);
    return number < 0 ? undefined : this.shard(`t${number}`);
  }

  shard(name) {
    if (!this.shards.has(name)) this.shards.set(name, this.fetch(`${name}.bin`).then(readTerms));
    return this.shards.get(name);
  }

  /** Card data of these models, in order. */
  async cards(models) {
    return this.cardsHere ? models.map((model) => this.cardsHere[model]) : this.heads.of(models);
  }

  /** Further text of these models: for each a list of [part, sentence]. */
  async texts(models) {
    return this.cardsHere ? models.map((model) => this.cardsHere[model].text ?? []) : this.sentences.of(models);
  }

  /** Slugs of these models, in order; one file, fetched only here, has all slugs. */
  async slugs(models) {
    if (this.cardsHere) return models.map((model) => this.cardsHere[model].slug);
    this.slugged ??= this.fetch("slugs.bin").then((bytes) => new TextDecoder().decode(bytes).split("\n"));
    const all = await this.slugged;
    return models.map((model) => all[model]);
  }

  fetch(name) {
    return this.fetchBytes(`${this.state}/${name}`);
  }
}

// Data of models by number, split over consecutive files.
class Models {
  constructor(letter, numbers, fetch) {
    this.letter = letter;
    this.fetch = fetch;
    this.files = new Map();
    this.firsts = [];
    let first = 0;
    for (let left = numbers.next(); left > 0; left--) {
      this.firsts.push(first);
      first += numbers.next();
    }
  }

  of(models) {
    return Promise.all(
      models.map(async (model) => {
        const number = last(this.firsts, (first) => first <= model);
        if (!this.files.has(number)) this.files.set(number, this.fetch(`${this.letter}${number}.bin`).then(json));
        return (await this.files.get(number))[model - this.firsts[number]];
      }),
    );
  }
}

// Each line: a letter for the number of characters shared with the previous text, then the rest of the text.
function lengthened(lines) {
  let text = "";
  return lines
    ? lines.split("\n").map((line) => (text = text.slice(0, line.charCodeAt(0) - FIRST_LETTER) + line.slice(1)))
    : [];
}

export const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

// Splits lists of phrases, which are sent as one text each.
function everyday({ facets, peoples, filler }) {
  const listed = (text) => (text ? text.split("|") : []);
  return {
    facets: facets.map(([key, code, words, near]) => [key, code, listed(words), listed(near)]),
    peoples: Object.fromEntries(Object.entries(peoples).map(([name, text]) => [name, listed(text)])),
    filler: listed(filler),
  };
}

/**
 * Folded term -> number of its file; terms that are looked up together share a file.
 * @param {{ phrases: string[] }[]} synonyms
 * @param {Record<string, string[]>} peoples
 */
function families(synonyms, { plain, after, before }) {
  const names = [...plain, ...[...after, ...plain].flatMap((name) => before.map((word) => `${word} ${name}`))];
  const found = new Map();
  [...synonyms.map(({ phrases }) => phrases), names].forEach((phrases, number) => {
    for (const phrase of phrases)
      for (const key of keysOfPhrase(terms(phrase).map(fold))) if (!found.has(key)) found.set(key, number);
  });
  return found;
}

const keysOfPhrase = (words) => (words.length > 1 ? words.slice(1).map((word, at) => `${words[at]} ${word}`) : words);

class Numbers {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  next() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }
}

// The text of a file and, as `columns`, the bytes after it.
export function parted(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return {
    ...JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))),
    columns: bytes.subarray(4 + length),
  };
}

function column(bytes, { at, width }, count) {
  const rows = new Uint16Array(count);
  for (let plane = 0; plane < width; plane++)
    for (let row = 0; row < count; row++) rows[row] |= bytes[at + plane * count + row] << (8 * plane);
  return rows;
}

// One column of several that are written together.
function part(rows, { lists }, { of }) {
  const numbers = lists.map((list) => list[of]);
  return rows.map((row) => numbers[row]);
}

function values({ values: own, codes, name, communes: numbers }, communes) {
  if (codes) return codes.split(" ").map((code) => [code, name]);
  return own ?? numbers.map((at) => [communes[at][1], communes[at][3]]);
}

// {communes: [[code, slug, name, full name]], former: district or province -> [name, ...numbers of communes]}.
function readPlaces(told) {
  const communes = [];
  let province = "";
  for (const line of told.communes.split("\n")) {
    if (!/^[0-9]/.test(line)) province = line;
    else {
      const [name, slug] = line.slice(5).split("|");
      const usual = terms(`${name.replace(COMMUNE_KIND, "")} ${province.replace(PROVINCE_KIND, "")}`)
        .map(fold)
        .join("-");
      communes.push([line.slice(0, 5), slug ?? usual, name, province ? `${name}, ${province}` : name]);
    }
  }
  const former = {};
  let units = [];
  for (const line of told.former.split("\n")) {
    const [name, numbers] = line.split("|");
    if (numbers) units.push([name, ...numbers.split(" ").map(Number)]);
    else former[name] = units = [];
  }
  return { communes, former };
}

function readTerms(bytes) {
  const head = new Numbers(bytes, 0);
  const [text, counts, gaps] = [head.next(), head.next(), head.next()];
  const names = new TextDecoder().decode(bytes.subarray(head.at, head.at + text)).split("\n");
  if (!text) return new Map();
  const lengths = new Numbers(bytes, head.at + text);
  const steps = new Numbers(bytes, head.at + text + counts);
  const levelsAt = head.at + text + counts + gaps;
  const found = new Map();
  let place = 0;
  for (const term of names) {
    const models = new Uint32Array(lengths.next());
    const levels = new Uint8Array(models.length);
    let before = -1;
    for (let at = 0; at < models.length; at++, place++) {
      models[at] = before = before + steps.next() + 1;
      const pair = bytes[levelsAt + (place >> 1)];
      levels[at] = place & 1 ? pair & 15 : pair >> 4;
    }
    const key = fold(term);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push({ term, models, levels });
  }
  return found;
}

// The position of the last value that passes; values that pass come first.
function last(values, passes) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
