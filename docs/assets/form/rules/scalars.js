// Texts and numbers of a form in the shape that a file holds.

import { trimmed } from "../yaml/spaces.js";

/** The text as it is read back: line ends of Windows and spaces at the ends of lines mean nothing. */
export const plainText = (text) => trimmed(text.replace(/\r\n?/g, "\n"));

/** A number as a file holds it; three decimals get a fourth, lest they be taken for thousands. */
export function bareNumber(value, rules) {
  const short = String(value);
  const text = short.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : short;
  return rules.fits("thousands", text) ? `${text}0` : text;
}
