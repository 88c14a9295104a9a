// Converts one answer: from typed text or a value of a file to the draft, and back to Vietnamese spelling.

/** An answer that cites a source by its item in the draft; the file gets the id of the source. */
export class Cited {
  constructor(item) {
    this.item = item;
  }
}

/** Invisible characters in text pasted from Word or a messenger. */
const STOWAWAYS = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** The text in NFC, without STOWAWAYS, tabs and outer spaces; line ends are \n. */
export const tidy = (text) =>
  text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(STOWAWAYS, "").normalize("NFC").trim();

/** The answer to a question, {control, codes}, from a typed value or a value of a file; undefined for none. */
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

/** Vietnamese spelling to a number: 1.030 is 1030, 4,4 is 4.4; returns other text unchanged. */
export function number(text) {
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll(".", "").replace(",", "."));
  if (/^\d+(,\d+)?$/.test(text)) return Number(text.replace(",", "."));
  return /^\d+\.\d+$/.test(text) ? Number(text) : text;
}

/** 4.4 as 4,4, as in showcase/language/words.py; a year gets no separators. */
export function spelled(value, key) {
  if (typeof value !== "number" || key === "year") return String(value);
  const [wholes, decimals] = String(value).split(".");
  return wholes.replace(/\B(?=(\d{3})+$)/g, ".") + (decimals ? `,${decimals}` : "");
}
