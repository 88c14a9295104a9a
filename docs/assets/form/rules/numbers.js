// Numbers as editors type them, and what to type instead; as in showcase/schema/numbers.py.

import { slugOf } from "../../common/slug.js";
import { filled } from "./problems.js";

/** Whether a text is a number with one meaning: `1030`, `4.4`; not `1.030`. */
export const isPlain = (text, rules) => Boolean(rules.fits("number", text)) && !rules.fits("thousands", text);

/** What to type instead of a number with separators, words or a range. */
export function remedy(text, rules) {
  const said = (key, known) => filled(rules.numbers[key], known);
  if (rules.fits("spaced", text) || rules.fits("thousands", text)) return withoutSeparators(text, rules, said);
  const comma = rules.fits("comma-decimal", text);
  if (comma) return said(comma[2].length === 3 ? "comma-three" : "comma", { whole: comma[1], decimals: comma[2] });
  const range = rules.fits("range", text);
  if (range) return said("range", { first: range[1], last: range[2] });
  const inWords = rules.fits("in-words", [...text].slice(0, 80).join(""));
  const apart = inWords && inWords[2].replace(/[.,]+$/, "") !== text; // 1.2.3 has no words to separate
  return apart ? wordsApart(inWords, rules, said) : said("other");
}

function withoutSeparators(text, rules, said) {
  if (text.split(",").length > 2) return said("typed", { typed: text.replaceAll(",", "") }); // 1,234,567
  const typed = text.split(rules.pattern("separator")).join("").replaceAll(",", ".");
  return said(rules.fits("one-thousand", text) ? "thousand" : "typed", { typed, text });
}

// `trên 60 hộ`: the field for each of the three parts.
function wordsApart([, before, number, after], rules, said) {
  const digits = number.replace(/[.,]+$/, "");
  if (rules.scales.some((scale) => after.includes(scale))) return said("scaled");
  const steps = [isPlain(digits, rules) ? said("only", { digits }) : `${remedy(digits, rules).replace(/\.+$/, "")}.`];
  const code = Object.keys(rules.qualifiers).includes(slugOf(before)) && rules.qualifiers[slugOf(before)];
  if (code) steps.push(said("qualifier", { words: before, code }));
  else if (before) steps.push(said("label", { words: before }));
  if (after) steps.push(said("unit", { words: after }));
  return steps.join(" ");
}
