// Prepares each result: texts split into marked and plain pieces, and the sentence that fits best.

import { begins, compatible, fold, marked, places } from "../common/terms.js";

const LONGEST = 240;
const MOST = 0.5;

/** What to mark: typed terms with their neighbours, and the other wordings, which are marked only as a whole. */
export function marker(index, made) {
  const wanted = made.terms.map((term, at) => ({
    term,
    fits: fitting(index, term, at === made.open),
    asks: made.fillers.has(at),
  }));
  const phrases = made.spans.flatMap(({ wordings, people }) => [...wordings.map(({ words }) => words), ...people]);
  const facets = made.spans.flatMap((span) => span.facets);
  // Terms answered by the place line or the labels need no sentence.
  const placed = new Set(
    made.spans
      .filter((span) => span.places.length)
      .flatMap(({ start, end }) => made.terms.map((_, at) => at).slice(start, end)),
  );
  const needed = made.terms
    .map((_, at) => at)
    .filter((at) => !made.fillers.has(at) && !placed.has(at) && wanted[at].fits.any);
  const labelled = made.spans.map(({ start, end, facets: all }) => ({
    start,
    end,
    facets: all.filter(({ near }) => !near),
  }));
  return {
    needed,
    labelled,
    wanted,
    phrases,
    facets,
    rarity: wanted.map(({ term, asks }) => (asks ? 0 : rarity(index, term))),
  };
}

/** Whether the title, names, owner, summary and labels of a model contain most of the query. */
export function explained(index, { title, aliases = [], owner = "", summary }, how, model) {
  return answered(index, [title, ...aliases, owner, summary], how, model) >= MOST;
}

/** Whether the query asks for a model by name: title, aliases, owner and labels contain most of it. */
export function named(index, { title, aliases = [], owner = "" }, how, model) {
  return answered(index, [title, ...aliases, owner], how, model) >= MOST;
}

// The share of the query in some texts and the labels of a model; 1 if they contain another wording.
function answered(index, texts, how, model) {
  const all = texts.map((text) => found(text, how));
  if (all.some(({ phrase }) => phrase)) return 1;
  const held = new Set(all.flatMap((one) => [...one.held]));
  for (const { start, end, facets } of how.labelled)
    if (facets.some(({ key, code }) => index.has(model, key, code))) for (let at = start; at < end; at++) held.add(at);
  const weight = (positions) => positions.reduce((sum, at) => sum + how.rarity[at], 0);
  return weight(how.needed) ? weight(how.needed.filter((at) => held.has(at))) / weight(how.needed) : 1;
}

/** One result: {slug, title, ...}, texts as pieces [{text, mark}]; `text`: the sentences to choose from. */
export function shown(index, card, how, model, text = []) {
  const title = found(card.title, how);
  const summary = heard(found(card.summary, how), card.quiet ?? []);
  const sentences = text.map(([part, text]) => ({ part, text, ...found(text, how) }));
  const best = sentences.reduce((top, one) => (one.value > (top?.value ?? 0) ? one : top), null);
  const alias = (card.aliases ?? [])
    .map((text) => ({ text, ...found(text, how) }))
    .find(({ value }) => value > title.value);
  const useful = best && best.value > 0 && best.value >= summary.value && best.value >= 0.5 * title.value;
  return {
    slug: card.slug,
    home: card.home,
    states: card.states,
    title: pieces(card.title, title.marks),
    alias: alias ? pieces(alias.text, alias.marks) : null,
    owner: card.owner ? pieces(card.owner, found(card.owner, how).marks) : null,
    place: pieces(card.place, found(card.place, how).marks),
    former: card.former ? pieces(card.former, found(card.former, how).marks) : null,
    summary: pieces(card.summary, summary.marks),
    sentence: useful ? { part: index.parts[best.part], pieces: shortened(pieces(best.text, best.marks)) } : null,
    chips: chips(index, model, how.facets, card.statusDay),
    nameOnly: index.nameOnly(model),
  };
}

// Words about the source, or about unknown facts, do not count as matches.
const heard = ({ marks, value }, quiet) => ({
  value,
  marks: marks.filter(
    ({ start, end }) => !quiet.some((from, at) => at % 2 === 0 && start < quiet[at + 1] && from < end),
  ),
});

