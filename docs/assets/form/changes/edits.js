// Collects replacements in a text and applies them; the line ends of the file stay the same.

/** Edits of a text with plain line ends, in any order; edits at the same place keep their order. */
export class Edits {
  constructor(text) {
    this.text = text;
    this.list = [];
  }

  replace(start, end, by) {
    if (this.text.slice(start, end) !== by) this.list.push({ start, end, by });
  }

  insert(at, by) {
    this.replace(at, at, by);
  }

  remove(start, end) {
    this.replace(start, end, "");
  }

  /** The start of the line of a position. */
  lineStart(position) {
    return this.text.lastIndexOf("\n", position - 1) + 1;
  }

  /** The end of the line of a position, before its line end. */
  lineEnd(position) {
    const found = this.text.indexOf("\n", position);
    return found < 0 ? this.text.length : found;
  }

  /** The same, after comment lines below that are deeper than `column`: they belong to the text above. */
  endWithComments(position, column) {
    let end = this.lineEnd(position);
    for (;;) {
      const next = this.lineEnd(end + 1);
      const [, spaces] = /^( *)#/.exec(this.text.slice(end + 1, next)) ?? ["", ""];
      if (spaces.length <= column) return end;
      end = next;
    }
  }

  /** Remove the whole lines of a piece, with the line end before them. */
  removeLines(start, end) {
    const from = this.lineStart(start);
    if (from) this.remove(from - 1, this.lineEnd(end));
    else this.remove(0, Math.min(this.lineEnd(end) + 1, this.text.length));
  }

  /** The source with all edits; `text` is the source with plain line ends. */
  applied(source) {
    const place = places(source);
    const end = /\r\n|\r|\n/.exec(source)?.[0] ?? "\n";
    let made = "";
    let from = 0;
    for (const edit of this.sorted()) {
      made += source.slice(from && place(from), place(edit.start)) + edit.by.replaceAll("\n", end);
      from = Math.max(from, edit.end); // an insertion may be inside a removed piece
    }
    return made + source.slice(from && place(from));
  }

  sorted() {
    return this.list
      .map((edit, number) => ({ ...edit, number }))
      .sort((one, other) => one.start - other.start || one.number - other.number);
  }
}

// Converts positions in the text with plain line ends to positions in the source.
function places(source) {
  const mark = source.startsWith("\ufeff") ? 1 : 0;
  const wide = [...source.matchAll(/\r\n/g)].map((match, before) => match.index - mark - before);
  return (position) => {
    let [low, high] = [0, wide.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < position) low = middle + 1;
      else high = middle;
    }
    return position + low + mark;
  };
}
