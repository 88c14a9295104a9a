// Pieces of a text to be replaced, and the text that comes of it with its own line ends kept to the byte.

/** Edits of a text with plain line ends, made in any order; those at one place keep the order they were made in. */
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

  /** Where the line of a position begins. */
  lineStart(position) {
    return this.text.lastIndexOf("\n", position - 1) + 1;
  }

  /** Where the line of a position ends, before its line end. */
  lineEnd(position) {
    const found = this.text.indexOf("\n", position);
    return found < 0 ? this.text.length : found;
  }

  /** The same, with the comments on the lines below that stand deeper than `column`: they belong to what is above. */
  endWithComments(position, column) {
    let end = this.lineEnd(position);
    for (;;) {
      const next = this.lineEnd(end + 1);
      const [, spaces] = /^( *)#/.exec(this.text.slice(end + 1, next)) ?? ["", ""];
      if (spaces.length <= column) return end;
      end = next;
    }
  }

  /** Takes the whole lines of a piece away, with the line end before them. */
  removeLines(start, end) {
    const from = this.lineStart(start);
    if (from) this.remove(from - 1, this.lineEnd(end));
    else this.remove(0, Math.min(this.lineEnd(end) + 1, this.text.length));
  }

  /** The source, of which `text` is the form with plain line ends, with all edits made. */
  applied(source) {
    const place = places(source);
    const end = /\r\n|\r|\n/.exec(source)?.[0] ?? "\n";
    let made = "";
    let from = 0;
    for (const edit of this.sorted()) {
      made += source.slice(from && place(from), place(edit.start)) + edit.by.replaceAll("\n", end);
      from = Math.max(from, edit.end); // an addition may stand where a piece before it has been taken away
    }
    return made + source.slice(from && place(from));
  }

  sorted() {
    return this.list
      .map((edit, number) => ({ ...edit, number }))
      .sort((one, other) => one.start - other.start || one.number - other.number);
  }
}

// From positions in the text with plain line ends to those in the source.
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
