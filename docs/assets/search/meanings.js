// What typed terms may mean besides themselves: another wording of the same thing, or a place.

import { compatible, fold, terms } from "../common/terms.js";

const WEIGHT = { abbreviation: 1, spelling: 0.95, synonym: 0.7 };
const PLACE_WEIGHT = { today: 0.5, former: 0.5, district: 0.35 };
const UNIT = /^(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp|tx|tt|dac khu|tinh) (.+)$/;
const UNIT_SHORT = { tp: "thanh pho", tx: "thi xa", tt: "thi tran" };
const LONGEST = 8;

/**
 * Parts of the typed terms that mean something more: [{start, end, alternatives, place}], not overlapping, in order.
 * An alternative is {weight, terms} for other words or {weight, communes} for all models of some communes.
 */
export function meanings(index, typed) {
  const found = [...synonymSpans(index, typed), ...placeSpans(index, typed)];
  found.sort((one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start);
  const taken = new Map();
  const chosen = [];
  for (const span of found) {
    const same = chosen.find(({ start, end }) => start === span.start && end === span.end);
    const positions = Array.from({ length: span.end - span.start }, (_, at) => span.start + at);
    if (same) {
      same.alternatives.push(...span.alternatives);
      same.places.push(...span.places);
    } else if (!positions.some((at) => taken.has(at))) {
      positions.forEach((at) => taken.set(at, span));
      chosen.push(span);
    }
  }
  return chosen.sort((one, other) => one.start - other.start);
}

/** Whether a folded term is part of an abbreviation or a name, so that it is not taken for a misspelling. */
export function meaningful(index, key) {
  return phraseBook(index).single.has(key) || atlas(index).words.has(key);
}

function synonymSpans(index, typed) {
  const found = [];
  typed.forEach((_, start) => {
    for (const { phrase, entry } of phraseBook(index).byFirst.get(fold(typed[start])) ?? []) {
      if (!standsAt(typed, start, phrase)) continue;
      const others = entry.phrases.filter((other) => other !== phrase);
      const alternatives = others.map((other) => ({ weight: WEIGHT[entry.kind], terms: other }));
      found.push({ start, end: start + phrase.length, alternatives, places: [] });
    }
  });
  return found;
}

const standsAt = (typed, start, phrase) =>
  start + phrase.length <= typed.length && phrase.every((term, at) => compatible(typed[start + at], term));

function phraseBook(index) {
  if (index.phraseBook) return index.phraseBook;
  const byFirst = new Map();
  const single = new Set();
  for (const { kind, phrases } of index.synonyms) {
    const entry = { kind, phrases: phrases.map(terms) };
    for (const phrase of entry.phrases) {
      const key = fold(phrase[0]);
      if (!byFirst.has(key)) byFirst.set(key, []);
      byFirst.get(key).push({ phrase, entry });
      if (phrase.length === 1) single.add(key);
    }
  }
  return (index.phraseBook = { byFirst, single });
}

function placeSpans(index, typed) {
  const { byName } = atlas(index);
  const keys = typed.map(fold);
  const found = [];
  for (let start = 0; start < typed.length; start++) {
    for (let end = start + 1; end <= Math.min(start + LONGEST, typed.length); end++) {
      const { kind, name } = parted(keys.slice(start, end).join(" "));
      const known = (byName.get(name) ?? []).filter((place) => !kind || place.kind === kind);
      const spoken = typed.slice(end - name.split(" ").length, end);
      const places = known.filter((place) => standsAt(spoken, 0, place.terms));
      // A name of one syllable is a place only after its kind: `xã Thổ`, not `thổ`.
      if (places.length && (kind || spoken.length > 1)) found.push({ start, end, places, alternatives: places.map(inside) });
    }
  }
  return found;
}

const inside = ({ rank, communes }) => ({ weight: PLACE_WEIGHT[rank], communes });

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
  for (const [name, within, communes] of index.places.former) {
    add(name, { rank: /^(Huyện|Thị xã|Thành phố|Quận) /.test(name) ? "district" : "former", within, communes });
  }
  return (index.atlas = { byName, words });
}

/**
 * What to tell of the places in a query: today's communes, and units before July 2025 with what they belong to now.
 */
export function placesTold(index, spans) {
  const commune = (at) => {
    const [code, slug, name] = index.places.communes[at];
    return { code, slug, name };
  };
  const places = spans.flatMap((span) => span.places);
  const today = places.filter(({ rank }) => rank === "today").map(({ communes }) => commune(communes[0]));
  const former = places
    .filter((place) => place.rank !== "today" && !sameToday(index, place))
    .map(({ name, within, communes }) => ({ name, within, today: communes.map(commune) }));
  return { today, former: former.slice(0, 4) };
}

const sameToday = (index, { terms: name, communes }) =>
  communes.length === 1 && terms(index.places.communes[communes[0]][3]).join(" ") === name.join(" ");
