// Edits of lists and groups in brackets.

import { same } from "./aligning.js";
import { endOf } from "./extents.js";
import { changeScalar } from "./scalars.js";
import { flowText } from "./writing.js";

/** Changes `{key: value, …}`. */
export function changeFlowGroup(blocks, row, node, values) {
  const { edits, rules } = blocks;
  const { pairs, fresh, kept } = blocks.planned(row, node, values);
  if (!kept.length) return edits.replace(node.start.index, node.end.index, flowText(row, values, rules));
  removeRuns(edits, pairs, (pair) => pair.gone);
  for (const child of row.fields) {
    const pair = pairs.find((one) => one.row === child);
    if (pair?.changes) changePair(blocks, pair);
    else if (fresh.includes(child)) addPair(edits, row, child, flowText(child, values[child.key], rules), kept);
  }
  return undefined;
}

function changePair(blocks, { row, node, start, now }) {
  const { edits, rules, whole } = blocks;
  const empty = node.kind === "scalar" && node.start.index === node.end.index;
  if (empty) return edits.replace(start, node.start.index, `${row.key}: ${flowText(row, now, rules)}`);
  if (!whole && row.many && node.kind === "list") return blocks.list(row, node, now);
  return changeOne(blocks, row, node, now);
}

function changeOne(blocks, row, node, now) {
  const { edits, rules } = blocks;
  if (row.kind === "group" && node.kind === "map" && !Array.isArray(now)) return blocks.group(row, node, now);
  const scalar = node.kind === "scalar" && row.kind !== "group" && !Array.isArray(now);
  if (scalar) return changeScalar(blocks, row, node, now, { flow: true });
  return edits.replace(node.start.index, node.end.index, flowText(row, now, rules));
}

function addPair(edits, row, child, value, kept) {
  const text = `${child.key}: ${value}`;
  const place = (one) => row.fields.indexOf(one.row);
  const before = kept.filter((one) => one.row && place(one) < row.fields.indexOf(child));
  if (!before.length) return edits.insert(kept[0].start, `${text}, `);
  const last = before.reduce((one, other) => (place(other) > place(one) ? other : one));
  return edits.insert(endOf(last.node), `, ${text}`);
}

/** Changes `[item, …]`; `pairs`: from aligned(). */
export function changeFlowList(blocks, row, node, pairs, olds, news) {
  const { edits, rules } = blocks;
  const items = node.items.map((item) => ({ start: item.start.index, end: endOf(item), item }));
  const kept = pairs.filter(([at, beside]) => at >= 0 && !(beside < 0)).map(([at]) => items[at]);
  if (!kept.length) return edits.replace(node.start.index, node.end.index, flowText(row, news, rules));
  const gone = new Set(pairs.filter(([, beside]) => beside < 0).map(([at]) => items[at]));
  removeRuns(edits, items, (item) => gone.has(item));
  let last = null;
  for (const [at, beside] of pairs) {
    if (at >= 0 && !(beside < 0)) {
      if (beside >= 0 && !same(olds[at], news[beside])) changeOne(blocks, row, items[at].item, news[beside]);
      last = items[at];
    } else if (beside >= 0) {
      const text = flowText(row, news[beside], rules);
      if (last) edits.insert(last.end, `, ${text}`);
      else edits.insert(kept[0].start, `${text}, `);
    }
  }
  return undefined;
}

// Removes pieces, each run with one comma: the comma after it, or before it if nothing follows.
function removeRuns(edits, pieces, gone) {
  for (let at = 0; at < pieces.length; at += 1) {
    if (!gone(pieces[at])) continue;
    const first = at;
    while (at + 1 < pieces.length && gone(pieces[at + 1])) at += 1;
    const next = pieces[at + 1];
    if (next) edits.remove(pieces[first].start, next.start);
    else edits.remove(endOfPiece(pieces[first - 1]), endOfPiece(pieces[at]));
  }
}

const endOfPiece = (piece) => (piece.node ? Math.max(endOf(piece.node), piece.key.end.index) : piece.end);
