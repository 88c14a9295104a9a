// Where the nodes of a file begin and end, without comments after them.

/** The end of the content of a node, before any comment after it. */
export function endOf(node) {
  if (!node.block) return (node.lineEnd ?? node.end).index;
  const inner = node.kind === "map" ? node.pairs.flat() : node.items;
  return Math.max(node.start.index, ...inner.map(endOf));
}

/** The fields of a group in the order of the file: {row, key, node, start, end}; no `row` for an unknown key. */
export function pairsOf(row, node) {
  const seen = new Set();
  return node.pairs.map(([key, value]) => {
    const name = key.kind === "scalar" ? key.text : "";
    const known = seen.has(name) ? undefined : row.byKey.get(name);
    seen.add(name);
    return { row: known, key, node: value, start: key.start.index, end: Math.max(endOf(value), key.end.index + 1) };
  });
}
