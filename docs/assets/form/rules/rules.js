// Loads the rules: data that showcase/form/rules.py makes from the field table, the lists, messages and grammar.

import { Gazetteer } from "../../common/gazetteer.js";
import { Models } from "./models.js";

const FOLDER = "assets/form/";
const PERSONAL = ["personal", "personal-in-address"];

/**
 * The rules, with the communes of the home province. `root`: path to the root of the site, ending in a slash.
 * Throws if a file cannot be fetched.
 */
export async function loadRules(root) {
  const base = new URL(`${root}${FOLDER}`, document.baseURI);
  const [data, home] = await Promise.all([fetched("rules.json", base), fetched("communes-home.json", base)]);
  const rules = new Rules(data, base);
  rules.gazetteer.add(home);
  return rules;
}

async function fetched(name, base, how = {}) {
  const response = await fetch(new URL(name, base), how);
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  return response.json();
}

/** What a model file may contain, and the messages for everything else. */
class Rules {
  constructor(data, base) {
    const { model, register, patterns, resolvers, ...rest } = data;
    Object.assign(this, rest);
    this.limits = rest.limits;
    this.base = base;
    this.table = group({ key: "model", kind: "group", fields: model });
    this.registerTable = registerOf(this.table, this.limits.register);
    this.homes = homes(this.table);
    this.sources = patterns;
    this.compiled = new Map();
    this.letterNames = data.letterNames.map(([name, written]) => [name, compiled(written)]);
    for (const section of PERSONAL) this[section] = data[section].map(([what, written]) => [what, compiled(written)]);
    this.apologies = data.apologies.map((written) => compiled(written));
    this.apologyExceptions = data.apologyExceptions.map(([source, flags]) => new RegExp(source, `${flags}g`));
    this.resolvers = resolvers.map(([tag, written]) => [tag, new RegExp(written)]);
    this.gazetteer = new Gazetteer(data);
    /** The common sources by id: {id, title, issuer, ...}. */
    this.register = new Map(register.map((source) => [source.id, source]));
    /** The published models. The list is revalidated at each visit, so that it matches its parts. */
    this.models = new Models(this, (name) => fetched(name, base, { cache: "no-cache" }));
  }

  /** The communes fetched so far, the home province first. */
  get communes() {
    return this.gazetteer.all;
  }

  /** Fetch the communes of all provinces; before, codes outside the home province pass. */
  async loadCommunes() {
    this.fetchingCommunes ??= fetched("communes.json", this.base);
    try {
      const found = await this.fetchingCommunes;
      if (!this.gazetteer.whole) this.gazetteer.add(found);
      this.gazetteer.whole = true;
    } catch (error) {
      this.fetchingCommunes = undefined; // so that the next call tries again
      throw error;
    }
    return this.communes;
  }

  /** A pattern of schema/grammar.yml. */
  pattern(name, whole = "") {
    const key = whole + name;
    if (!this.compiled.has(key)) this.compiled.set(key, compiled(this.sources[name], whole));
    return this.compiled.get(key);
  }

  /** The same pattern with the flag `g`. */
  everywhere(name) {
    const key = `*${name}`;
    if (!this.compiled.has(key)) this.compiled.set(key, new RegExp(this.sources[name][0], `${this.sources[name][1]}g`));
    return this.compiled.get(key);
  }

  /** The match of the pattern with the whole text, or null. */
  fits(name, text) {
    return this.pattern(name, "$").exec(text);
  }

  /** Whether the text begins with the pattern. */
  starts(name, text) {
    return this.pattern(name, "^").test(text);
  }

  /** The YAML type of a text without quotes: `tag:yaml.org,2002:int`. */
  tagOf(text) {
    return this.resolvers.find(([, written]) => written.test(text))?.[0] ?? "tag:yaml.org,2002:str";
  }

  /** Whether a file may contain anchors or aliases, or be nested too deeply: a quick test. */
  distrusts(text) {
    const brackets = text.match(/[[{]/g)?.length ?? 0;
    if (brackets > this.limits.depth) return true;
    return this.pattern("may-nest-deeply").test(text) || this.pattern("anchor-or-alias").test(text);
  }
}

function compiled([source, flags], whole = "") {
  const ends = { "": ["", ""], "^": ["^(?:", ")"], $: ["^(?:", ")$"] }[whole];
  return new RegExp(ends[0] + source + ends[1], flags);
}

function group(row) {
  const fields = (row.fields ?? []).map(group);
  return { label: "", example: "", most: 0, ...row, fields, byKey: new Map(fields.map((one) => [one.key, one])) };
}

function registerOf(table, most) {
  return group({ key: "register", kind: "group", fields: [{ ...table.byKey.get("sources"), most }] });
}

// Map of key -> paths of the groups with that key, in the order of the table; "" is the root.
function homes(table, path = "", found = new Map()) {
  for (const row of table.fields) {
    found.set(row.key, [...(found.get(row.key) ?? []), path]);
    homes(row, path ? `${path}.${row.key}` : row.key, found);
  }
  return found;
}
