// Converts the text of a YAML scalar to a value, by kind, or throws Invalid; as in showcase/files/values.py.

import { owns } from "../../common/objects.js";
import { nearest, slugOf, slugWithin } from "../../common/slug.js";
import { trimmed, words } from "../yaml/spaces.js";
import { meantDate, readDate, readPeriod } from "./dates.js";
import { foreignLetter } from "./letters.js";
import { isPlain, remedy } from "./numbers.js";
import { mended } from "./old_letters.js";

const MOST_PORT = 65535;

/** A value that breaks the rule of its kind. */
export class Invalid {
  /**
   * @param {string} rule
   * @param {Record<string, any>} [more] values for its message
   */
  constructor(rule, { found = "", nearest: meant = "", ...values } = {}) {
    this.rule = rule;
    this.found = found;
    this.nearest = meant;
    this.values = values;
  }
}

const length = (text) => (/[\ud800-\udbff]/.test(text) ? [...text].length : text.length);

/** The value of `text` for `row`; throws Invalid. `plain`: without quotes; `isText`: YAML reads it as text. */
export function convert(row, text, { plain, isText }, rules) {
  return KINDS[row.kind]({ row, text, plain, isText, rules });
}

function checkText(text, rules) {
  const old = mended(text, rules);
  if (old.kinds.length) {
    const kind = old.kinds.map((one) => rules.oldTable.names[one]).join(", ");
    throw new Invalid("old-letters", { kind, typed: old.text });
  }
  const hidden = rules.pattern("hidden").exec(text);
  if (hidden) throw new Invalid("control", { found: wordAt(text, hidden.index, hidden[0]) });
  const markup = rules.pattern("markup").exec(text);
  if (markup)
    throw new Invalid("markup", { found: [...text.slice(markup.index).split("\n")[0]].slice(0, 60).join("") });
  if (text.normalize("NFC") !== text) {
    throw new Invalid("not-nfc", { found: words(text).find((word) => word.normalize("NFC") !== word) });
  }
  const odd = foreignLetter(text, rules);
  if (!odd) return;
  const code = `U+${odd.letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const told = { found: odd.word, nearest: odd.meant, letter: odd.letter, name: odd.name, code };
  throw new Invalid(odd.isStyled ? "styled-letter" : "foreign-letter", told);
}

function wordAt(text, position, sign) {
  return text.slice(0, position).split(/[ \n]/).pop() + sign + text.slice(position + sign.length).split(/[ \n]/)[0];
}

function tooLong(text, limit) {
  const size = length(text);
  if (size > limit) throw new Invalid("too-long", { length: size, limit, excess: size - limit });
}

function prose({ row, text, plain, isText, rules }) {
  if (plain && !isText) throw new Invalid("not-text");
  const value = trimmed(text);
  const usual = rules.limits[row.kind];
  tooLong(value, row.many ? usual : row.most || usual);
  checkText(text, rules);
  return value;
}

// Khmer letters, digits and plain punctuation; zero-width spaces are allowed: they separate words.
function khmer({ row, text, plain, isText, rules }) {
  if (plain && !isText) throw new Invalid("not-text");
  const value = text
    .split(/[ \t\n]/)
    .filter(Boolean)
    .join(" ");
  tooLong(value, row.most);
  const markup = rules.pattern("markup").exec(value);
  if (markup) throw new Invalid("markup", { found: [...value.slice(markup.index)].slice(0, 60).join("") });
  const odd = rules.pattern("not-khmer").exec(value);
  if (odd) throw new Invalid("not-khmer", { found: wordAt(value, odd.index, odd[0]) });
  const begin = [...value].slice(0, 60).join("");
  if (!rules.pattern("khmer").test(value)) throw new Invalid("not-khmer", { found: begin });
  if (value.normalize("NFC") !== value) throw new Invalid("not-nfc", { found: begin });
  return value;
}

function line(given) {
  const value = prose(given);
  if (value.includes("\n")) throw new Invalid("line-break");
  return value;
}

function code({ row, text, rules }) {
  const codes = rules.vocabularies[row.vocabulary];
  if (owns(codes, text)) return text;
  const byLabel = Object.fromEntries(Object.entries(codes).map(([one, label]) => [label, one]));
  const meant = nearest(text, Object.keys(codes)) || byLabel[nearest(text, Object.keys(byLabel))] || "";
  throw new Invalid("unknown-code", { nearest: meant, options: Object.keys(codes).join(", ") });
}

function commune({ text, plain, rules: { gazetteer, limits } }) {
  if (!/^\p{Nd}+$/u.test(text)) {
    throw length(text) <= limits.line ? communeByName(text, gazetteer) : new Invalid("unknown-commune");
  }
  const couldBeSlip = /^[0-9]+$/.test(text) && text.length <= limits.commune;
  if (!gazetteer.trusts(text)) {
    throw new Invalid("unknown-commune", { nearest: couldBeSlip ? gazetteer.similar(text) : "" });
  }
  if (plain) throw new Invalid("code-unquoted");
  return text;
}

function communeByName(text, gazetteer) {
  const name = text.split(",")[0].trim();
  const today = gazetteer.named(name);
  if (today.length) return new Invalid("commune-name", { suggestion: gazetteer.listed(today) });
  const former = gazetteer.formerly(name);
  if (!former.length) return new Invalid("unknown-commune");
  return new Invalid("former-commune", { merger: gazetteer.merger, suggestion: gazetteer.listed(former) });
}

function province({ text, plain, rules }) {
  if (!owns(rules.provinces, text)) {
    throw new Invalid("unknown-province", { nearest: provinceByName(text, rules) });
  }
  if (plain) throw new Invalid("code-unquoted");
  return text;
}

function provinceByName(text, rules) {
  const bare = slugOf(text).replace(/^(tinh|thanh-pho)-/, "");
  const meant = owns(rules.provinceNames, bare) ? rules.provinceNames[bare] : "";
  return meant && `"${meant}" (${rules.provinces[meant]})`;
}

function name({ text, rules }) {
  if (isName(text, rules)) return text;
  throw new Invalid("name", { suggestion: slugWithin(text, rules.limits.slug) || "ten-ngan" });
}

const isName = (text, rules) => rules.fits("slug", text) && text.length <= rules.limits.slug;

function number({ text, plain, rules }) {
  if (!isPlain(text, rules)) throw new Invalid("number-separators", { remedy: remedy(text, rules) });
  if (!plain) throw new Invalid("number-quoted");
  const { number: limit } = rules.limits;
  if (text.split(".")[0].length > String(limit).length || Number(text) >= limit) throw new Invalid("number-range");
  return Number(text);
}

function integer(given) {
  const value = number(given);
  if (given.text.includes(".")) throw new Invalid("not-integer");
  return value;
}

function boolean({ text, plain }) {
  if (!["true", "false"].includes(text) || !plain) throw new Invalid("boolean");
  return text === "true";
}

function when(read, rule) {
  return ({ text, plain, isText, rules }) => {
    const value = read(text, rules);
    const meant = value ? "" : meantDate(text, rules);
    if (!value) throw new Invalid(rule, { nearest: meant && `"${meant}"` });
    if (plain && !isText) throw new Invalid("not-text");
    return value;
  };
}

function link({ text, rules }) {
  tooLong(text, rules.limits.link);
  checkText(text, rules);
  if (isAddress(text, rules)) return text;
  const secure = `https://${text.replace(/^(?:http:\/\/|\/\/)/, "")}`;
  throw new Invalid("link", { nearest: isAddress(secure, rules) ? secure : "" });
}

