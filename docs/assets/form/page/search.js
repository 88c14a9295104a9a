// The site's own search, asked from the form: to choose a model, and to see whether one is told already.

import { fold, terms } from "../../common/terms.js";

const pending = new Map();
let worker = null;
let asked = 0;

/** The first models for some words: [{slug, title, alias, owner, place}], best first; none when it cannot be asked. */
export function search(words) {
  worker ??= started();
  const number = ++asked;
  const answered = new Promise((resolve) => pending.set(number, resolve));
  worker.postMessage({ number, state: { q: words.slice(0, 300), literal: true } });
  return answered;
}

function started() {
  const made = new Worker(new URL("../../search/worker.js", import.meta.url));
  made.onmessage = ({ data }) => {
    pending.get(data.number)?.((data.answer?.results ?? []).map(shape));
    pending.delete(data.number);
  };
  made.onerror = () => {
    for (const resolve of pending.values()) resolve([]);
    pending.clear();
  };
  made.postMessage({ base: new URL("../../search/index/", import.meta.url).href });
  return made;
}

const text = (pieces) => (pieces ?? []).map((piece) => piece.text).join("");

const shape = ({ slug, title, alias, owner, place }) => ({
  slug,
  title: text(title),
  alias: text(alias),
  owner: text(owner),
  place: text(place),
});

/** Pairs that stand in half of all titles. */
const STOCK = new Set(["kheo van", "van dong", "dan van", "van kheo", "mo hinh", "nhan dan", "thuc hien", "xay dung"]);
const FEW = 3; // So many shared pairs are worth something by themselves.
const WITHIN = 0.75; // What a short title counts that lies wholly within a long one.

/** How much two titles share, from 0 to 1: pairs of neighbouring syllables, without diacritics and stock phrases. */
export function likeness(one, other) {
  const [ours, theirs] = [pairs(one), pairs(other)];
  const shared = [...ours].filter((pair) => theirs.has(pair)).length;
  const whole = (2 * shared) / Math.max(1, ours.size + theirs.size);
  const part = shared >= FEW ? shared / Math.min(ours.size, theirs.size) : 0;
  return Math.max(whole, WITHIN * part);
}

function pairs(words) {
  const list = terms(words).map(fold);
  return new Set(
    list
      .slice(1)
      .map((term, at) => `${list[at]} ${term}`)
      .filter((pair) => !STOCK.has(pair)),
  );
}
