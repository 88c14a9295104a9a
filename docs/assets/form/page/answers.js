// What has been answered, without any page: single answers by their paths, items of lists, and the values of a file
// that come of them. The page only reports what stands in its controls.

import { slugWithin } from "../../common/slug.js";

/** An answer that names a source by its item on the page; in a file it becomes the id of that source. */
export class Cited {
  constructor(item) {
    this.item = item;
  }
}

/** All answers of a form; `parts`: the keys of the parts that are told in words and figures. */
export class Answers {
  constructor(parts) {
    this.parts = parts;
    this.single = new Map();
    this.lists = new Map();
  }

  /** The answer at a path (`approach.text`); undefined for none. */
  put(path, answer) {
    this.single.set(path, answer);
  }

  /** The items of a list in order: [{item, own, answers}]; `own` is the id that a source has in its file. */
  putItems(path, items) {
    this.lists.set(path, items);
  }

  /** The names of the items of a list that say anything, in order. */
  toldItems(path) {
    const ids = this.sourceIds();
    const items = this.lists.get(path) ?? [];
    return items.filter(({ answers, item }) => this.told(answers, ids) || ids.has(item)).map(({ item }) => item);
  }

  told(answers, ids) {
    return [...answers.values()].some((answer) => resolved(answer, ids) !== undefined);
  }

  /** The values of a file: empty answers are left out, and what is told cites a source. */
  get values() {
    const ids = this.sourceIds();
    const values = {};
    for (const [path, answer] of this.single) put(values, path, resolved(answer, ids));
    for (const [path, items] of this.lists) {
      const told = this.toldItems(path);
      const made = items.filter(({ item }) => told.includes(item)).map((one) => itemOf(one, ids));
      if (made.length) put(values, path, made);
    }
    return pruned(values, this.parts);
  }

  /** Item of the list of sources -> the id under which parts cite it. */
  sourceIds() {
    const used = new Set();
    const ids = new Map();
    for (const { item, own, answers } of this.lists.get("sources") ?? []) {
      const register = answers.get("id");
      if (![...answers.values()].some((answer) => answer !== undefined)) continue;
      const wanted =
        register || own || slugWithin(answers.get("number") || answers.get("title") || "", 40) || "van-ban";
      let id = wanted;
      for (let copy = 2; !register && used.has(id); copy++) id = `${wanted}-${copy}`;
      used.add(id);
      ids.set(item, id);
    }
    return ids;
  }
}

const resolved = (answer, ids) => (answer instanceof Cited ? ids.get(answer.item) : answer);

function itemOf({ item, answers }, ids) {
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

/** Whether a part of the story or a criterion says anything. */
export const told = (part) => Boolean(part?.text || part?.steps || part?.figures);

/** @param {Record<string, any>} [replication] */
const planned = ({ contact, source, ...plan } = {}) => Object.keys(plan).length > 0;

// A part that says nothing needs no source; one that does cites the first where none was chosen.
function pruned(values, parts) {
  const first = values.sources?.[0]?.id;
  const cite = (part) => {
    if (!part.source?.id && first) part.source = { id: first, ...part.source };
  };
  for (const key of parts) {
    if (told(values[key])) cite(values[key]);
    else delete values[key];
  }
  for (const key of ["replication", "plan", "standing"]) if (planned(values[key])) cite(values[key]);
  for (const key of ["replication", "replicates", "plan", "standing"]) {
    if (values[key] && Object.keys(values[key]).every((inner) => inner === "source")) delete values[key];
  }
  const copy = values.replicates;
  if (copy && (copy.source || copy.when || copy.outcome || copy.reason)) cite(copy);
  return values;
}
