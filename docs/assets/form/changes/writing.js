// Writes values as the text of a model file, like the files in models/: one line per value, codes and dates in quotes,
// lists of codes in brackets, paragraphs below `|-`.

import { isPlain } from "../rules/numbers.js";
import { bareNumber, plainText } from "../rules/scalars.js";
import { blank } from "../rules/walking.js";

const STEP = 2;
const ALWAYS_QUOTED = ["commune", "province", "date", "period"];
const NUMBERS = ["number", "integer"];
const SAFE_START = /^[\p{L}\p{N}“‘(/–…]/u;
const UNSAFE = /: |:$| #|[\n\t]| $/;
const UNSAFE_IN_BRACKETS = /[,[\]{}]|:\?/;

/** The text of a new file with these values, in the order of the field table. */
export function writeFile(values, rules) {
  return `${groupLines(rules.table, values, 0, rules).join("\n")}\n`;
}

/** The lines of the fields of a group. */
export function groupLines(row, values, indent, rules) {
  return row.fields
    .filter(({ key }) => !blank(values[key]))
    .flatMap((child) => pairLines(child, values[child.key], indent, rules, row === rules.table));
}

/** The lines of one field, its key first; `top`: at the top level of the file. */
export function pairLines(row, value, indent, rules, top = false) {
  const key = `${" ".repeat(indent)}${row.key}:`;
  if (row.many && !["code", "commune"].includes(row.kind)) {
    const told = value.filter((item) => !blank(item));
    return [key, ...told.flatMap((item) => itemLines(row, item, indent + STEP, rules))];
  }
  if (row.kind === "group" && !inBrackets(row, top)) {
    return [key, ...groupLines(row, value, indent + STEP, rules)];
  }
  if (row.many || row.kind === "group") return [`${key} ${flowText(row, value, rules)}`];
  const [first, ...more] = scalarLines(row, value, indent + STEP, rules);
  return [`${key} ${first}`, ...more];
}

/** The lines of one item of a list, its dash first. */
export function itemLines(row, item, indent, rules) {
  const inner = indent + STEP;
  const lines = row.kind === "group" ? groupLines(row, item, inner, rules) : scalarLines(row, item, inner, rules);
  return [`${" ".repeat(indent)}- ${lines[0].trimStart()}`, ...lines.slice(1)];
}

// A small group inside another group, such as a cited source.
const inBrackets = (row, top) => !top && row.fields.every((child) => child.kind !== "group" && !child.many);

/** A value on one line; lists and groups in brackets. */
export function flowText(row, value, rules) {
  if (row.many && Array.isArray(value)) {
    const told = value.filter((item) => !blank(item));
    return `[${told.map((item) => flowText(row, item, rules)).join(", ")}]`;
  }
  if (row.kind !== "group") return scalarText(row, value, rules, true);
  const told = row.fields.filter(({ key }) => !blank(value[key]));
  return `{${told.map((child) => `${child.key}: ${flowText(child, value[child.key], rules)}`).join(", ")}}`;
}

/** The lines of a text; all but the first have `indent` spaces. */
function scalarLines(row, value, indent, rules) {
  const text = typeof value === "string" ? plainText(value) : "";
  return blockable(text, rules) ? ["|-", ...blockLines(text, indent)] : [scalarText(row, value, rules, false)];
}

/** Whether a text has several lines and can be written below `|-`. */
export const blockable = (text, rules) => text.includes("\n") && !rules.pattern("unreadable").test(text);

/** The lines of a text below `|-`. */
export const blockLines = (text, indent) => text.split("\n").map((line) => (line ? " ".repeat(indent) + line : ""));

/** A value on one line; `flow`: in brackets. */
export function scalarText(row, value, rules, flow) {
  if (typeof value === "number") return bareNumber(value, rules);
  if (typeof value === "boolean") return String(value);
  const text = plainText(String(value));
  if (NUMBERS.includes(row.kind) && isPlain(text, rules)) return text;
  if (row.kind === "boolean" && ["true", "false"].includes(text)) return text;
  if (!ALWAYS_QUOTED.includes(row.kind) && plainable(text, rules, flow)) return text;
  return /["\\]/.test(text) && singleQuotable(text, rules) ? inSingleQuotes(text) : inDoubleQuotes(text, rules);
}

/** Whether YAML reads a text without quotes as the same text. */
function plainable(text, rules, flow) {
  if (!SAFE_START.test(text) || UNSAFE.test(text) || (flow && UNSAFE_IN_BRACKETS.test(text))) return false;
  return !rules.pattern("unreadable").test(text) && rules.tagOf(text).endsWith(":str");
}

/** Whether a text can be in single quotes, which have no escapes. */
export const singleQuotable = (text, rules) => !text.includes("\n") && !rules.pattern("unreadable").test(text);

/** `'K''Ho'` */
export const inSingleQuotes = (text) => `'${text.replaceAll("'", "''")}'`;

/** A text in double quotes, with escapes for invisible characters. */
export function inDoubleQuotes(text, rules) {
  const unseen = (char) => rules.pattern("unreadable").test(char) || rules.pattern("hidden").test(char);
  return `"${Array.from(text, (char) => escaped(char, unseen)).join("")}"`;
}

function escaped(char, unseen) {
  if (char === '"' || char === "\\") return `\\${char}`;
  if (char === "\n") return "\\n";
  if (!unseen(char)) return char;
  const code = char.codePointAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd"; // half a surrogate pair: not allowed in a file
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

const hex = (code, length) => code.toString(16).padStart(length, "0");