function isAddress(text, rules) {
  const match = /^https:\/\/([^/?#]*)/i.exec(text);
  if (!match || rules.pattern("odd-in-link").test(text) || /[@[\]]/.test(match[1])) return false;
  const plain = match[1].replaceAll(":", "");
  if (plain.normalize("NFKC") !== plain && /[/?#@:]/.test(plain.normalize("NFKC"))) return false;
  const [host, ...port] = match[1].split(":");
  if (port.length && !(port.length === 1 && /^[0-9]+$/.test(port[0]) && Number(port[0]) <= MOST_PORT)) return false;
  return host.replace(/^\.+|\.+$/g, "").includes(".");
}

function picture({ text, rules }) {
  if (/[/\\]|\.\./.test(text)) throw new Invalid("picture-path");
  const at = text.lastIndexOf(".");
  const [stem, suffix] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  const kinds = ["jpg", "png", "webp"];
  if (kinds.includes(suffix) && isName(stem, rules)) {
    if (rules.fits("windows-name", stem)) throw new Invalid("windows-name");
    return text;
  }
  const kind = suffix.toLowerCase();
  const suggestion = slugWithin(stem, rules.limits.slug) || "anh";
  throw new Invalid("picture-name", { suggestion: `${suggestion}.${kinds.includes(kind) ? kind : "jpg"}` });
}

const KINDS = {
  line,
  prose,
  khmer,
  code,
  commune,
  province,
  number,
  integer,
  boolean,
  link,
  picture,
  slug: name,
  name,
  date: when(readDate, "date"),
  period: when(readPeriod, "period"),
};
