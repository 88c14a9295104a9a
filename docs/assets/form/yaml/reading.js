// Makes the nodes of a document from tokens: {kind: "scalar"|"list"|"map", tag, start, ...}. Stops at the first alias
// or at too deep nesting.

import { Fault, YamlError } from "./faults.js";
import { Scanner } from "./scanner.js";

/** The prefix of the standard YAML tags. */
export const TAG = "tag:yaml.org,2002:";

const NO_CONTENT = ["document", "document-end", "stream"];

/** The root node of a text, or null. Throws YamlError, or a Fault for YAML that model files may not use. */
export function compose(text, rules) {
  return new Composer(text, rules).document();
}

class Composer {
  constructor(text, rules) {
    this.scanner = new Scanner(text);
    this.rules = rules;
    this.depth = 0;
    this.deepest = rules.distrusts(text) ? rules.limits.depth : Infinity;
  }

  get next() {
    return this.scanner.peek().type;
  }

  is(...types) {
    return types.includes(this.next);
  }

  document() {
    if (this.is("stream")) return null;
    const explicit = this.is("document") && this.scanner.take();
    const nothing = explicit && this.is(...NO_CONTENT);
    const node = nothing ? this.empty(this.scanner.peek().start) : this.node(true);
    while (this.is("document-end")) this.scanner.take();
    if (!this.is("stream")) throw new YamlError("other", this.scanner.peek().start);
    return node;
  }

  empty(mark) {
    return { kind: "scalar", tag: this.rules.tagOf(""), text: "", style: "", start: mark, end: mark };
  }

  /** One value; `inBlock`: block collections may start here; `loose`: a list may have the indent of its key. */
  node(inBlock, loose = false) {
    const token = this.scanner.peek();
    if (token.type === "alias") throw new Fault("alias", token.start.line + 1, token.name);
    const { start, tag, anchor } = this.properties();
    const made = this.content(inBlock, loose, start, tag, anchor);
    return Object.assign(made, { start, tag: made.tag ?? tag });
  }

  properties() {
    const { start } = this.scanner.peek();
    const found = { start };
    while (this.is("tag", "anchor") && !(this.next in found)) {
      const token = this.scanner.take();
      found[token.type] = token.type === "tag" ? (token.tag ?? null) : token.name;
      if (found.tag === null) found.unknown ??= token.start;
    }
    if (found.unknown) throw new YamlError("other", found.unknown, start);
    return found;
  }

  content(inBlock, loose, start, tag, anchor) {
    const { type } = this.scanner.peek();
    if (loose && type === "-") return this.collection(start, anchor, tag, () => this.looseList());
    if (type === "scalar") return this.scalar(start, tag, anchor);
    if (type === "[") return this.collection(start, anchor, tag, () => this.flowList());
    if (type === "{") return this.collection(start, anchor, tag, () => this.flowMap());
    if (inBlock && type === "list") return this.collection(start, anchor, tag, () => this.blockList());
    if (inBlock && type === "map") return this.collection(start, anchor, tag, () => this.blockMap());
    if (tag === undefined && anchor === undefined) throw new YamlError("other", this.scanner.peek().start, start);
    this.refuse(anchor, start);
    const made = this.empty(this.scanner.peek().start);
    return { ...made, tag: tag === "!" ? `${TAG}str` : (tag ?? made.tag) };
  }

  refuse(anchor, start) {
    if (anchor !== undefined) throw new Fault("alias", start.line + 1, anchor);
  }

  scalar(start, tag, anchor) {
    const { text, style, end, lineEnd } = this.scanner.take();
    this.refuse(anchor, start);
    const implicit = tag === "!" || (tag === undefined && !style);
    return { kind: "scalar", tag: implicit ? this.rules.tagOf(text) : (tag ?? `${TAG}str`), text, style, end, lineEnd };
  }

  collection(start, anchor, tag, read) {
    if (this.depth >= this.deepest) throw new Fault("too-deep", start.line + 1, "", { limit: this.deepest });
    this.refuse(anchor, start);
    this.depth += 1;
    const made = read();
    this.depth -= 1;
    return { ...made, tag: tag === undefined || tag === "!" ? `${TAG}${made.kind === "map" ? "map" : "seq"}` : tag };
  }

  // --- blocks

  blockList() {
    const opened = this.scanner.take().start;
    const items = [];
    while (this.is("-")) items.push(this.listItem("-", "end"));
    return { kind: "list", items, block: true, end: this.closed("end", "other", opened) };
  }

  looseList() {
    const items = [];
    while (this.is("-")) items.push(this.listItem("-", "key", ":", "end"));
    return { kind: "list", items, block: true, end: this.scanner.peek().start };
  }

  listItem(...nothing) {
    const dash = this.scanner.take();
    const node = this.is(...nothing) ? this.empty(dash.end) : this.node(true);
    return Object.assign(node, { dash: dash.start });
  }

  blockMap() {
    const opened = this.scanner.take().start;
    const pairs = [];
    while (this.is("key")) {
      const mark = this.scanner.take();
      const key = this.is("key", ":", "end") ? this.empty(mark.end) : this.node(true, true);
      pairs.push([key, this.blockValue()]);
    }
    return { kind: "map", pairs, block: true, end: this.closed("end", "other", opened) };
  }

  blockValue() {
    if (!this.is(":")) return this.empty(this.scanner.peek().start);
    const colon = this.scanner.take();
    return this.is("key", ":", "end") ? this.empty(colon.end) : this.node(true, true);
  }

  closed(type, kind, opened) {
    const token = this.scanner.peek();
    if (token.type !== type) throw new YamlError(kind, token.start, opened);
    return this.scanner.take().end;
  }

  // --- between brackets

  flowList() {
    const opened = this.scanner.take().start;
    const items = [];
    while (!this.is("]")) {
      if (items.length) this.separator(opened);
      if (this.is("]")) break;
      items.push(this.is("key") ? this.pairInList() : this.node(false));
    }
    return { kind: "list", items, end: this.scanner.take().end };
  }

  pairInList() {
    const { start } = this.scanner.take();
    return this.collection(start, undefined, undefined, () => {
      const key = this.is(":", ",", "]") ? this.empty(this.scanner.take().end) : this.node(false);
      const pairs = [[key, this.flowValue("]")]];
      return { kind: "map", pairs, start, end: this.scanner.peek().start };
    });
  }

  flowMap() {
    const opened = this.scanner.take().start;
    const pairs = [];
    while (!this.is("}")) {
      if (pairs.length) this.separator(opened);
      if (this.is("}")) break;
      pairs.push(this.flowPair());
    }
    return { kind: "map", pairs, end: this.scanner.take().end };
  }

  flowPair() {
    if (!this.is("key")) return [this.node(false), this.empty(this.scanner.peek().start)];
    this.scanner.take();
    const key = this.is(":", ",", "}") ? this.empty(this.scanner.peek().start) : this.node(false);
    return [key, this.flowValue("}")];
  }

  flowValue(close) {
    if (!this.is(":")) return this.empty(this.scanner.peek().start);
    this.scanner.take();
    return this.is(",", close) ? this.empty(this.scanner.peek().start) : this.node(false);
  }

  separator(opened) {
    const token = this.scanner.peek();
    if (token.type !== ",") throw new YamlError("bracket", token.start, opened);
    this.scanner.take();
  }
}
