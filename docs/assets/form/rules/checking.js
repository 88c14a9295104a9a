// Checking the values of a form before they are written to a file: the same walk, over nodes made of the values.

import { TAG } from "../yaml/reading.js";
import { folderOf as folder } from "./checks.js";
import { inOrder } from "./problems.js";
import { checkAll, Reading } from "./reading.js";
import { bareNumber, plainText } from "./scalars.js";
import { blank, walk } from "./walking.js";

const BARE = ["number", "integer", "boolean"];
const NOWHERE = { line: 0 };

/**
 * The problems of values that are to become a file. Numbers may come as they are typed; empty texts, items, lists and
 * groups count as not there. `others`: the other models; rules between models are only checked with them.
 */
export function checkValues(values, place, rules, others) {
  return inOrder(checked(values, place, rules, others).problems);
}

/** What should be written better in the same values, as problems that stop nothing. */
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

/** The folder under `models/` where a file with these values belongs. */
export const folderOf = folder;

/** The node of a group, as if it had been read. */
export function groupNode(row, values, rules) {
  const told = Object.entries(values).filter(([, value]) => !blank(value));
  const pairs = told.map(([key, value]) => [text(key, '"'), nodeOf(row.byKey.get(key), value, rules)]);
  return { kind: "map", tag: `${TAG}map`, start: NOWHERE, end: NOWHERE, pairs };
}

/** The node of any value; of a list, or of one of its items. */
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
