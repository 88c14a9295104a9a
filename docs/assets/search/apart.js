// Reads the index of one province on a national site (showcase/federation/laying.py): texts shared by all provinces are
// fetched once, columns of most facets only when needed.

import { Index, json, parted } from "./index.js";

export class PartedIndex extends Index {
  /** Fetch what is needed before the first query; `fetchShared` gets the texts shared by all indexes. */
  static async open(fetchBytes, fetchShared) {
    const { core, shared } = json(await fetchBytes("entry.json", true));
    const [bytes, texts] = await Promise.all([fetchBytes(core), fetchShared(shared)]);
    return new PartedIndex(fetchBytes, core.split("/")[0], { ...json(texts), ...parted(bytes) });
  }

  constructor(fetchBytes, state, told) {
    super(fetchBytes, state, { ...told, facets: told.facets.filter(({ file }) => !file) });
    /** All facets in order: {key, file}; `file` only if the columns are in their own file. */
    this.known = told.facets.map(({ key, file }) => ({ key, file }));
    this.fetched = new Map();
  }

  /** The keys of facets whose columns have not been fetched. */
  get missing() {
    return this.known.map(({ key }) => key).filter((key) => !this.facet(key));
  }

  /** Fetch the columns of these facets. */
  async load(keys) {
    const files = this.known.filter(({ key, file }) => file && keys.includes(key)).map(({ file }) => file);
    for (const file of files) if (!this.fetched.has(file)) this.fetched.set(file, this.loadFile(file));
    await Promise.all(files.map((file) => this.fetched.get(file)));
  }

  async loadFile(file) {
    const { columns, facets, fewColumn } = parted(await this.fetch(file));
    const all = [...this.facets, ...this.read(facets, this.reader(columns, fewColumn))];
    this.facets = this.known.flatMap(({ key }) => all.find((one) => one.key === key) ?? []);
  }
}
