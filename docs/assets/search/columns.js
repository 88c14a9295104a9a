// What every index tells of its models from their columns: values of facets, order, how far they are told.

export class Columns {
  constructor() {
    this.count = 0;
    /** @type {any[]} */
    this.facets = [];
    /** @type {any} */
    this.names = null;
    /** @type {any} */
    this.ranks = null;
  }

  /** Fetch what a plan and a state need of the facets, where these do not come with the index. */
  async prepare(_made, _chosen, _sort) {}

  /** The facet of that key. */
  facet(key) {
    return this.facets.find((facet) => facet.key === key);
  }

  /** The models that have a value of a facet. */
  modelsOf(key, code) {
    const { values, lists, rows } = this.facet(key);
    const value = values.findIndex(([one]) => one === code);
    const has = lists.map((list) => list.includes(value));
    const found = [];
    for (let model = 0; model < this.count; model++) if (has[rows[model]]) found.push(model);
    return found;
  }

  /** Whether a model has a value of a facet. */
  has(model, key, code) {
    const { values, lists, rows } = this.facet(key);
    return lists[rows[model]].some((at) => values[at][0] === code);
  }

  /** Whether nothing but its name is known of a model. */
  nameOnly(model) {
    return this.names.lists[this.names.rows[model]].length > 0;
  }

  /** From 0 for the best told model up to 1. */
  order(model) {
    return this.ranks.lists[this.ranks.rows[model]][0] / 1000;
  }

  /** The number of the title that a model shares with others, or undefined. */
  sameName(model) {
    const { lists, rows } = this.facet("cung-ten");
    return lists[rows[model]][0];
  }
}
