// Checks the values of a form before they are written to a file: the same walk as for a file, over nodes made of them.

import { TAG } from "../yaml/reading.js";
import { folderOf as folder } from "./checks.js";
import { inOrder } from "./problems.js";
import { checkAll, Reading } from "./reading.js";
import { bareNumber, plainText } from "./scalars.js";
import { blank, walk } from "./walking.js";

const BARE = ["number", "integer", "boolean"];
const NOWHERE = { line: 0 };

/**
 * The problems of values for a file. Numbers may be typed text; empty texts, items, lists and groups count as missing.
 * `others`: the other models; without them, rules between models are not checked.
 */
export function checkValues(values, place, rules, others) {
  return inOrder(checked(values, place, rules, others).problems);
}

/** Advice on the same values, as problems that do not stop the sending. */
export function adviseValues(values, place, rules, others) {
  return inOrder(checked(values, place, rules, others).advice);
}

function checked(values, { slug, folder: given, file }, rules, others) {
  const name = file ?? `models/${given ?? folder(values, rules)}/${slug}.yml`;
  const reading = new Reading(name, rules, null);
  reading.values = walk(reading, groupNode(rules.table, values, rules), rules.table);
  if (!reading.problems.length) checkAll(reading, others);
  return reading;
}

/** The folder under `models/` for a file with these values. */
export const folderOf = folder;

/** The node of a group, as if read from a file. */
export function groupNode(row, values, rules) {
  const told = Object.entries(values).filter(([, value]) => !blank(value));
  const pairs = told.map(([key, value]) => [text(key, '"'), nodeOf(row.byKey.get(key), value, rules)]);
  return { kind: "map", tag: `${TAG}map`, start: NOWHERE, end: NOWHERE, pairs };
}

/** The node of a value: a list, or one of its items. */
export function nodeOf(row, value, rules) {
  if (Array.isArray(value)) {
    const items = value.filter((one) => !blank(one)).map((one) => nodeOf(row, one, rules));
    return { kind: "list", tag: `${TAG}seq`, start: NOWHERE, end: NOWHERE, items };
  }
  if (value && typeof value === "object") return groupNode(row ?? { byKey: new Map() }, value, rules);
  if (typeof value === "number") return text(bareNumber(value, rules), "");
  if (typeof value === "boolean") return text(String(value), "");
  return text(plainText(String(value)), BARE.includes(row?.kind) ? "" : '"');
}

const text = (value, style) => ({ kind: "scalar", tag: `${TAG}str`, text: value, style, start: NOWHERE, end: NOWHERE });
