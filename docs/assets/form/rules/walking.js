// Walks over the nodes of a file and the field table together; as in showcase/files/reading.py.

import { nearest } from "../../common/slug.js";
import { TAG } from "../yaml/reading.js";
import { words } from "../yaml/spaces.js";
import { convert, Invalid } from "./values.js";

const ENOUGH = Symbol("there is no sense in reading on");

/** The values of a file in the order of the table; adds problems to `reading`. `source`: the lines of the file. */
export function walk(reading, node, table, source = []) {
  try {
    return new Walk(reading, source).group(table, node, "");
  } catch (thrown) {
    if (thrown !== ENOUGH) throw thrown;
    reading.report("more-problems", "", { limit: reading.rules.limits.problems });
    return {};
  }
}

const silent = (rules) => new Walk({ rules, problems: [], report() {} }, []);

/** The value of one field; undefined if it is missing or wrong; reports nothing. */
export const readValue = (row, node, rules) => silent(rules).value(row, node, "");

/** The same for one item of a list, or for the root group of a file. */
export const itemOf = (row, node, rules) => (isEmpty(node) ? undefined : silent(rules).single(row, node, ""));

class Walk {
  constructor(reading, source) {
    this.reading = reading;
    this.source = source;
    this.rules = reading.rules;
  }

  report(rule, path, more) {
    this.reading.report(rule, path, more);
    if (this.reading.problems.length === this.rules.limits.problems) throw ENOUGH;
  }

  note(path, mark) {
    this.reading.lines?.set(path, mark.line + 1);
  }

  /** The value of one key; undefined when it is empty or wrong. */
  value(row, node, path) {
    if (isEmpty(node)) return undefined;
    return row.many ? this.items(row, node, path) : this.single(row, node, path);
  }

  items(row, node, path) {
    if (node.kind !== "list")
      return this.report("not-a-list", path, { found: textOf(node), example: firstItem(row, node) });
    const [length, limit] = [node.items.length, row.most || this.rules.limits.list];
    if (length > limit) this.report("too-many", path, { length, limit, excess: length - limit });
    // Read the extra items too: the form must not lose them.
    const found = node.items.map((child, index) => this.item(row, child, `${path}[${index + 1}]`));
    return found.filter((item) => item !== undefined);
  }

  item(row, node, path) {
    this.note(path, node.start);
    const item = isEmpty(node) ? "" : this.single(row, node, path);
    if (item === "") this.report("empty-item", path);
    return item;
  }

  single(row, node, path) {
    if (!this.rules.implicitTags.includes(node.tag)) {
      return this.report("tag", path, { found: node.tag.replaceAll(TAG, "!!") });
    }
    if (row.kind === "group") {
      if (node.kind === "map") return this.group(row, node, path);
      return this.report("not-a-group", path, { found: textOf(node), options: [...row.byKey.keys()].join(", ") });
    }
    if (node.kind === "scalar") return this.scalar(row, node, path);
    const typed = row.many ? `- ${row.example}` : `${row.key}: ${row.example}`;
    return this.report("not-a-value", path, { kind: this.rules.kinds[row.kind], example: typed });
  }

  scalar(row, node, path) {
    const lost = this.commentBehind(row, node);
    if (lost) this.reportComment(row, node, path, lost);
    try {
      return convert(row, node.text, { plain: !node.style, isText: node.tag === `${TAG}str` }, this.rules);
    } catch (invalid) {
      if (!(invalid instanceof Invalid)) throw invalid;
      return lost ? undefined : this.reportInvalid(node, path, invalid);
    }
  }

  reportComment(row, node, path, lost) {
    this.note(path, node.end);
    const typed = inQuotes(node.text + lost);
    this.report("comment-in-text", path, { found: lost, typed: row.many ? `- ${typed}` : `${row.key}: ${typed}` });
  }

  reportInvalid(node, path, { rule, found, nearest: meant, values }) {
    this.note(path, { line: this.lineWithin(node, found) });
    return this.report(rule, path, { ...values, found: found || node.text, nearest: meant });
  }

