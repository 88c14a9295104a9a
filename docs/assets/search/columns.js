// Data of models in columns, common to all kinds of index: values of facets, order, whether only the name is known.

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

  /** Fetch the facets that a plan and a state need, if they are not part of the index. */
  async prepare(_made, _chosen, _sort) {}

  /** The facet with this key. */
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

  /** Whether only the name of a model is known. */
  nameOnly(model) {
    return this.names.lists[this.names.rows[model]].length > 0;
  }

  /** Rank by completeness of the description: 0 (best) to 1. */
  order(model) {
    return this.ranks.lists[this.ranks.rows[model]][0] / 1000;
  }

  /** The number of a model's title if other models share it, else undefined. */
  sameName(model) {
    const { lists, rows } = this.facet("cung-ten");
    return lists[rows[model]][0];
  }
}
