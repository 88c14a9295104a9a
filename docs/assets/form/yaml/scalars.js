// Reads the texts of a YAML file: plain, in quotes, or a block below `|` or `>`.

import { owns } from "../../common/objects.js";
import { YamlError } from "./faults.js";

const ESCAPES = {
  0: "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEX = { x: 2, u: 4, U: 8 };

/** The space between two pieces of a text: spaces on one line, or line ends; the first line end is folded. */
class Gap {
  constructor() {
    this.spaces = "";
    this.breaks = 0;
    this.folded = false;
  }

  toString() {
    if (!this.breaks && !this.folded) return this.spaces;
    const more = "\n".repeat(Math.max(0, this.folded ? this.breaks : this.breaks - 1));
    return more || (this.folded ? "" : " ");
  }

  take(scanner) {
    if (scanner.at() === "\n") {
      scanner.skipLine();
      this.breaks += 1;
    } else {
      if (!this.breaks && !this.folded) this.spaces += scanner.at();
      scanner.skip();
    }
  }
}

/** A text without quotes; it continues on indented lines. */
export function plainScalar(scanner) {
  const start = scanner.mark();
  const indent = scanner.indent + 1;
  let text = "";
  let end = start;
  let gap = new Gap();
  while (!scanner.atDocumentMark() && scanner.at() !== "#") {
    const from = scanner.index;
    plainRun(scanner, start);
    if (scanner.index > from) {
      text += gap + scanner.text.slice(from, scanner.index);
      end = scanner.mark();
      gap = new Gap();
    }
    if (scanner.at() === "" || !scanner.blankAt()) break;
    while (scanner.at() && scanner.blankAt()) {
      const tab = scanner.at() === "\t" && gap.breaks && scanner.column < indent;
      if (tab) throw new YamlError("tab", scanner.mark(), start);
      gap.take(scanner);
    }
    if (!scanner.flow && scanner.column < indent) break;
  }
  if (gap.breaks) scanner.keyAllowed = true;
  scanner.tokens.push({ type: "scalar", text, style: "", start, end });
}

function plainRun(scanner, start) {
  while (!scanner.blankAt()) {
    const sign = scanner.at();
    if (sign === ":" && scanner.flow && ",?[]{}".includes(scanner.at(1) || " ")) {
      throw new YamlError("no-colon", scanner.mark(), start);
    }
    if ((sign === ":" && scanner.blankAt(1)) || (scanner.flow && ",[]{}".includes(sign))) return;
    scanner.skip();
  }
}

/** A text in single or double quotes. */
export function quotedScalar(scanner) {
  const start = scanner.mark();
  const quote = scanner.at();
  let text = "";
  scanner.skip();
  for (;;) {
    if (scanner.atDocumentMark()) throw new YamlError("other", scanner.mark(), start);
    if (scanner.at() === "") throw new YamlError("end", scanner.mark(), start);
    const gap = new Gap();
    text += quotedRun(scanner, quote, start, gap);
    if (scanner.at() === quote) break;
    while (scanner.at() && scanner.blankAt()) gap.take(scanner);
    text += gap;
  }
  scanner.skip();
  scanner.add("scalar", start, { text, style: quote });
}

function quotedRun(scanner, quote, start, gap) {
  let text = "";
  while (!scanner.blankAt()) {
    const sign = scanner.at();
    if (quote === "'" && sign === "'" && scanner.at(1) === "'") {
      text += "'";
      scanner.skip(2);
    } else if (sign === quote) {
      return text;
    } else if (quote === '"' && sign === "\\" && scanner.at(1) === "\n") {
      scanner.skip();
      scanner.skipLine();
      gap.folded = true;
      return text;
    } else if (quote === '"' && sign === "\\") {
      text += escaped(scanner, start);
    } else {
      text += sign;
      scanner.skip();
    }
  }
  return text;
}

function escaped(scanner, start) {
  const letter = scanner.at(1);
  if (owns(ESCAPES, letter)) {
    scanner.skip(2);
    return ESCAPES[letter];
  }
  if (!owns(HEX, letter)) throw new YamlError("escape", scanner.mark(), start);
  scanner.skip(2);
  const digits = scanner.text.substr(scanner.index, HEX[letter]);
  if (digits.length < HEX[letter] || /[^0-9A-Fa-f]/.test(digits)) throw new YamlError("other", scanner.mark(), start);
  const code = parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new YamlError("escape", scanner.mark(), start);
  scanner.skip(digits.length);
  return String.fromCodePoint(code);
}

/** A text below `|` (lines kept) or `>` (lines joined). */
export function blockScalar(scanner) {
  const start = scanner.mark();
  const { style, chomping, increment, headEnd } = header(scanner, start);
  let indent = increment && Math.max(scanner.indent, 0) + increment;
  let end = scanner.mark();
  let lineEnd = headEnd;
  let text = "";
  let [lead, leadBlank] = ["", false];
  let trail;
  const breaks = () => ([indent, trail, end] = blockBreaks(scanner, indent, start));
  breaks();
  while (scanner.column === indent && scanner.at()) {
    const blank = " \t".includes(scanner.at());
    const joined = style === ">" && lead && !leadBlank && !blank;
    text += (joined ? (trail ? "" : " ") : lead) + trail;
    leadBlank = blank;
    const from = scanner.index;
    while (!"\n".includes(scanner.at())) scanner.skip();
    text += scanner.text.slice(from, scanner.index);
    if (scanner.text.slice(from, scanner.index).trim()) lineEnd = scanner.mark();
    lead = scanner.at();
    scanner.skipLine();
    breaks();
  }
  if (chomping !== "-") text += lead;
  if (chomping === "+") text += trail;
  scanner.tokens.push({ type: "scalar", text, style, start, end, lineEnd });
}

function header(scanner, start) {
  const found = /([|>])(?:([+-])([0-9]?)|([0-9])([+-]?)|)/y;
  found.lastIndex = scanner.index;
  const [whole, style, before, digitAfter, digitBefore, after] = found.exec(scanner.text);
  const digit = digitAfter || digitBefore;
  const [head] = whole.split("0");
  if (digit === "0") {
    scanner.skip(head.length);
    throw new YamlError("other", scanner.mark(), start);
  }
  scanner.skip(whole.length);
  while (scanner.at() && " \t".includes(scanner.at())) scanner.skip();
  if (scanner.at() === "#") while (!"\n".includes(scanner.at())) scanner.skip();
  if (!"\n".includes(scanner.at())) throw new YamlError("sign", scanner.mark(), start);
  const headEnd = scanner.mark();
  scanner.skipLine();
  return { style, chomping: before || after || "", increment: Number(digit || 0), headEnd };
}

function blockBreaks(scanner, indent, start) {
  let [breaks, most] = ["", 0];
  let end = scanner.mark();
  for (;;) {
    while ((!indent || scanner.column < indent) && scanner.at() === " ") scanner.skip();
    most = Math.max(most, scanner.column);
    const tab = (!indent || scanner.column < indent) && scanner.at() === "\t";
    if (tab) throw new YamlError("tab", scanner.mark(), start);
    if (scanner.at() !== "\n") break;
    breaks += "\n";
    scanner.skipLine();
    end = scanner.mark();
  }
  return [indent || Math.max(most, scanner.indent + 1, 1), breaks, end];
}
