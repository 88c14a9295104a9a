// Reads one model file and checks each value with the field table; as in showcase/files/reading.py.

import { slugWithin } from "../../common/slug.js";
import { Fault } from "../yaml/faults.js";
import { decode, parse } from "../yaml/text.js";
import { check, checkRegister } from "./checks.js";
import { checkLinks } from "./links.js";
import { describe, inOrder } from "./problems.js";
import { walk } from "./walking.js";

/** The values and problems of one file, written or not yet. */
export class Reading {
  constructor(file, rules, lines = new Map()) {
    this.file = file;
    this.rules = rules;
    this.lines = lines;
    this.values = {};
    this.problems = [];
    this.advice = [];
    this.text = "";
  }

  get slug() {
    return this.file
      .split("/")
      .pop()
      .replace(/(.)\.[^.]*$/s, "$1");
  }

  get folder() {
    return this.file.split("/").slice(-2, -1)[0] ?? "";
  }

  /** The folders below `models/`: `ba-chuc`; for a file directly in a folder, that folder. */
  get folders() {
    const names = this.file.split("/").slice(0, -1);
    return names.slice(1).join("/") || (names[0] ?? "");
  }

  /**
   * Add a problem (or advice, by the rule) at the line of `path` or of its nearest parent with a line.
   * @param {string} rule
   * @param {string} path
   * @param {Record<string, any>} [more] values for its message
   */
  report(rule, path, { found, nearest, line = this.line(path), ...values } = {}) {
    const { file, rules } = this;
    const given = { rule, file, path, found, nearest, values, line, label: labelOf(path, rules) };
    const made = describe(rules, given);
    (made.severity === "advice" ? this.advice : this.problems).push(made);
  }

  line(path) {
    if (!this.lines) return undefined;
    let here = path;
    while (here && !this.lines.has(here)) {
      here = here.slice(0, Math.max(here.lastIndexOf("."), here.lastIndexOf("["), 0));
    }
    return this.lines.get(here) ?? 1;
  }
}

/** The Vietnamese name of a path: `Tính mới › Số liệu 2 › Giá trị`. Unknown keys stay as they are. */
function labelOf(path, rules) {
  let table = rules.table;
  const names = (path ? path.split(".") : []).map((part) => {
    const item = /\[(\d+)\]$/.exec(part);
    const key = item ? part.slice(0, item.index) : part;
    const known = table.byKey.get(key);
    table = known ?? table;
    return (known?.label ?? key) + (item ? ` ${item[1]}` : "");
  });
  return names.join(" › ");
}

/**
 * {values, lines, problems, advice, source} of the text (or the bytes) of a file; `file`: its path in the project,
 * `models/ba-chuc/x.yml`. `others`: the other models; without them, rules between models are not checked.
 */
export function readFile(source, file, rules, others) {
  const reading = new Reading(file, rules);
  try {
    readAndCheck(reading, source, others);
  } catch (error) {
    reading.problems.length = 0;
    reading.report("unchecked", "", { found: `${error.name}: ${error.message}` });
  }
  const { values, problems, advice } = reading;
  const lines = Object.fromEntries(reading.lines);
  return { values, lines, problems: inOrder(problems), advice: inOrder(advice), source };
}

function readAndCheck(reading, source, others) {
  const { file, rules } = reading;
  const register = file === rules.registerFile;
  const name = file.split("/").pop();
  if (rules.fits("leftover", name)) {
    reading.report("leftover", "", { found: name });
  } else if (!name.endsWith(".yml")) {
    const slug = slugWithin(name.split(".")[0], rules.limits.slug) || "mo-hinh";
    reading.report("suffix", "", { found: name, suggestion: `${slug}.yml` });
  } else {
    readText(reading, source, register ? rules.registerTable : rules.table);
  }
  if (!reading.problems.length) checkAll(reading, others, register ? checkRegister : check);
}

function readText(reading, source, table) {
  const text = decode(source, reading.rules);
  const node = text instanceof Fault ? text : parse(text, reading.rules);
  if (node instanceof Fault) {
    reading.lines.set("", node.line);
    reading.report(node.rule, "", { found: node.found, ...node.values });
  } else if (node.kind !== "map") {
    reading.report("not-a-model", "");
  } else {
    reading.text = text;
    reading.values = walk(reading, node, table, text.split("\n"));
  }
}

/** Run the rules of one model, and, if `others` is given, the rules between models. */
export function checkAll(reading, others, checkOne = check) {
  /** @type {Record<string, any>[]} */
  const found = [...checkOne(reading), ...(others && checkOne === check ? checkLinks(reading, others) : [])];
  for (const { rule, path = "", ...more } of found) reading.report(rule, path, more);
}
