// Pairs the old items of a list with the new ones, so that most is kept.

import { blank } from "../rules/walking.js";

const silent = (value) => value === false || blank(value);

/** Whether two values are equal; all empty values are equal, and `false` counts as empty. */
export function same(one, other) {
  if (silent(one) || silent(other)) return silent(one) && silent(other);
  if (Object(one) !== one || Object(other) !== other) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.isArray(one) === Array.isArray(other) && [...keys].every((key) => same(one[key], other[key]));
}

/** A value without the empty values inside it. */
export function told(value) {
  if (Array.isArray(value)) return value.filter((one) => !silent(one)).map(told);
  if (Object(value) !== value) return value;
  const kept = Object.entries(value).filter(([, one]) => !silent(one));
  return Object.fromEntries(kept.map(([key, one]) => [key, told(one)]));
}

// 1 for equal items, less for groups with some equal values, near 0 for other items, least for an old item that cannot
// be read.
function likeness(one, other) {
  if (silent(one)) return 0.005;
  if (same(one, other)) return 1;
  if (Object(one) !== one || Object(other) !== other) return 0.01;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return 0.02 + (0.9 * keys.filter((key) => same(one[key], other[key])).length) / keys.length;
}

/**
 * Pairs [index in `olds` or -1 if added, index in `news` or -1 if removed], in order. An empty old item could not be
 * read; if no new item replaces it, it stays: [index, undefined].
 */
export function aligned(olds, news) {
  const best = table(olds, news);
  const pairs = [];
  let [at, beside] = [0, 0];
  while (at < olds.length || beside < news.length) {
    const here = best[at][beside];
    if (
      at < olds.length &&
      beside < news.length &&
      here === best[at + 1][beside + 1] + likeness(olds[at], news[beside])
    ) {
      pairs.push([at++, beside++]);
    } else if (at < olds.length && here === best[at + 1][beside]) {
      pairs.push([at, silent(olds[at++]) ? undefined : -1]);
    } else {
      pairs.push([-1, beside++]);
    }
  }
  return pairs;
}

// best[i][j]: largest total likeness of olds from i and news from j.
function table(olds, news) {
  const best = Array.from({ length: olds.length + 1 }, () => new Array(news.length + 1).fill(0));
  for (let at = olds.length - 1; at >= 0; at -= 1) {
    for (let beside = news.length - 1; beside >= 0; beside -= 1) {
      const paired = best[at + 1][beside + 1] + likeness(olds[at], news[beside]);
      best[at][beside] = Math.max(paired, best[at + 1][beside], best[at][beside + 1]);
    }
  }
  return best;
}
