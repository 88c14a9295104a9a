// Asks a list of models (docs/assets/form/rules/models.js) in Node. In: {folder, told, most, texts, values, lost} on standard
// input; `folder` holds the files of the site. Out: {alike, all, fetched, links, texts, whole}: for each of `told` the first
// `most` slugs by the models that were fetched for it and by all models, and the files that it took; for each of
// `values` ({slug, ...values}) the words of its problems, so and so, and how many models were asked; the file of each of `texts`; all models.
// With `lost`, this file cannot be fetched the first time that it is asked for.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const assets = new URL("../../../docs/assets/form/", import.meta.url);
const { folder, told, most, texts, values, lost } = JSON.parse(readFileSync(0, "utf8"));
const site = pathToFileURL(`${folder}/`);
let fetched = [];
let missing = lost;

globalThis.document = { baseURI: site.href };
globalThis.fetch = async (url) => {
  const name = url.href.slice(site.href.length);
  fetched.push(name);
  const isLost = Boolean(missing) && name.endsWith(missing);
  if (isLost) missing = "";
  return { ok: !isLost, status: 404, json: async () => JSON.parse(readFileSync(url, "utf8")) };
};

const engine = await import(new URL("engine.js", assets));
const { Models } = await import(new URL("rules/models.js", assets));
const rules = await engine.loadRules("");
const whole = await rules.models.all();

const first = (one, models) => engine.alike(one, models, rules).slice(0, most).map(({ slug }) => slug);

const out = { alike: [], all: [], fetched: [], links: [], failed: 0, texts: [], whole };
for (const one of told) {
  const models = new Models(rules, rules.models.load);
  fetched = [];
  const near = await models.near(one, most).catch(() => {
    out.failed += 1;
    return models.near(one, most);
  });
  out.alike.push(first(one, near));
  out.fetched.push(fetched);
  out.all.push(first(one, whole));
}
for (const slug of texts) out.texts.push((await rules.models.text(slug).catch(() => null)) ?? null);
for (const { slug, ...more } of values) {
  const words = (models) => engine.checkValues(more, { slug, folder: "ba-chuc" }, rules, models).map(({ text }) => text);
  const linked = await engine.linkedTo(slug, more, rules.models);
  const name = await engine.freeSlug(more.title, "ba-chuc", rules.models, rules);
  out.links.push({ linked: words(linked), all: words(whole), asked: linked.length, name });
}
console.log(JSON.stringify(out));
