// Folds text, makes slugs and finds similar options, as in showcase/language/words.py.

import { fold as withoutMarks } from "./terms.js";

const MARKS_OF_OTHERS = /[\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Lower case without diacritics: fold("Đường ĐẾN trường") is "duong den truong". */
export function fold(text) {
  const lower = text.toLowerCase().replace(/[^\0-\x7fı]/gu, (char) => char.toUpperCase().toLowerCase());
  return withoutMarks(lower.replaceAll("ð", "đ").normalize("NFD")).replace(MARKS_OF_OTHERS, "");
}

/** ASCII kebab-case: slugOf("Xã Ba Chúc") is "xa-ba-chuc"; empty when the text has no letter or digit. */
export const slugOf = (text) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** The slug of a text, or as many of its words as fit into `length` characters. */
export function slugWithin(text, length) {
  const slug = slugOf(text);
  if (slug.length <= length) return slug;
  return slug.slice(0, Math.max(0, slug.lastIndexOf("-", length))) || slug.slice(0, length);
}

const CUTOFF = 0.7;

/** The option most similar to `wrong`, compared without diacritics; "" when none is similar enough. */
export function nearest(wrong, options) {
  const typed = slugOf(wrong);
  const folded = new Map();
  for (const option of options) if (!folded.has(slugOf(option))) folded.set(slugOf(option), option);
  let [best, most] = ["", 0];
  for (const slug of folded.keys()) {
    const likeness = ratio(slug, typed);
    if (likeness >= CUTOFF && (likeness > most || (likeness === most && slug > best))) [best, most] = [slug, likeness];
  }
  return most ? folded.get(best) : "";
}

const PIECES_LOOKED_UP = 12;
const OPTIONS_COMPARED = 30;

/** The same for thousands of options: compares only those that share the rarest pieces of the typed text. */
export function nearestOfMany(wrong, options) {
  const folded = new Map();
  for (const option of options) if (!folded.has(slugOf(option))) folded.set(slugOf(option), option);
  if (folded.size <= OPTIONS_COMPARED) return nearest(wrong, folded.values());
  const slugs = [...folded.keys()];
  const known = [...piecesOf(slugOf(wrong))].map((piece) => ({
    piece,
    slugs: slugs.filter((slug) => `-${slug}-`.includes(piece)),
  }));
  const rarest = known
    .filter((one) => one.slugs.length)
    .sort((one, other) => one.slugs.length - other.slugs.length || order(one.piece, other.piece));
  const shared = new Map();
  for (const one of rarest.slice(0, PIECES_LOOKED_UP))
    for (const slug of one.slugs) shared.set(slug, (shared.get(slug) ?? 0) + 1);
  const ranked = [...shared.keys()].sort((one, other) => shared.get(other) - shared.get(one) || order(one, other));
  return nearest(
    wrong,
    ranked.slice(0, OPTIONS_COMPARED).map((slug) => folded.get(slug)),
  );
}

const order = (one, other) => (one < other ? -1 : Number(one > other));

// All groups of three letters of a slug, with - at both ends.
function piecesOf(slug) {
  const text = `-${slug}-`;
  return new Set([...Array(Math.max(0, text.length - 2)).keys()].map((at) => text.slice(at, at + 3)));
}

// Similarity 0 to 1: twice the letters in common blocks / all letters, as in Python's difflib.
function ratio(one, other) {
  const all = one.length + other.length;
  if (!all) return 1;
  if ((2 * Math.min(one.length, other.length)) / all < CUTOFF) return 0;
  return (2 * common(one, other)) / all;
}

function common(one, other) {
  const { at, beside, length } = longest(one, other);
  if (!length) return 0;
  return (
    length +
    common(one.slice(0, at), other.slice(0, beside)) +
    common(one.slice(at + length), other.slice(beside + length))
  );
}

// The longest common block; of several, the first.
function longest(one, other) {
  let best = { at: 0, beside: 0, length: 0 };
  let lengths = [];
  for (let at = 0; at < one.length; at += 1) {
    const next = [];
    for (let beside = 0; beside < other.length; beside += 1) {
      if (one[at] !== other[beside]) continue;
      const length = (next[beside] = (lengths[beside - 1] ?? 0) + 1);
      if (length > best.length) best = { at: at - length + 1, beside: beside - length + 1, length };
    }
    lengths = next;
  }
  return best;
}
