// A position in a text that moves forward, with its line and column.

export class Place {
  constructor(text) {
    this.text = text;
    this.index = 0;
    this.line = 0;
    this.lineStart = 0;
  }

  get column() {
    return this.index - this.lineStart;
  }

  mark() {
    return { index: this.index, line: this.line, column: this.column };
  }

  at(offset = 0) {
    return this.text.charAt(this.index + offset);
  }

  blankAt(offset = 0) {
    return " \t\n".includes(this.at(offset)); // also true at the end of the text
  }

  skip(count = 1) {
    this.index += count;
  }

  skipLine() {
    if (this.at() !== "\n") return;
    this.index += 1;
    this.line += 1;
    this.lineStart = this.index;
  }

  atDocumentMark() {
    const three = this.text.substr(this.index, 3);
    return this.column === 0 && (three === "---" || three === "...") && this.blankAt(3);
  }
}
