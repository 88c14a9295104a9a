// Recognises other meanings of typed terms: another wording, a topic or kind of owner, a people, a place.

import { begins, compatible, fold, marked, terms } from "../common/terms.js";

/** Weight of another wording, by its kind. */
export const WEIGHT = { abbreviation: 1, spelling: 0.95, synonym: 0.8 };
const PLACE_KIND = /^(Huyện|Thị xã|Thành phố|Quận) /;
const COMMUNE_KIND = /^(Xã|Phường|Đặc khu) /;
const UNIT = /^(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp|tx|tt|dac khu|tinh) (.+)$/;
const UNIT_SHORT = { tp: "thanh pho", tx: "thi xa", tt: "thi tran" };
const NUMBER = /^[0-9]+$/;
const LONGEST = 8;
const FEW_PLACES = 3;
const SHORTEST_BEGINNING = 3; // Letters that an unfinished word needs to be recognised.

/**
 * Spans of the typed terms with another meaning: [{start, end, phrases, wordings, facets, people, places}], in order,
 * not overlapping. A phrase: the recognised words, as terms; a wording: {weight, words}; a facet: {key, code, near}; a
 * people: its names as terms.
 * `open` is the position of a word that is still being typed, or -1.
 */
export function meanings(index, typed, open) {
  const found = [...phraseSpans(index, typed, open), ...placeSpans(index, typed, open)];
  found.sort((one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start);
  const chosen = [];
  for (const { start, end, ...meant } of found) {
    let same = chosen.find((span) => span.start === start && span.end === end);
    if (!same) {
      if (chosen.some((span) => span.start < end && start < span.end)) continue;
      same = { start, end, phrases: [], wordings: [], facets: [], people: [], places: [] };
      chosen.push(same);
    }
    for (const [kind, values] of Object.entries(meant)) same[kind].push(...values);
  }
  return chosen.sort((one, other) => one.start - other.start);
}

/** Whether a folded term is part of a known abbreviation, everyday word or name, so it is not a misspelling. */
export function meaningful(index, key) {
  return phraseBook(index).words.has(key) || atlas(index).words.has(key);
}

/** Whether a folded term alone is a filler: a question or joining word. */
export function asking(index, key) {
  return (phraseBook(index).filler.get(key) ?? []).some((phrase) => phrase.length === 1);
}

/**
 * Positions of filler words (`có mô hình nào về`); none if all words are fillers. A span of at least as many words wins
 * over a filler; for the first word of the query only if it is in `capitals`: `ai giúp`, `AI giúp`. A filler after a
 * number is part of a name: `5 không 3 sạch`.
 */
export function fillers(index, typed, spans, capitals) {
  const { filler } = phraseBook(index);
  const anyMarks = typed.some(marked);
  const found = new Set();
  typed.forEach((_, start) => {
    for (const phrase of filler.get(fold(typed[start])) ?? []) {
      if (!standsAt(typed, start, phrase, -1)) continue;
      const alone = phrase.length === 1;
      if (alone && (unlike(typed[start], phrase[0], anyMarks) || NUMBER.test(typed[start - 1] ?? ""))) continue;
      const first = alone && start === 0 && typed.length > 1 && !capitals.has(0);
      const longest = first ? 2 : phrase.length;
      const positions = phrase.map((__, step) => start + step);
      const means = (at) => spans.some((span) => span.start <= at && at < span.end && span.end - span.start >= longest);
      if (!positions.some(means)) positions.forEach((at) => found.add(at));
    }
  });
  return found.size < typed.length ? found : new Set();
}

// If other words have marks, a short word without marks is meant as typed: `Mau` in `Cà Mau` is not `máu`.
const unlike = (term, word, anyMarks) => anyMarks && !marked(term) && marked(word) && term.length <= SHORTEST_BEGINNING;

function phraseSpans(index, typed, open) {
  const { byFirst } = phraseBook(index);
  const anyMarks = typed.some(marked);
  // In a query without marks a short word rarely means a particular thing: `bo` in `bo xai` is not `bò`.
  const chance = ({ facets = [] }) => typed.length > 1 && facets.length > 0 && facets.every(({ near }) => near);
  const found = [];
  typed.forEach((term, start) => {
    const key = fold(term);
    const entries =
      start === open && key.length >= SHORTEST_BEGINNING ? beginning(byFirst, key) : (byFirst.get(key) ?? []);
    for (const { phrase, meant } of entries)
      if (
        standsAt(typed, start, phrase, open) &&
        !(phrase.length === 1 && unlike(term, phrase[0], anyMarks || chance(meant)))
      )
        found.push({ start, end: start + phrase.length, phrases: [phrase], ...meant });
  });
  return found;
}

const beginning = (byFirst, key) => [...byFirst].flatMap(([first, entries]) => (first.startsWith(key) ? entries : []));

const standsAt = (typed, start, phrase, open) =>
  start + phrase.length <= typed.length &&
  phrase.every((term, at) => (start + at === open ? begins : compatible)(typed[start + at], term));

function phraseBook(index) {
  if (index.phraseBook) return index.phraseBook;
  const book = { byFirst: new Map(), words: new Set(), filler: new Map() };
  const add = (phrase, meant, names = book.byFirst) => {
    const key = fold(phrase[0]);
    if (!names.has(key)) names.set(key, []);
    names.get(key).push(names === book.filler ? phrase : { phrase, meant });
    phrase.forEach((term) => book.words.add(fold(term)));
  };
  for (const { kind, phrases } of index.synonyms) {
    const all = phrases.map(terms);
    for (const phrase of all) {
      const wordings = all.filter((other) => other !== phrase).map((words) => ({ weight: WEIGHT[kind], words }));
      add(phrase, { wordings });
    }
  }
  for (const [key, code, words, near] of index.everyday.facets) {
    for (const phrase of words) add(terms(phrase), { facets: [{ key, code, near: false }] });
    for (const phrase of near) add(terms(phrase), { facets: [{ key, code, near: true }] });
  }
  for (const { phrase, names } of peoples(index.everyday.peoples))
    add(phrase, { people: names, facets: [{ key: "chu-de", code: "dan-toc-ton-giao", near: true }] });
  for (const phrase of index.everyday.filler) add(terms(phrase), null, book.filler);
  return (index.phraseBook = book);
}

// `người Hoa` also means `đồng bào Hoa`; names in `plain` are not other words, so they also count alone.
function peoples({ plain, after, before }) {
  const combined = (name) => before.map((word) => terms(`${word} ${name}`));
  return [
    ...after.flatMap((name) => combined(name).map((phrase) => ({ phrase, names: combined(name) }))),
    ...plain.flatMap((name) => [terms(name), ...combined(name)].map((phrase) => ({ phrase, names: [terms(name)] }))),
  ];
}

function placeSpans(index, typed, open) {
  const { byName } = atlas(index);
  const keys = typed.map(fold);
  const found = [];
  for (let start = 0; start < typed.length; start++) {
    for (let end = start + 1; end <= Math.min(start + LONGEST, typed.length); end++) {
      const { kind, name } = parted(keys.slice(start, end).join(" "));
      const unfinished = end - 1 === open && end - start > 1;
      const all = unfinished ? namesBeginning(byName, name) : (byName.get(name) ?? []);
      const known = all.filter((place) => !kind || place.kind === kind);
      const spoken = typed.slice(end - name.split(" ").length, end);
      const places = known.filter((place) => standsAt(spoken, 0, place.terms, unfinished ? spoken.length - 1 : -1));
      // A name of one syllable needs its kind before it: `xã Thổ`, not `thổ`.
      if (places.length && (kind || spoken.length > 1)) found.push({ start, end, places });
    }
  }
  return found;
}

// Places whose name begins with `start`; none if more than FEW_PLACES names do.
function namesBeginning(byName, start) {
  const length = start.split(" ").length;
  const found = [...byName].filter(([name]) => name.startsWith(start) && name.split(" ").length === length);
  return found.length <= FEW_PLACES ? found.flatMap(([, places]) => places) : [];
}

function parted(text) {
  const match = UNIT.exec(text);
  return match ? { kind: UNIT_SHORT[match[1]] ?? match[1], name: match[2] } : { kind: "", name: text };
}

function atlas(index) {
  if (index.atlas) return index.atlas;
  const byName = new Map();
  const words = new Set();
  const add = (name, place) => {
    const { kind, name: key } = parted(terms(name).map(fold).join(" "));
    const bare = terms(name).slice(-key.split(" ").length);
    if (/^[0-9 ]*$/.test(key)) return;
    if (!byName.has(key)) byName.set(key, []);
    byName.get(key).push({ ...place, name, kind, terms: bare });
    key.split(" ").forEach((word) => words.add(word));
  };
  index.places.communes.forEach(([, , name], at) => add(name, { rank: "today", communes: [at] }));
  for (const [within, units] of Object.entries(index.places.former))
    for (const [name, ...communes] of units)
      add(name, { rank: PLACE_KIND.test(name) ? "district" : "former", within, communes });
  return (index.atlas = { byName, words });
}

/**
 * The places in a query, to show: current communes, and units before July 2025 with the communes they belong to now.
 */
export function placesTold(index, spans) {
  const places = spans.flatMap((span) => span.places);
  const today = places.filter(({ rank }) => rank === "today").map(({ communes }) => commune(index, communes[0]));
  const former = places
    .filter((place) => place.rank !== "today" && !sameToday(index, place))
    .map(({ name, within, communes }) => ({ name, within, today: communes.map((at) => commune(index, at)) }));
  return { today, former: former.slice(0, 4) };
}

function commune(index, at) {
  const [code, slug, name] = index.places.communes[at];
  return { code, slug, name };
}

const sameToday = (index, { terms: name, communes }) =>
  communes.length === 1 &&
  terms(commune(index, communes[0]).name.replace(COMMUNE_KIND, "")).join(" ") === name.join(" ");

/** Current communes whose name, or the name of a unit that formed them, begins with the typed terms. */
export function placesBeginning(index, typed, most) {
  const asked = typed.join(" ");
  if (fold(asked).length < SHORTEST_BEGINNING) return [];
  const found = new Map();
  const looksRight = (name, bare) =>
    [name, bare].some((list) => list.length >= typed.length && phraseBegins(typed, list));
  for (const [, places] of atlas(index).byName) {
    for (const place of places) {
      if (!looksRight(terms(place.name), place.terms)) continue;
      for (const at of place.communes.slice(0, 1)) {
        const { slug, name } = commune(index, at);
        const note = place.rank === "today" ? "" : place.name;
        if (!found.has(slug) || (found.get(slug).note && !note)) found.set(slug, { slug, name, note });
      }
    }
  }
  return [...found.values()]
    .sort((one, other) => Number(Boolean(one.note)) - Number(Boolean(other.note)))
    .slice(0, most);
}

/** Values of facets whose label or everyday word begins with the typed terms: [{key, code}]. */
export function facetsBeginning(index, typed, most) {
  if (fold(typed.join(" ")).length < SHORTEST_BEGINNING) return [];
  const found = new Map();
  for (const entries of phraseBook(index).byFirst.values())
    for (const { phrase, meant } of entries)
      for (const { key, code, near } of meant.facets ?? [])
        if (!near && phrase.length >= typed.length && phraseBegins(typed, phrase))
          found.set(`${key} ${code}`, { key, code });
  return [...found.values()].slice(0, most);
}

const phraseBegins = (typed, phrase) =>
  typed.every((term, at) => (at === typed.length - 1 ? begins : compatible)(term, phrase[at]));
