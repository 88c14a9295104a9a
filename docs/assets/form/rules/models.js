// The published models, with the data that the form needs; showcase/form/known.py writes the files and describes their
// format. A long list is in parts, fetched when needed.
//
// A model: {slug, title, owner?, place, folder, file, aliases?, replicates?, family?}.

import { slugOf } from "../../common/slug.js";
import { keysOf, score } from "./likeness.js";

const HEAD = "models.json";

export class Models {
  /** `load(name)` fetches a JSON file of the form. */
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

  /** The models with these slugs; unknown slugs are left out. */
  async named(slugs) {
    const head = await this.head();
    const found = head.whole ?? (await this.inFiles(slugs.map((slug) => fileWith(slug, head.models))));
    return found.filter(({ slug }) => slugs.includes(slug));
  }

  /** The text of a model's file, where texts are published in parts; undefined for an unknown model. */
  async text(slug) {
    const { models } = await this.head();
    const texts = await this.file(`texts/${fileWith(slug, models)}.json`);
    return new Map(Object.entries(texts)).get(slug);
  }

  /**
   * Models in which `alike` finds the same first `most` as in all. Many models are a little like the title: they
   * are read only if the owner or the place is known and too few models are much like it.
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

  /** Map of model number -> likeness of its title or best alias, for models that share a key with `title`. */
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

  // Map of name number -> how many of the keys it has.
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

  // {whole: models} for a short list; for a long list its head, with `owners`: the model number of each name.
  async head() {
    const head = await this.file(HEAD);
    if (Array.isArray(head)) return { whole: head.map(withFile) };
    head.owners ??= [...head.sizes.slice(0, head.sizes.length - head.aliases.length).keys(), ...added(head.aliases)];
    return head;
  }

  // A fetch can fail because a new version of the site was published: the next try begins with a new list.
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

// The number of the file that may hold a slug or a key; -1 if it sorts before all.
const fileWith = (wanted, firsts) => firsts.filter((first) => first <= wanted).length - 1;

// Numbers from the differences between them.
function added(gaps) {
  let sum = 0;
  return gaps.map((gap) => (sum += gap));
}
