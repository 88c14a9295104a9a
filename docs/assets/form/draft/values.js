// Makes the values of a file from answers: gives ids to sources, cites them, removes empty parts.

import { slugWithin } from "../../common/slug.js";
import { Cited } from "./answers.js";

const LONGEST_ID = 40;

/** Map of source item -> the id that parts cite; items without any answer are left out. */
export function sourceIds(items) {
  const used = new Set();
  const ids = new Map();
  for (const { item, own, answers } of items) {
    if (![...answers.values()].some((answer) => answer !== undefined)) continue;
    const id = answers.get("id") || unused(own || idOf(answers), used);
    used.add(id);
    ids.set(item, id);
  }
  return ids;
}

const idOf = (answers) => slugWithin(answers.get("number") || answers.get("title") || "", LONGEST_ID) || "van-ban";

function unused(wanted, used) {
  let id = wanted;
  for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`;
  return id;
}

/** `single`: path -> answer; `lists`: [path, items]; `ids`: from sourceIds(); `parts`: keys that need a source. */
export function fileValues(single, lists, ids, parts) {
  const values = {};
  for (const [path, answer] of single) put(values, path, resolved(answer, ids));
  for (const [path, items] of lists) {
    if (items.length)
      put(
        values,
        path,
        items.map((item) => itemValue(item, ids)),
      );
  }
  return pruned(values, parts);
}

const resolved = (answer, ids) => (answer instanceof Cited ? ids.get(answer.item) : answer);

function itemValue({ item, answers }, ids) {
  const made = {};
  for (const [key, answer] of answers) {
    if (key === "") return resolved(answer, ids);
    put(made, key, resolved(answer, ids));
  }
  return ids.has(item) ? { ...made, id: ids.get(item) } : made;
}

function put(values, path, value) {
  if (value === undefined) return;
  const keys = path.split(".");
  const last = keys.pop();
  let inner = values;
  for (const key of keys) inner = inner[key] ??= {};
  inner[last] = value;
}

/** Whether a part of the story or a criterion has content: text, steps or figures. */
export const hasContent = (part) => Boolean(part?.text || part?.steps || part?.figures);

/** @param {Record<string, any>} [replication] */
const isPlanned = ({ contact, source, ...plan } = {}) => Object.keys(plan).length > 0;

// Remove parts without content; a part with content and no chosen source cites the first source.
function pruned(values, parts) {
  const first = values.sources?.[0]?.id;
  const cite = (part) => {
    if (!part.source?.id && first) part.source = { id: first, ...part.source };
  };
  for (const key of parts) {
    if (hasContent(values[key])) cite(values[key]);
    else delete values[key];
  }
  for (const key of ["replication", "plan", "standing"]) if (isPlanned(values[key])) cite(values[key]);
  for (const key of ["replication", "replicates", "plan", "standing"]) {
    if (values[key] && Object.keys(values[key]).every((inner) => inner === "source")) delete values[key];
  }
  const copy = values.replicates;
  if (copy && (copy.source || copy.when || copy.outcome || copy.reason)) cite(copy);
  return values;
}
