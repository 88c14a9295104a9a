// Counts models of communes for any choice of filters; showcase/maps/atlas.py describes the data.

import { number } from "../common/dom.js";
import { narrow } from "../common/facets.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export class Counting {
  constructor({ communes, runs, also, facets, steps }) {
    this.communes = communes.map(([code, name, slug, home, perhaps]) => ({
      code,
      name,
      slug,
      home: Boolean(home),
      perhaps,
    }));
    this.steps = steps;
    this.facets = facets.map(({ column, ...facet }) => ({
      ...facet,
      rows: [...column].map((letter) => LETTERS.indexOf(letter)),
    }));
    this.models = this.facets[0].rows.map((_, row) => row);
    /** For each model the positions of its communes. */
    this.at = runs.flatMap((count, commune) => Array.from({ length: count }, () => [commune]));
    while (this.at.length < this.models.length) this.at.push([]);
    for (const [row, commune] of also) this.at[row].push(commune);
    this.all = this.count({});
  }

  /**
   * {total, placed, covered, communes, facets} for {key: [codes]}; `communes`: for each its `total` and
   * its numbers `byField`.
   */
  count(chosen) {
    const { models, facets } = narrow(this, this.models, chosen);
    const [fields] = this.facets;
    const communes = this.communes.map(() => ({ total: 0, byField: fields.values.map(() => 0) }));
    let placed = 0;
    for (const model of models) {
      if (this.at[model].length) placed++;
      for (const commune of this.at[model]) {
        communes[commune].total++;
        for (const field of fields.lists[fields.rows[model]]) communes[commune].byField[field]++;
      }
    }
    const covered = communes.filter(({ total }) => total).length;
    return { total: models.length, placed, covered, communes, facets };
  }

  /** Step of the colour scale; 0 for no model. */
  shade(count) {
    return this.steps.filter((step) => count >= step).length;
  }

  /** Whether a model passes; `letters` has one letter a facet. */
  passes(letters, chosen) {
    return this.facets.every(({ key, values, lists }, at) => {
      const codes = chosen[key] ?? [];
      return !codes.length || lists[LETTERS.indexOf(letters[at])].some((value) => codes.includes(values[value][0]));
    });
  }
}

/** `Xã Ba Chúc: 3 mô hình`; `perhaps`: models that may be there, known only by a former district. */
export function told({ name, perhaps }, count, all) {
  if (count) return `${name}: ${number(count)} mô hình`;
  if (all) return `${name}: không có mô hình hợp lựa chọn`;
  return `${name}: ${perhaps ? `chưa rõ, có thể có ${number(perhaps)} mô hình` : "chưa có mô hình"}`;
}
