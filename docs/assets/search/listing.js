// Lays out an answer: described models in the list, many of one title or kind as one entry, names in the register.

import { sorted } from "../common/facets.js";

export const SAME_NAME = "cung-ten";
export const KIND = "loai-viec";
export const PLACE = "dia-ban";

/** From this number on, models of one title form one entry. */
const CROWD = 4;
/** If one kind has more entries than this, only its best few are in the list. */
const KIND_CROWD = 10;
const OF_KIND = 3;
/** A name among this many first results stays in the list if the query asks for it by name. */
const FIRST = 3;

/**
 * {entries, names, models, told, lifted, opened} of models that are given best first. An entry is {model, models,
 * group}: its best model, all its models, and the {key, code} of their title or kind, or null. `entries` has described
 * models, and those names of the first three results that `named(models)` returns (`lifted`: their number); `names` has
 * the other names. Without described models, `entries` has the names. `opened`: whether names are read at once.
 */
export async function laidOut(index, models, { words, sort, chosen, asked, named }) {
  const order = sort || (chosen[SAME_NAME]?.length ? PLACE : "");
  const ordered = sorted(index, models, order);
  const told = ordered.filter((model) => !index.nameOnly(model));
  const rest = ordered.filter((model) => index.nameOnly(model));
  const entries = order
    ? told.map(alone)
    : ofOneKind(index, ofOneTitle(index, told), [...asked, ...(chosen[KIND] ?? [])]);
  const names = order ? rest.map(alone) : ofOneTitle(index, rest);
  const all = { models: [...told, ...rest], told: told.length, opened: order === PLACE };
  if (!told.length) return { ...all, entries: names, names: [], lifted: 0 };
  const first = words && !order ? firstOf(ordered, entries, names) : [];
  const kept = await named(first.filter((entry) => names.includes(entry)).map(({ model }) => model));
  const lifted = names.filter(({ model }) => kept.includes(model));
  return {
    ...all,
    entries: withNames(entries, lifted, first),
    names: names.filter((entry) => !lifted.includes(entry)),
    lifted: lifted.length,
  };
}

// The first three entries, described or only names, in the order of their models.
function firstOf(ordered, entries, names) {
  const leads = new Map([...entries, ...names].map((entry) => [entry.model, entry]));
  const first = [];
  for (const model of ordered) {
    if (leads.has(model)) first.push(leads.get(model));
    if (first.length === FIRST) break;
  }
  return first;
}

// A name that is the best result comes first; other lifted names come after the described models of the first three.
function withNames(entries, lifted, first) {
  const best = lifted.filter((entry) => entry === first[0]);
  const told = entries.filter((entry) => first.includes(entry));
  const later = lifted.filter((entry) => !best.includes(entry));
  return [...best, ...told, ...later, ...entries.slice(told.length)];
}

const alone = (model) => ({ model, group: null, models: [model] });

function ofOneTitle(index, models) {
  const entries = new Map();
  for (const model of models) {
    const title = index.sameName(model) ?? `model ${model}`;
    if (!entries.has(title)) entries.set(title, []);
    entries.get(title).push(model);
  }
  return [...entries].flatMap(([title, all]) => {
    if (all.length < CROWD) return all.map(alone);
    const [code] = index.facet(SAME_NAME).values[title];
    return [{ model: all[0], group: { key: SAME_NAME, code }, models: all }];
  });
}

// A kind that was not asked for and fills more than a page would hide others: only its best entries stay, and the last
// of them links to the rest.
function ofOneKind(index, entries, asked) {
  const { values, lists, rows } = index.facet(KIND);
  const kindOf = ({ model }) => lists[rows[model]][0];
  const counted = new Map();
  for (const entry of entries) counted.set(kindOf(entry), (counted.get(kindOf(entry)) ?? 0) + 1);
  const crowded = (kind) => kind !== undefined && counted.get(kind) > KIND_CROWD && !asked.includes(values[kind][0]);
  const shown = new Map();
  return entries.flatMap((entry) => {
    const kind = kindOf(entry);
    if (!crowded(kind)) return [entry];
    shown.set(kind, (shown.get(kind) ?? 0) + 1);
    if (shown.get(kind) < OF_KIND) return [entry];
    return shown.get(kind) === OF_KIND ? [{ ...entry, group: { key: KIND, code: values[kind][0] } }] : [];
  });
}
