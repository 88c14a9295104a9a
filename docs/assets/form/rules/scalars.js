// Converts texts and numbers of a form to their spelling in a file.

import { trimmed } from "../yaml/spaces.js";

/** The text as it is read back: with \n as line end, without spaces at the ends of lines. */
export const plainText = (text) => trimmed(text.replace(/\r\n?/g, "\n"));

/** A number as in a file; three decimals get a fourth: 1.030 would be read as thousands. */
export function bareNumber(value, rules) {
  const short = String(value);
  const text = short.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : short;
  return rules.fits("thousands", text) ? `${text}0` : text;
}
