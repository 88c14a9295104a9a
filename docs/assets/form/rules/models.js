// The models that are there, as far as the form has to know them; its files are made by showcase/form/known.py, where
// their format is told. Of a long list only the parts are fetched that are asked for.
//
// A model: {slug, title, owner?, place, folder, file, aliases?, replicates?, family?}.

import { slugOf } from "../../common/slug.js";
import { keysOf, score } from "./likeness.js";

const HEAD = "models.json";

export class Models {
  /** `load(name)` fetches a file of the form and gives what it holds. */
  constructor(rules, load) {
    this.rules = rules;
    this.load = load;
    this.files = new Map();
  }

  /** All models, sorted by slug. */
  async all() {
    const head = await this.head();
    if (head.whole) return head.whole;
    return this.inFiles(head.models.map((_, number) => number));
  }

  /** The models of these slugs; there may be none of a slug. */
  async named(slugs) {
    const head = await this.head();
    const found = head.whole ?? (await this.inFiles(slugs.map((slug) => fileWith(slug, head.models))));
    return found.filter(({ slug }) => slugs.includes(slug));
  }

  /** The file of a model, of a list whose model files lie in parts; undefined where there is no such model. */
  async text(slug) {
    const { models } = await this.head();
    const texts = await this.file(`texts/${fileWith(slug, models)}.json`);
    return new Map(Object.entries(texts)).get(slug);
  }

  /**
   * Models among which `alike` finds the same first ones as among all, at least `most` of them. Many share a little with
   * the title: which of them are near is asked only where the owner or the place is known, and too few share much.
   */
  async near({ title, owner, folder }, most) {
    const head = await this.head();
    if (head.whole) return head.whole;
    const { rules } = this;
    const limits = rules.likeness;
    const scores = [...(await this.scores(title))].sort(([a, one], [b, other]) => other - one || a - b);
    const much = scores.filter(([, of]) => of >= limits.title).slice(0, most);
    const mayBeNear = slugOf(owner) || folder !== rules.folders.unknown;
    const few = mayBeNear && much.length < most;
    const little = few ? scores.filter(([, of]) => of >= limits["title-here"] && of < limits.title) : [];
    return this.inFiles([...much, ...little].map(([model]) => Math.floor(model / head.each)));
  }

  /** Number of a model -> likeness of its title or of its best alias, for all that share any key with a title. */
  async scores(title) {
    const { sizes, owners } = await this.head();
    const keys = keysOf(title, this.rules);
    const best = new Map();
    for (const [name, shared] of await this.shared(keys)) {
      const likeness = score(shared, keys.size, sizes[name], this.rules);
      best.set(owners[name], Math.max(likeness, best.get(owners[name]) ?? 0));
    }
    return best;
  }

  // Number of a name -> how many of the keys it has.
  async shared(keys) {
    const counts = new Map();
    const lists = await Promise.all([...keys].map((key) => this.having(key)));
    for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  }

  async having(key) {
    const head = await this.head();
    const number = fileWith(key, head.keys);
    const names = number < 0 ? {} : await this.file(`${head.folder}k${number}.json`);
    return added(new Map(Object.entries(names)).get(key) ?? []);
  }

  async inFiles(numbers) {
    const { folder } = await this.head();
    const wanted = [...new Set(numbers)].filter((number) => number >= 0).sort((one, other) => one - other);
    const files = await Promise.all(wanted.map((number) => this.file(`${folder}m${number}.json`)));
    return files.flat().map(withFile);
  }

  // {whole} of a short list; of a long one what its file says, and for each name the number of its model.
  async head() {
    const head = await this.file(HEAD);
    if (Array.isArray(head)) return { whole: head.map(withFile) };
    head.owners ??= [...head.sizes.slice(0, head.sizes.length - head.aliases.length).keys(), ...added(head.aliases)];
    return head;
  }

  // What could not be fetched may be of a site that is no more: then the next try begins with a new list.
  file(name) {
    if (!this.files.has(name)) {
      const loaded = this.load(name);
      this.files.set(name, loaded);
      loaded.catch(() => this.files.clear());
    }
    return this.files.get(name);
  }
}

const withFile = (one) => ({ ...one, file: one.file ?? `models/${one.folder}/${one.slug}.yml` });

// The number of the file that holds a slug or a key, if any does; -1 for one before all.
const fileWith = (wanted, firsts) => firsts.filter((first) => first <= wanted).length - 1;

// Numbers out of the gaps between them.
function added(gaps) {
  let sum = 0;
  return gaps.map((gap) => (sum += gap));
}
