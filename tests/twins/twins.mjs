// Runs functions of docs/assets in Node. In: {folder, calls: [{call: "common/slug.js fold", rules, arguments: [[...],
// ...]}]} on standard input; `folder` holds the files that showcase/form/rules.py makes, which a call with `rules` gets
// behind its own arguments. Out: the results of each call.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const assets = new URL("../../docs/assets/", import.meta.url);
const { folder, calls } = JSON.parse(readFileSync(0, "utf8"));

// What the scripts of the form expect of a browser.
globalThis.document = { baseURI: pathToFileURL(`${folder}/`).href };
globalThis.fetch = async (url) => ({ ok: true, json: async () => JSON.parse(readFileSync(new URL(url), "utf8")) });

const { CommuneFinder } = await import(new URL("common/communes.js", assets));
const { loadRules } = await import(new URL("form/rules/rules.js", assets));
const rules = await loadRules("");
await rules.loadCommunes();
const finder = new CommuneFinder(rules.communes, rules.home);

// What takes more than a call of one function.
const HERE = { "first commune": (text) => finder.find(text)[0]?.value ?? "" };

async function called(call) {
  if (HERE[call]) return HERE[call];
  const [script, name] = call.split(" ");
  return (await import(new URL(script, assets)))[name];
}

const found = [];
for (const { call, rules: needed, arguments: all } of calls) {
  const run = await called(call);
  found.push(all.map((one) => run(...one, ...(needed ? [rules] : [])) ?? ""));
}
console.log(JSON.stringify(found));
