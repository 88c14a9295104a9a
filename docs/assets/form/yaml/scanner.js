// Makes tokens from the text of a YAML file. Positions of tokens and errors are the same as in libyaml, which Python
// uses. The text has plain line ends and only characters allowed in YAML; see text.js.

import { YamlError } from "./faults.js";
import { Place } from "./place.js";
import { scanAnchor, scanTag } from "./properties.js";
import { blockScalar, plainScalar, quotedScalar } from "./scalars.js";

const KEY_LENGTH = 1024;
const BRACKETS = "[]{}";
const NOT_FIRST_IN_PLAIN = "-?:,[]{}#&*!|>'\"%@`";

export class Scanner extends Place {
  constructor(text) {
    super(text);
    this.indent = -1;
    this.indents = [];
    this.keys = [null]; // possible key, one per level of brackets
    this.keyAllowed = true;
    this.tokens = [];
    this.taken = 0;
    this.done = false;
  }

  get flow() {
    return this.keys.length > 1;
  }

  /** The next token, without removing it. */
  peek() {
    while (this.needsMore()) this.fetch();
    return this.tokens[0];
  }

  /** Remove and return the next token. */
  take() {
    const token = this.peek();
    this.tokens.shift();
    this.taken += 1;
    return token;
  }

  needsMore() {
    if (!this.tokens.length) return !this.done;
    this.dropStaleKeys();
    return this.keys.some((key) => key && key.number === this.taken);
  }

  add(type, start, more = {}) {
    this.tokens.push({ type, start, end: this.mark(), ...more });
  }

  fetch() {
    this.skipToToken();
    this.dropStaleKeys();
    this.closeBlocks(this.column);
    const sign = this.at();
    if (sign === "") return this.endOfText();
    if (this.column === 0 && sign === "%") throw new YamlError("directive", this.mark());
    if (this.atDocumentMark()) return this.documentMark(sign);
    if (BRACKETS.includes(sign)) return "[{".includes(sign) ? this.open(sign) : this.close(sign);
    if (sign === ",") return this.comma();
    if (sign === "-" && this.blankAt(1)) return this.dash();
    if (sign === "?" && (this.flow || this.blankAt(1))) return this.question();
    if (sign === ":" && (this.flow || this.blankAt(1))) return this.colon();
    return this.content(sign);
  }

  content(sign) {
    if (sign === "*" || sign === "&") return this.withKey(scanAnchor);
    if (sign === "!") return this.withKey(scanTag);
    if ((sign === "|" || sign === ">") && !this.flow) {
      this.forgetKey();
      this.keyAllowed = true;
      return blockScalar(this);
    }
    if (sign === "'" || sign === '"') return this.withKey(quotedScalar);
    const inner = (sign === "-" && !" \t".includes(this.at(1))) || (!this.flow && "?:".includes(sign));
    if (!" \t".includes(sign) && (!NOT_FIRST_IN_PLAIN.includes(sign) || inner)) return this.withKey(plainScalar);
    throw new YamlError("sign", this.mark());
  }

  withKey(scan) {
    this.rememberKey();
    this.keyAllowed = false;
    scan(this);
  }

  skipToToken() {
    for (;;) {
      // A tab is not indentation.
      while (this.at() === " " || ((this.flow || !this.keyAllowed) && this.at() === "\t")) this.skip();
      if (this.at() === "#") while (!"\n".includes(this.at())) this.skip();
      if (this.at() !== "\n") return;
      this.skipLine();
      if (!this.flow) this.keyAllowed = true;
    }
  }

  // --- keys: a token becomes a key when its colon comes

  dropStaleKeys() {
    this.keys.forEach((key, level) => {
      if (!key || (key.mark.line === this.line && this.lengthFrom(key.mark.index) <= KEY_LENGTH)) return;
      this.refuse(key);
      this.keys[level] = null;
    });
  }

  lengthFrom(index) {
    const length = this.index - index;
    return length > KEY_LENGTH ? [...this.text.slice(index, this.index)].length : length;
  }

  refuse(key) {
    if (key.required) throw new YamlError("no-colon", this.mark(), key.mark);
  }

  rememberKey() {
    if (!this.keyAllowed) return;
    this.forgetKey();
    const required = !this.flow && this.indent === this.column;
    const number = this.taken + this.tokens.length;
    this.keys[this.keys.length - 1] = { required, number, mark: this.mark() };
  }

  forgetKey() {
    const key = this.keys[this.keys.length - 1];
    if (key) this.refuse(key);
    this.keys[this.keys.length - 1] = null;
  }

  // --- indentation

  openBlock(type, mark, number = this.taken + this.tokens.length) {
    if (this.flow || this.indent >= mark.column) return;
    this.indents.push(this.indent);
    this.indent = mark.column;
    this.tokens.splice(number - this.taken, 0, { type, start: mark, end: mark });
  }

  closeBlocks(column) {
    while (!this.flow && this.indent > column) {
      this.add("end", this.mark());
      this.indent = this.indents.pop();
    }
  }

  // --- signs

  endOfText() {
    if (this.column) {
      this.line += 1;
      this.lineStart = this.index;
    }
    this.closeBlocks(-1);
    this.forgetKey();
    this.keyAllowed = false;
    this.add("stream", this.mark());
    this.done = true;
  }

  documentMark(sign) {
    this.closeBlocks(-1);
    this.forgetKey();
    this.keyAllowed = false;
    this.sign(sign === "-" ? "document" : "document-end", 3);
  }

  sign(type, length = 1) {
    const start = this.mark();
    this.skip(length);
    this.add(type, start);
  }

  open(sign) {
    this.rememberKey();
    this.keys.push(null);
    this.keyAllowed = true;
    this.sign(sign);
  }

  close(sign) {
    this.forgetKey();
    if (this.flow) this.keys.pop();
    this.keyAllowed = false;
    this.sign(sign);
  }

  comma() {
    this.forgetKey();
    this.keyAllowed = true;
    this.sign(",");
  }

  dash() {
    if (!this.flow) {
      if (!this.keyAllowed) throw new YamlError("dash", this.mark());
      this.openBlock("list", this.mark());
    }
    this.forgetKey();
    this.keyAllowed = true;
    this.sign("-");
  }

  question() {
    if (!this.flow) {
      if (!this.keyAllowed) throw new YamlError("other", this.mark());
      this.openBlock("map", this.mark());
    }
    this.forgetKey();
    this.keyAllowed = !this.flow;
    this.sign("key");
  }

  colon() {
    const key = this.keys[this.keys.length - 1];
    if (key) {
      this.tokens.splice(key.number - this.taken, 0, { type: "key", start: key.mark, end: key.mark });
      this.openBlock("map", key.mark, key.number);
      this.keys[this.keys.length - 1] = null;
      this.keyAllowed = false;
    } else {
      if (!this.flow && !this.keyAllowed) throw new YamlError("colon", this.mark());
      this.openBlock("map", this.mark());
      this.keyAllowed = !this.flow;
    }
    this.sign(":");
  }
}
