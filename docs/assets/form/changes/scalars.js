// Edits of one text or number; keeps its quotes or its layout.

import { plainText } from "../rules/scalars.js";
import { blockable, blockLines, inDoubleQuotes, inSingleQuotes, scalarText, singleQuotable } from "./writing.js";

/** Changes the scalar `node`; `indent`: spaces before its further lines; `flow`: it is in brackets. */
export function changeScalar({ edits, rules }, row, node, value, { indent = 0, flow = false }) {
  const text = typeof value === "string" ? plainText(value) : "";
  if ("|>".includes(node.style || " ")) return changeBlock(edits, rules, node, text, indent);
  const [start, end] = [node.start.index, node.end.index];
  const gap = start === end ? " " : "";
  if (flow || !blockable(text, rules)) {
    return edits.replace(start, end, gap + (requoted(node, text, rules) ?? scalarText(row, value, rules, flow)));
  }
  edits.replace(start, end, `${gap}|-`);
  return edits.insert(edits.lineEnd(end), `\n${blockLines(text, indent).join("\n")}`);
}

// The text in the old kind of quotes, if possible; undefined if there were none.
function requoted(node, text, rules) {
  if (!text || !node.style) return undefined;
  return node.style === "'" && singleQuotable(text, rules) ? inSingleQuotes(text) : inDoubleQuotes(text, rules);
}

function changeBlock(edits, rules, node, text, indent) {
  const start = node.start.index;
  const headEnd = edits.lineEnd(start);
  const end = Math.max(node.lineEnd.index, headEnd);
  if (!text || rules.pattern("unreadable").test(text)) return edits.replace(start, end, inDoubleQuotes(text, rules));
  const [first] = /^ +(?=\S)/m.exec(edits.text.slice(headEnd, end)) ?? [" ".repeat(indent)];
  // `>` would join the lines; a digit would be wrong for another indent.
  const header = /^\S*/.exec(edits.text.slice(start))[0];
  const fits = !/[0-9!]/.test(header) && !(node.style === ">" && text.includes("\n"));
  if (!fits) edits.replace(start, start + header.length, "|-");
  return edits.replace(headEnd, end, `\n${blockLines(text, first.length).join("\n")}`);
}
