// The rule of showcase/replication/fit.yml: which models fit, and why. All weights are in `facts.points` and
// `facts.limits`. In the facts, models that can be followed come first; then by title.

import { number } from "../common/dom.js";

// How sure a cost is; as in showcase/replication/fit.py.
const AT_LEAST = 2;
const AT_MOST = 3;

/**
 * @typedef {object} Profile what someone has told of their place; what is empty was not told
 * @property {string} commune code of the commune
 * @property {string[]} topics codes of the topics that are needed
 * @property {string[]} owners codes of kinds of owner who could do it
 * @property {number} money the most there is, in đồng; 0: not told
 * @property {number} days the most time there is; 0: not told
 * @property {Object<string, ?boolean>} traits code -> whether the place has it; null: not known
 */

export class Rule {
  constructor(facts) {
    this.facts = facts;
    this.topicAt = places(facts.codes.topics);
    this.ownerAt = places(facts.codes.owner_kinds);
    this.traitAt = places(facts.codes.area_traits);
    this.communeAt = places(facts.place_codes);
    this.stopped = new Set(facts.stopped);
  }

  /**
   * The models that fit, in the order of the page: [{model, followable, points, for: [reason], against: [reason], silent}].
   * A reason is {key, points, words}.
   */
  fitting(profile) {
    const asked = this.prepared(profile);
    const candidates = this.candidates(asked);
    const shared = this.shared([...candidates.values()]);
    const weighed = [...candidates].map(([model, reasons]) => this.weighed(model, asked, reasons, shared));
    const queues = asked.topics.map((topic) => this.best(weighed, topic));
    const those = (is) => queues.map((queue) => queue.filter(({ followable }) => followable === is));
    return [...inTurn(those(true)), ...inTurn(those(false))];
  }

  /** The number of models of the commune itself for the needed topics. */
  own(profile) {
    const asked = this.prepared(profile);
    return this.facts.topics.filter((_, model) => this.isOwn(model, asked) && this.meets(model, asked)).length;
  }

  // Unknown codes are ignored.
  prepared(profile) {
    const bits = (has) =>
      [...this.traitAt].reduce((sum, [code, at]) => (profile.traits[code] === has ? sum | (1 << at) : sum), 0);
    const known = profile.topics.filter((code) => this.topicAt.has(code));
    return {
      ...profile,
      topics: known.slice(0, this.facts.limits.needs).map((code) => this.topicAt.get(code)),
      owners: new Set(profile.owners.map((code) => this.ownerAt.get(code))),
      has: bits(true),
      lacks: bits(false),
      place: this.communeAt.get(profile.commune),
    };
  }

  isOwn(model, asked) {
    return this.facts.places[model].includes(asked.place);
  }

  meets(model, asked) {
    return this.facts.topics[model].some((topic) => asked.topics.includes(topic));
  }

  /** Model -> its reasons, for all models of the needed topics in other communes. */
  candidates(asked) {
    const found = new Map();
    this.facts.topics.forEach((_, model) => {
      if (this.meets(model, asked) && !this.isOwn(model, asked)) found.set(model, this.reasons(model, asked));
    });
    return found;
  }

  /** Reasons of nearly all models, which do not help to choose. */
  shared(all) {
    const { percent, among } = this.facts.limits.shared;
    const counted = new Map();
    for (const { id } of all.flat()) counted.set(id, (counted.get(id) ?? 0) + 1);
    return new Set(
      [...counted.keys()].filter((id) => all.length >= among && counted.get(id) * 100 >= all.length * percent),
    );
  }

  weighed(model, asked, reasons, shared) {
    const counting = reasons.filter(({ key, id, points }) => key === "topic" || points < 0 || !shared.has(id));
    return {
      model,
      followable: model < this.facts.followable,
      points: counting.reduce((sum, { points }) => sum + points, 0),
      for: counting.filter(({ points }) => points > 0),
      against: counting.filter(({ points }) => points < 0),
      silent: this.silent(model, asked),
    };
  }

  /** The best models of one topic: those that can be followed first, then by points, then by title. */
  best(weighed, topic) {
    const later = ({ followable }) => Number(!followable);
    return weighed
      .filter(({ model }) => this.facts.topics[model].includes(topic))
      .sort((one, other) => later(one) - later(other) || other.points - one.points || one.model - other.model)
      .slice(0, this.facts.limits.models);
  }

  reasons(model, asked) {
    const { facts } = this;
    const made = [];
    const add = (key, what, id = key) => {
      const { points, words } = facts.points[key];
      made.push({ key, id, points, words: words.replace("{what}", what) });
    };
    for (const topic of asked.topics) {
      if (facts.topics[model].includes(topic)) add("topic", lower(facts.names.topics[facts.codes.topics[topic]]));
    }
    const owner = facts.owners[model];
    if (asked.owners.has(owner)) add("owner", facts.names.owners[facts.codes.owner_kinds[owner]], `owner ${owner}`);
    facts.codes.area_traits.forEach((code, at) => {
      const name = lower(facts.names.traits[code]);
      if (facts.traits[model] & asked.has & (1 << at)) add("trait", name, `trait ${code}`);
      if (facts.traits[model] & asked.lacks & (1 << at)) add("trait-other", name);
    });
    const cost = this.cost(model, asked.money);
    if (cost) add(cost, this.costInWords(model));
    if (asked.days && facts.days[model])
      add(facts.days[model] <= asked.days ? "days" : "days-above", number(facts.days[model]));
    if (facts.copies[model]) add("copied", number(facts.copies[model]));
    if (this.stopped.has(model)) add("stopped", "");
    return made;
  }

  /** "money", "money-above", or nothing if unknown. */
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
    if (model >= facts.followable) made.push(facts.silent.steps);
    if (asked.money && !facts.sure[model]) made.push(facts.silent.money);
    else if (asked.money && !this.cost(model, asked.money))
      made.push(facts.silent["money-open"].replace("{what}", this.costInWords(model)));
    if (asked.days && !facts.days[model]) made.push(facts.silent.days);
    return made;
  }
}

/** The first of each queue, then the second of each, and so on; items in several queues come once. */
function inTurn(queues) {
  const taken = new Map();
  while (queues.some((queue) => queue.length)) {
    for (const queue of queues) {
      while (queue.length && taken.has(queue[0].model)) queue.shift();
      const [one] = queue.splice(0, 1);
      if (one) taken.set(one.model, one);
    }
  }
  return [...taken.values()];
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
