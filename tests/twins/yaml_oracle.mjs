// Reads texts with the form's own reader of YAML and with the npm package `yaml`. In: {folder, texts} on standard
// input. Out: for each text [ours, theirs]; a tree is a text, a list, or {map: [[key, value], ...]}; what is refused is
// {refused: "why"}.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const { folder, texts } = JSON.parse(readFileSync(0, "utf8"));
const YAML = createRequire(new URL("scripts/browser_tools/package.json", root))("yaml");

globalThis.document = { baseURI: pathToFileURL(`${folder}/`).href };
globalThis.fetch = async (url) => ({ ok: true, json: async () => JSON.parse(readFileSync(new URL(url), "utf8")) });

const { loadRules } = await import(new URL("docs/assets/form/rules/rules.js", root));
const { parse } = await import(new URL("docs/assets/form/yaml/text.js", root));
const { Fault } = await import(new URL("docs/assets/form/yaml/faults.js", root));
const rules = await loadRules("");

function ours(text) {
  const node = parse(text, rules);
  return node instanceof Fault ? { refused: node.rule } : tree(node);
}

function tree(node) {
  if (node.kind === "scalar") return node.text;
  if (node.kind === "list") return node.items.map(tree);
  return { map: node.pairs.map((pair) => pair.map(tree)) };
}

function theirs(text) {
  const made = YAML.parseAllDocuments(text, { version: "1.1", schema: "failsafe", uniqueKeys: false, merge: false });
  const documents = Array.isArray(made) ? made : [];
  const [problem] = documents.flatMap(({ errors }) => errors);
  if (problem) return { refused: problem.code };
  if (documents.length > 1) return { refused: "MULTIPLE_DOCS" };
  try {
    return documents.length && documents[0].contents ? plain(documents[0].contents) : { refused: "EMPTY" };
  } catch (problem) {
    return { refused: problem.message };
  }
}

function plain(node) {
  if (node === null) return "";
  if (YAML.isAlias(node)) throw new Error("ALIAS");
  if (YAML.isScalar(node)) return node.value ?? "";
  if (YAML.isSeq(node)) return node.items.map(plain);
  return { map: node.items.map(({ key, value }) => [plain(key), plain(value)]) };
}

console.log(JSON.stringify(texts.map((text) => [ours(text), theirs(text)])));
