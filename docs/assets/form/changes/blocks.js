// Edits of groups and lists in block layout (one pair or item per line), from old to new values.

import { nodeOf } from "../rules/checking.js";
import { blank, itemOf, readValue } from "../rules/walking.js";
import { aligned, same } from "./aligning.js";
import { endOf, pairsOf } from "./extents.js";
import { changeFlowGroup, changeFlowList } from "./flow.js";
import { changeScalar } from "./scalars.js";
import { groupLines, itemLines, pairLines } from "./writing.js";

export class Blocks {
  constructor(edits, rules, whole) {
    this.edits = edits;
    this.rules = rules;
    this.whole = whole;
  }

  /** The plan for a group: its `pairs` with `now`, the new value; `fresh`, the rows to add; `kept` pairs. */
  planned(row, node, values) {
    const pairs = pairsOf(row, node);
    for (const pair of pairs.filter((one) => one.row)) {
      pair.was = readValue(pair.row, pair.node, this.rules);
      pair.now = this.wanted(pair.row, values[pair.row.key]);
      pair.gone = pair.now === undefined && !blank(pair.was) && pair.was !== false;
      pair.changes = pair.now !== undefined && !same(pair.was, pair.now);
    }
    const there = new Set(pairs.map((pair) => pair.row));
    const fresh = row.fields.filter(
      (child) => !there.has(child) && this.wanted(child, values[child.key]) !== undefined,
    );
    return { pairs, fresh, kept: pairs.filter((pair) => !pair.gone) };
  }

  // New value, normalised if it can be parsed.
  wanted(row, value) {
    if (blank(value) || value === false) return undefined;
    return readValue(row, nodeOf(row, value, this.rules), this.rules) ?? value;
  }

  group(row, node, values) {
    if (!node.block) return changeFlowGroup(this, row, node, values);
    const { pairs, fresh, kept } = this.planned(row, node, values);
    const { column } = node.pairs[0][0].start;
    const top = row === this.rules.table;
    if (!kept.length) {
      const lines = groupLines(row, values, column, this.rules);
      return this.edits.replace(pairs[0].start, pairs[pairs.length - 1].end, lines.join("\n").trimStart());
    }
    this.removePairs(pairs);
    for (const child of row.fields) {
      const pair = pairs.find((one) => one.row === child);
      if (pair?.changes) this.change(pair, column, top);
      else if (fresh.includes(child)) this.addPair(row, child, values[child.key], kept, column, top);
    }
    return undefined;
  }

  change(pair, column, top) {
    const { row, node, now } = pair;
    if (!this.whole && row.many && node.kind === "list") return this.list(row, node, now);
    if (!this.whole && !row.many && row.kind === "group" && node.kind === "map") return this.group(row, node, now);
    const scalar = node.kind === "scalar" && !row.many && row.kind !== "group";
    if (scalar) return changeScalar(this, row, node, now, { indent: column + 2 });
    const lines = pairLines(row, now, column, this.rules, top);
    const empty = node.start.index === node.end.index && lines[0].endsWith(":");
    if (empty) return this.edits.insert(this.edits.lineEnd(pair.end), `\n${lines.slice(1).join("\n")}`);
    return this.edits.replace(pair.start, pair.end, lines.join("\n").trimStart());
  }

  // Removes runs of pairs. The first pair of an item is after its dash, so the next pair has to move up there.
  removePairs(pairs) {
    pairs.forEach((pair, at) => {
      if (!pair.gone) return;
      const behindDash = this.edits.text.slice(this.edits.lineStart(pair.start), pair.start).trim();
      if (!behindDash && !pair.moved) return this.edits.removeLines(pair.start, pair.end);
      const next = pairs[at + 1];
      const clean = next && /^ *\n *$/.test(this.edits.text.slice(pair.end, next.start));
      if (clean && next.gone) next.moved = true;
      return clean ? this.edits.remove(pair.start, next.start) : this.removeBehindDash(pair);
    });
  }

  removeBehindDash({ start, end }) {
    const alone = !this.edits.text.slice(end, this.edits.lineEnd(end)).trim();
    const dashEnd = this.edits.text.slice(0, start).trimEnd().length;
    this.edits.remove(alone ? dashEnd : start, alone ? this.edits.lineEnd(end) : end);
  }

  addPair(row, child, value, kept, column, top) {
    const lines = pairLines(child, value, column, this.rules, top);
    const place = (one) => row.fields.indexOf(one.row);
    const before = kept.filter((one) => one.row && place(one) < row.fields.indexOf(child));
    if (before.length) {
      const last = before.reduce((one, other) => (place(other) > place(one) ? other : one));
      return this.edits.insert(this.edits.endWithComments(last.end, column), `\n${lines.join("\n")}`);
    }
    return this.edits.insert(kept[0].start, `${lines.join("\n").trimStart()}\n${" ".repeat(column)}`);
  }

  list(row, node, values) {
    const olds = node.items.map((item) => itemOf(row, item, this.rules));
    const told = values.filter((item) => !blank(item));
    const news = told.map((item) => itemOf(row, nodeOf(row, item, this.rules), this.rules) ?? item);
    const pairs = aligned(olds, news);
    if (!node.block) return changeFlowList(this, row, node, pairs, olds, news);
    const kept = pairs.filter(([at, beside]) => at >= 0 && !(beside < 0)).map(([at]) => node.items[at]);
    if (!kept.length) return this.replaceItems(row, node, news);
    let last = null;
    for (const [at, beside] of pairs) {
      if (beside < 0) this.edits.removeLines(node.items[at].dash.index, endOf(node.items[at]));
      else if (at < 0) this.addItem(row, node, news[beside], last, kept);
      else {
        if (beside >= 0 && !same(olds[at], news[beside])) this.changeItem(row, node.items[at], news[beside]);
        last = node.items[at];
      }
    }
    return undefined;
  }

  changeItem(row, item, value) {
    const indent = item.dash.column + 2;
    if (row.kind === "group" && item.kind === "map") return this.group(row, item, value);
    if (row.kind !== "group" && item.kind === "scalar") return changeScalar(this, row, item, value, { indent });
    const lines = itemLines(row, value, item.dash.column, this.rules);
    return this.edits.replace(item.dash.index, endOf(item), lines.join("\n").trimStart());
  }

  addItem(row, node, value, last, kept) {
    const { column } = node.items[0].dash;
    const lines = itemLines(row, value, column, this.rules);
    if (last) return this.edits.insert(this.edits.endWithComments(endOf(last), column), `\n${lines.join("\n")}`);
    return this.edits.insert(kept[0].dash.index, `${lines.join("\n").trimStart()}\n${" ".repeat(column)}`);
  }

  replaceItems(row, node, values) {
    const { column, index } = node.items[0].dash;
    const lines = values.flatMap((item) => itemLines(row, item, column, this.rules));
    this.edits.replace(index, endOf(node), lines.join("\n").trimStart());
  }
}
