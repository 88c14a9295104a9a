// Fetches at first need: the engine with its rules, and the communes of the country.

import { CommuneFinder } from "../../common/communes.js";

export class Loading {
  /** `load()` imports the engine; `failed(hasFailed)` is called after each fetch. */
  constructor(root, load, failed) {
    this.root = root;
    this.load = load;
    this.failed = failed;
    this.titles = new Map(); // Slug -> title of each chosen or opened model.
  }

  /** {readFile, checkValues, ..., rules}; fetched once. */
  engine() {
    this.fetched ??= this.fetchEngine().catch((problem) => {
      this.fetched = null;
      this.failed(true);
      throw problem;
    });
    return this.fetched;
  }

  async fetchEngine() {
    const engine = await this.load();
    const rules = await engine.loadRules(this.root);
    this.failed(false);
    return { ...engine, rules };
  }

  /** CommuneFinder of the home province or, with `whole`, of the country. */
  async communes(whole) {
    const { rules } = await this.engine();
    const finder = () => (this.finder = new CommuneFinder(rules.communes, rules.home));
    this.finder ?? finder();
    this.widening ??= rules.loadCommunes().then(finder, () => (this.widening = null));
    if (whole) await this.widening;
    return this.finder;
  }

  /** Names of codes and slugs, for drawing.js. */
  get names() {
    return {
      communeName: (code) => this.finder?.nameOf(code),
      modelTitle: (slug) => this.titles.get(slug) ?? slug,
    };
  }
}
