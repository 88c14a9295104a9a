// Changes an existing file: only the lines of changed values; everything else stays as it is.

import { groupNode } from "../rules/checking.js";
import { itemOf } from "../rules/walking.js";
import { Fault } from "../yaml/faults.js";
import { decode, parse } from "../yaml/text.js";
import { same, told } from "./aligning.js";
import { Blocks } from "./blocks.js";
import { Edits } from "./edits.js";
import { writeFile } from "./writing.js";

/**
 * The text of a file with the new `values`; `source`: the old file, best as bytes. Parts that cannot be read stay,
 * unless `values` has a value there. A file that cannot be parsed is written anew.
 */
export function changeFile(source, values, rules) {
  const raw = typeof source === "string" ? source : new TextDecoder("utf-8", { ignoreBOM: true }).decode(source);
  const root = opened(source, rules);
  if (root?.kind === "map") {
    for (const whole of [false, true]) {
      const made = changed(raw, root, values, rules, whole);
      if (says(made, values, rules)) return made;
    }
  }
  return writeFile(values, rules);
}

function opened(source, rules) {
  const text = decode(source, rules);
  const root = text instanceof Fault ? text : parse(text, rules);
  return root instanceof Fault ? null : root;
}

// `whole`: write each changed top-level field anew, for files with a layout that smaller edits break.
function changed(raw, root, values, rules, whole) {
  const edits = new Edits(raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  new Blocks(edits, rules, whole).group(rules.table, root, values);
  return edits.applied(raw);
}

// Whether a changed text has the wanted values, to avoid a wrong file.
function says(text, values, rules) {
  const root = opened(text, rules);
  if (!root) return false;
  const wanted = itemOf(rules.table, groupNode(rules.table, values, rules), rules);
  return same(told(itemOf(rules.table, root, rules)), told(wanted));
}