  // The YAML comment after a text without quotes, or "": `Tuyến đường #xanh` is cut at `#`.
  commentBehind(row, { style, end }) {
    if (style || !["line", "prose", "khmer"].includes(row.kind)) return "";
    const behind = this.source[end.line]?.slice(end.column) ?? "";
    return /^[ \t]*#/.test(behind) ? behind : "";
  }

  // The line of a value that contains `found`, or its first line.
  lineWithin(node, found) {
    const { start, end } = node;
    for (const probe of [found, ...words(found).slice(0, 1)].filter(Boolean)) {
      for (let line = start.line; line <= end.line; line += 1) if (this.source[line]?.includes(probe)) return line;
    }
    return start.line;
  }

  group(row, node, path) {
    const found = new Map();
    const first = new Map();
    for (const [keyNode, valueNode] of node.pairs) {
      const key = textOf(keyNode) || "?";
      const here = path ? `${path}.${key}` : key;
      this.note(here, keyNode.start);
      if (first.has(key)) {
        this.report("duplicate-key", here, { found: key, first: first.get(key) });
        continue;
      }
      first.set(key, this.reading.lines?.get(here));
      if (row.byKey.has(key)) found.set(key, this.value(row.byKey.get(key), valueNode, here));
      else this.unknownKey(row, key, here);
    }
    this.reportMissing(row, found, path);
    const told = row.fields.filter(({ key }) => found.get(key) !== undefined);
    return Object.fromEntries(told.map(({ key }) => [key, found.get(key)]));
  }

  unknownKey(row, key, path) {
    const options = [...row.byKey.keys()];
    const told = { found: key, nearest: nearest(key, options) };
    const homes = this.rules.homes.get(key) ?? [];
    if (homes.includes("")) return this.report("misplaced-key-top", path, told);
    const listed = homes.slice(0, 4).join(", ") + (homes.length > 4 ? ", …" : "");
    if (homes.length) return this.report("misplaced-key", path, { ...told, homes: listed });
    if (options.length > this.rules.limits.options_shown) return this.report("unknown-key-in-model", path, told);
    return this.report("unknown-key", path, { ...told, options: options.join(", ") });
  }

  reportMissing(row, found, path) {
    const prefix = path ? `${path}.` : "";
    const { problems } = this.reading;
    const excused = problems.map((problem) => problem.path);
    excused.push(...problems.filter((one) => one.path.startsWith(prefix)).map((one) => prefix + one.nearest));
    for (const child of row.fields) {
      const here = prefix + child.key;
      if (!child.required || !nothing(found.get(child.key)) || excused.some((one) => one.startsWith(here))) continue;
      this.report("missing", here, { help: child.help, key: child.key, example: exampleOf(child) });
    }
  }
}

/** Whether a value is empty: undefined, null, an empty text, list or group. */
export const nothing = (value) =>
  value === undefined || value === null || value === "" || (typeof value === "object" && !Object.keys(value).length);

/** Whether a value of a form has only empty values, at any depth. */
export function blank(value) {
  if (nothing(value)) return true;
  if (typeof value === "string") return !value.trim();
  return typeof value === "object" && Object.values(value).every(blank);
}

/** An example value of a field on one line: `phu-nu`, `{kind: phu-nu}`, `[kinh-te]`. */
function exampleOf(row) {
  let one = row.example;
  if (row.kind === "group") {
    const required = row.fields.filter((child) => child.required);
    const children = required.length ? required : row.fields.slice(0, 1);
    one = `{${children.map((child) => `${child.key}: ${exampleOf(child)}`).join(", ")}}`;
  }
  return row.many ? `[${one}]` : one;
}

// The first item to suggest for a list: the value written there, or an example.
function firstItem(row, node) {
  if (row.kind === "group") return `${row.fields[0].key}: ${row.fields[0].example}`;
  return textOf(node) || row.example;
}

// A text in double quotes, `"Tuyến đường #xanh"`, or in single quotes if it contains `"` or `\`.
function inQuotes(given) {
  const text = words(given).join(" ");
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

const isEmpty = (node) => node.kind === "scalar" && node.tag === `${TAG}null`;
const textOf = (node) => (node.kind === "scalar" ? node.text : "");
