// The rule of showcase/replication/fit.yml: which models fit, and why. Nothing here decides what counts; `facts.points` does.

import { number } from "../common/dom.js";

// How sure a cost is; as in showcase/replication/fit.py.
const AT_LEAST = 2;
const AT_MOST = 3;

/**
 * @typedef {object} Profile what someone has told of their place; what is empty was not told
 * @property {string[]} groups codes of groups of topics that are needed
 * @property {string[]} owners codes of kinds of owner who could do it
 * @property {number} money the most there is, in đồng; 0: not told
 * @property {number} days the most time there is; 0: not told
 * @property {string} kind Xã, Phường or Đặc khu
 * @property {Object<string, ?boolean>} traits code -> whether the place has it; null: not known
 */

export class Rule {
  constructor(facts) {
    this.facts = facts;
    this.topicAt = places(facts.codes.topics);
    this.ownerAt = places(facts.codes.owner_kinds);
    this.traitAt = places(facts.codes.area_traits);
    this.stopped = new Set(facts.stopped);
  }

  /**
   * All models that something speaks for, best first: [{model, points, for: [reason], against: [reason], silent}].
   * A reason is {key, words, points}.
   */
  fitting(profile) {
    const asked = this.prepared(profile);
    const found = [];
    for (let model = 0; model < this.facts.owners.length; model += 1) {
      const reasons = this.reasons(model, asked);
      if (!reasons.some(({ points }) => points > 0)) continue;
      found.push({
        model,
        points: reasons.reduce((sum, { points }) => sum + points, 0),
        for: reasons.filter(({ points }) => points > 0),
        against: reasons.filter(({ points }) => points < 0),
        silent: this.silent(model, asked),
      });
    }
    // Models stand in the order of how fully they are told, then by title: equal ones keep it.
    return found.sort((one, other) => other.points - one.points || one.model - other.model);
  }

  // Codes that are none of ours ask for nothing.
  prepared(profile) {
    const asked = this.facts.groups.filter(({ code }) => profile.groups.includes(code));
    const bits = (has) =>
      [...this.traitAt].reduce((sum, [code, at]) => (profile.traits[code] === has ? sum | (1 << at) : sum), 0);
    return {
      ...profile,
      groups: asked.map(({ topics }) => new Set(topics.map((code) => this.topicAt.get(code)))),
      owners: new Set(profile.owners.map((code) => this.ownerAt.get(code))),
      has: bits(true),
      lacks: bits(false),
      kind: this.facts.names.kinds.indexOf(profile.kind),
    };
  }

  reasons(model, asked) {
    const { facts } = this;
    const made = [];
    const add = (key, what) => {
      const { points, words } = facts.points[key];
      made.push({ key, points, words: words.replace("{what}", what) });
    };
    for (const group of asked.groups) {
      const shared = facts.topics[model].filter((topic) => group.has(topic));
      if (shared.length)
        add("topic", shared.map((topic) => lower(facts.names.topics[facts.codes.topics[topic]])).join("; "));
    }
    const owner = facts.owners[model];
    if (asked.owners.has(owner)) add("owner", facts.names.owners[facts.codes.owner_kinds[owner]]);
    facts.codes.area_traits.forEach((code, at) => {
      const name = lower(facts.names.traits[code]);
      if (facts.traits[model] & asked.has & (1 << at)) add("trait", name);
      if (facts.traits[model] & asked.lacks & (1 << at)) add("trait-other", name);
    });
    if (asked.kind >= 0 && facts.kinds[model] & (1 << asked.kind)) add("kind", lower(facts.names.kinds[asked.kind]));
    const cost = this.cost(model, asked.money);
    if (cost) add(cost, this.costInWords(model));
    if (asked.days && facts.days[model])
      add(facts.days[model] <= asked.days ? "days" : "days-above", number(facts.days[model]));
    if (facts.copies[model]) add("copied", number(facts.copies[model]));
    if (this.stopped.has(model)) add("stopped", "");
    return made;
  }

  /** "money", "money-above", or nothing where it cannot be known. */
  cost(model, limit) {
    const sure = this.facts.sure[model];
    if (!limit || !sure) return "";
    const within = this.facts.costs[model] <= limit;
    if (within) return sure === AT_LEAST ? "" : "money";
    return sure === AT_MOST ? "" : "money-above";
  }

  /** `trên 520 triệu đồng`: the word of the source before the sum of its lines. */
  costInWords(model) {
    const { facts } = this;
    const qualifier = facts.names.qualifiers[facts.codes.qualifiers[facts.said[model]]];
    return `${qualifier ? `${qualifier} ` : ""}${money(facts.costs[model])}`;
  }

  silent(model, asked) {
    const { facts } = this;
    const made = [];
    if (asked.money && !facts.sure[model]) made.push(facts.silent.money);
    else if (asked.money && !this.cost(model, asked.money))
      made.push(facts.silent["money-open"].replace("{what}", this.costInWords(model)));
    if (asked.days && !facts.days[model]) made.push(facts.silent.days);
    return made;
  }
}

const places = (codes) => new Map(codes.map((code, at) => [code, at]));
const lower = (text) => text[0].toLowerCase() + text.slice(1);

/** 357000000 as `357 triệu đồng`, 4400000000 as `4,4 tỷ đồng`; as showcase/look/rendering.py says it. */
export function money(amount) {
  /** @type {[number, string][]} */
  const units = [
    [1e9, "tỷ đồng"],
    [1e6, "triệu đồng"],
  ];
  for (const [size, word] of units) {
    if (amount >= size && (amount * 1000) % size === 0) {
      const [whole, rest] = String(amount / size).split(".");
      return `${number(whole)}${rest ? `,${rest}` : ""} ${word}`;
    }
  }
  return `${number(amount)} đồng`;
}
