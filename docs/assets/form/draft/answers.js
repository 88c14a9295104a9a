// Single answers: from what is typed or stands in a file to what the draft holds, and back to Vietnamese spelling.

/** An answer that names a source by its item in the draft; in a file it becomes the id of that source. */
export class Cited {
  constructor(item) {
    this.item = item;
  }
}

/** Marks without width or shape that come along when text is pasted from Word or a messenger. */
const STOWAWAYS = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A text without stowaways, tabs and outer spaces, in NFC, its lines ended by \n. */
export const tidy = (text) =>
  text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(STOWAWAYS, "").normalize("NFC").trim();

/** The answer of a question, {control, codes}, from a value as typed or as in a file; undefined for none. */
export function read({ control, codes }, value) {
  if (value === undefined || value === null) return undefined;
  const answer = (READERS[control] ?? readText)(value, codes);
  return answer === "" || (Array.isArray(answer) && !answer.length) ? undefined : answer;
}

const readText = (value) => tidy(String(value));
const readCode = (value, codes) => (codes.includes(value) ? value : undefined);
const all = (value) => (Array.isArray(value) ? value : []);

const READERS = {
  number: (value) => (typeof value === "number" ? value : number(readText(value))),
  flag: (value) => value === true || undefined,
  choice: readCode,
  register: readCode,
  choices: (value, codes) => all(value).filter((code) => codes.includes(code)),
  communes: all,
};

/** 1.030 and 4,4 as Vietnamese people write them; anything else is given back as typed. */
export function number(text) {
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll(".", "").replace(",", "."));
  if (/^\d+(,\d+)?$/.test(text)) return Number(text.replace(",", "."));
  return /^\d+\.\d+$/.test(text) ? Number(text) : text;
}

/** 4.4 as 4,4, as showcase/language/words.py writes numbers; a year stays without separators. */
export function spelled(value, key) {
  if (typeof value !== "number" || key === "year") return String(value);
  const [wholes, decimals] = String(value).split(".");
  return wholes.replace(/\B(?=(\d{3})+$)/g, ".") + (decimals ? `,${decimals}` : "");
}