// Labels of facets to show, with a mark on those asked for. A status has the year of its source:
// `Đang nhân rộng (2020)`.
function chips(index, model, asked, statusDay) {
  return index.facets.flatMap(({ key, chip, values, lists, rows }) => {
    const wanted = new Set(asked.filter((one) => one.key === key).map(({ code }) => code));
    const day = key === "tinh-trang" && statusDay ? ` (${statusDay})` : "";
    const own = lists[rows[model]].map((at) => {
      const [code, name] = values[at];
      return { facet: key, code, name: `${name}${day}`, mark: wanted.has(code) };
    });
    return own.filter(({ mark }) => chip || mark);
  });
}

function fitting(index, typed, open) {
  if (open) return { has: (term) => begins(typed, term), any: true };
  const known = index.syllables.get(fold(typed)) ?? [];
  const good = known.filter(({ term }) => !marked(typed) || compatible(typed, term));
  const all = new Set((good.length ? good : known).map(({ term }) => term));
  return { has: (term) => all.has(term), any: all.size > 0 };
}

function rarity(index, typed) {
  const holding = (index.syllables.get(fold(typed)) ?? []).reduce((sum, { count }) => sum + count, 0);
  return holding ? Math.log(1 + index.count / Math.min(holding, index.count)) : 0;
}

const KEPT = 4000;
const kept = new Map();

// The words of a text, and their terms in one list; cached, because each typed letter brings the same results again.
function split(text) {
  let found = kept.get(text);
  if (!found) {
    const words = places(text);
    found = { words, flat: words.flatMap((word, at) => word.terms.map((term) => ({ term, at }))) };
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, found);
  }
  return found;
}

/** {marks, value, held, phrase}: ranges to mark in a text, their value, and the query terms in them. */
function found(text, { wanted, phrases, rarity: worth }) {
  const { words: spoken, flat } = split(text);
  const runs = new Set();
  const singles = new Set();
  const held = new Set();
  let value = 0;
  let phrase = false;
  flat.forEach(({ term }, at) => {
    wanted.forEach(({ fits, asks }, number) => {
      if (!fits.has(term)) return;
      if (!asks) singles.add(flat[at].at);
      if (!held.has(number)) value += worth[number];
      held.add(number);
      const next = wanted[number + 1];
      if (!next || !flat[at + 1] || !next.fits.has(flat[at + 1].term)) return;
      runs.add(flat[at].at).add(flat[at + 1].at);
      value += worth[number] + worth[number + 1];
    });
    for (const words of phrases) {
      if (!words.every((part, step) => flat[at + step]?.term === part)) continue;
      words.forEach((_, step) => runs.add(flat[at + step].at));
      value += words.length;
      phrase = true;
    }
  });
  // Single syllables are marked only if there are no runs and they are more than half of the query.
  const chosen = runs.size || 2 * held.size <= wanted.length ? runs : singles;
  return { marks: joined(spoken, chosen, text), value, held, phrase };
}

// Neighbouring words are marked as one, with the space between.
function joined(words, chosen, text) {
  const marks = [];
  words.forEach(({ start, end }, at) => {
    if (!chosen.has(at)) return;
    const before = marks[marks.length - 1];
    if (before && /^[\s,\-–"“”]*$/.test(text.slice(before.end, start))) before.end = end;
    else marks.push({ start, end });
  });
  return marks;
}

function pieces(text, marks) {
  const parts = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) parts.push({ text: text.slice(at, start), mark: false });
    parts.push({ text: text.slice(start, end), mark: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), mark: false });
  return parts;
}

// Cuts words of a long sentence far from the first mark.
function shortened(parts) {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= LONGEST) return parts;
  const first = parts[0];
  const lead =
    first.mark || first.text.length < 80
      ? parts
      : [{ mark: false, text: `…${tail(first.text, 60)}` }, ...parts.slice(1)];
  const kept = [];
  let room = LONGEST;
  for (const part of lead) {
    if (part.text.length > room) {
      if (!part.mark) kept.push({ mark: false, text: `${part.text.slice(0, room).replace(/\s+\S*$/, "")}…` });
      break;
    }
    kept.push(part);
    room -= part.text.length;
  }
  return kept;
}

const tail = (text, length) => text.slice(-length).replace(/^\S*\s+/, "");
