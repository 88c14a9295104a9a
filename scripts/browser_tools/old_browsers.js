// Parses scripts as the oldest supported browsers do (HACKING.md, Old phones): the syntax of ES2021 with await at the
// top of a module; no lookbehind and no `:has()` in any text; no function of the language that came later.
//
//     node old_browsers.js FILE...
//
// Prints one line for each fault, `FILE:LINE: fault`, and ends with 1 when there is any.
import { readFileSync } from "node:fs";
import { parse } from "acorn";
import { full } from "acorn-walk";

const METHODS = /^(?:at|findLast|findLastIndex|hasOwn|groupBy|toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)$/;
const FUNCTIONS = ["structuredClone", "reportError"];
const OWN_AT = ["scanner", "this"]; // The scanner of the form has a method of that name.

function texts(node) {
  if (node.type === "TemplateElement") return [node.value.raw];
  if (node.type !== "Literal") return [];
  return node.regex ? [node.regex.pattern] : [String(node.value)];
}

function* faults(node) {
  for (const text of texts(node)) {
    if (/\(\?<[=!]/.test(text)) yield "lookbehind in a regular expression";
    if (/:has\(/.test(text)) yield ":has() in a selector";
  }
  if (node.type !== "CallExpression") return;
  const { callee } = node;
  if (callee.type === "Identifier" && FUNCTIONS.includes(callee.name)) yield `${callee.name}()`;
  if (callee.type !== "MemberExpression" || callee.computed || !METHODS.test(callee.property.name)) return;
  const owner = callee.object.type === "ThisExpression" ? "this" : callee.object.name;
  if (callee.property.name !== "at" || !OWN_AT.includes(owner)) yield `.${callee.property.name}()`;
}

function check(file) {
  const source = readFileSync(file, "utf8");
  const found = [];
  try {
    const tree = parse(source, {
      ecmaVersion: 2021,
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      locations: true,
    });
    full(tree, (node) => {
      for (const fault of faults(node)) found.push(`${file}:${node.loc.start.line}: ${fault}`);
    });
  } catch (problem) {
    found.push(`${file}:${problem.loc?.line ?? 1}: ${problem.message}`);
  }
  return found;
}

const all = process.argv.slice(2).flatMap(check);
for (const one of all) console.log(one);
process.exitCode = all.length ? 1 : 0;
