// Converts text of the old fonts TCVN3 and VNI to Unicode, if it makes Vietnamese syllables; as in
// showcase/language/old_letters.py. `M« h×nh` and `Moâ hình` become `Mô hình`.

const KINDS = ["tcvn3", "vni"];
const WORD = /[A-Za-z\u00a1-\u024f\u0300-\u036f\u1ea0-\u1ef9]+/g;
// Vietnamese letters that exist in Unicode but in no font of one byte per letter.
const UNICODE = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]/;
const ASCII = /^[\0-\x7f]*$/;
const CLAUSE_END = /[.;:!?()\n]/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const CLOSED_TONES = ["\u0301", "\u0323"];
const SIGNS = ["¹", "·", "»"];
const LEAST_ALONE = 2;
const LEAST_BETWEEN = 3;

/** {text, kinds}: the text in Unicode, and the kinds of old letters found; [] if nothing changed. */
export function mended(text, rules) {
  if (ASCII.test(text)) return { text, kinds: [] };
  rules.oldTable ??= new Table(rules.oldLetters);
  return new Mending(text, rules.oldTable).done();
}

class Table {
  constructor({ names, tcvn3, vni, syllables }) {
    this.names = names;
    this.syllables = syllables;
    this.known = new Map();
    this.optionsOf = new Map();
    this.tcvn3 = new Map(tcvn3.flatMap(([olds, news]) => [...olds].map((old, place) => [old, [...news][place]])));
    const [signs, horned, alone] = ["signs", "horned", "alone"].map((name) => Object.keys(vni[name]).join(""));
    this.vni = new RegExp(`([${vni.vowels}])([${signs}])|([${horned}])([${signs.slice(0, 5)}])?|([${alone}])`, "gi");
    this.signs = vni.signs;
    this.letters = { ...vni.horned, ...vni.alone };
    const rhymes = syllables.rhymes.join(" ").split(/\s+/).filter(Boolean).join("|");
    this.syllable = new RegExp(`^(?:${syllables.onsets.join("|")})?(${rhymes})$`);
  }

  converted(text, kind) {
    if (kind === "tcvn3") return [...text].map((letter) => this.tcvn3.get(letter) ?? letter).join("");
    return text.replace(this.vni, (whole, vowel, sign, horned, tone, alone) => {
      const old = vowel || horned || alone;
      const made = vowel ? old : this.letters[old.toLowerCase()];
      const mark = this.signs[(sign || tone || "").toLowerCase()] ?? "";
      return ((old !== old.toLowerCase() ? made.toUpperCase() : made) + mark).normalize("NFC");
    });
  }

  isSyllable(word) {
    if (!this.known.has(word)) this.known.set(word, this.judged(word));
    return this.known.get(word);
  }

  judged(word) {
    const letters = word.toLowerCase().normalize("NFD");
    const tones = letters.match(TONES) ?? [];
    const match = this.syllable.exec(letters.replace(TONES, "").normalize("NFC"));
    if (!match || tones.length > 1) return false;
    return !this.syllables.closed.some((end) => match[1].endsWith(end)) || CLOSED_TONES.includes(tones[0]);
  }

  // {kind: converted word} for each kind in which the word is a syllable; real quotes at its ends stay.
  options(word) {
    if (!this.optionsOf.has(word)) {
      const found = KINDS.map((kind) => [kind, this.as(word, kind)]).filter(([, made]) => made);
      this.optionsOf.set(word, Object.fromEntries(found));
    }
    return this.optionsOf.get(word);
  }

  as(word, kind) {
    for (const inner of [word, word.replace(/^«+/, ""), word.replace(/^[«]+|[«]+$/g, ""), bare(word)]) {
      const made = this.converted(inner, kind);
      if (this.isSyllable(made) && made !== inner && !SIGNS.includes(word))
        return replaced(word, inner, capitals(inner, made));
    }
    return "";
  }

  // Converts a word next to old words that is no syllable in any kind: a short form, a foreign name.
  asNoSyllable(word, kind) {
    const inner = bare(word);
    const made = this.converted(inner, kind);
    return inner && !this.isSyllable(inner) ? replaced(word, inner, capitals(inner, made)) : word;
  }
}

const bare = (word) => word.replace(/^[«»]+/, "").replace(/[«»¹²³·]+$/, "");
const replaced = (word, inner, made) => word.split(inner).join(made);

function capitals(old, made) {
  const shouted = (old.match(/[A-Z]/g) ?? []).length > 1 && !/[a-z]/.test(old);
  return shouted ? made.toUpperCase() : made;
}

class Mending {
  constructor(text, table) {
    this.text = text;
    this.table = table;
    this.words = [];
    let start = 0;
    for (const [line, content] of text.split("\n").entries()) {
      for (const match of content.matchAll(WORD))
        if (!ASCII.test(match[0])) this.words.push(this.word(start + match.index, match[0], line));
      start += content.length + 1;
    }
  }

  word(start, text, line) {
    const isUnicode = UNICODE.test(text) && this.table.isSyllable(bare(text));
    return {
      start,
      end: start + text.length,
      text,
      line,
      isUnicode,
      options: isUnicode ? {} : this.table.options(text),
    };
  }

  isOld({ text, options }, kind) {
    return kind in options && !this.table.isSyllable(bare(text));
  }

  done() {
    const stretches = this.stretches();
    const found = stretches.flatMap((stretch) => this.oldWords(stretch, stretch.length === this.words.length));
    const pieces = [];
    let position = 0;
    for (const { word, made } of found) {
      pieces.push(this.text.slice(position, word.start), made);
      position = word.end;
    }
    const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
    return { text: pieces.join("") + this.text.slice(position), kinds };
  }

  // Runs of words between words that are certainly Unicode.
  stretches() {
    const all = [[]];
    for (const word of this.words) {
      if (word.isUnicode) all.push([]);
      else all[all.length - 1].push(word);
    }
    return all;
  }

  /** @returns {Record<string, number>} */
  counts(words) {
    return Object.fromEntries(KINDS.map((kind) => [kind, words.filter((word) => this.isOld(word, kind)).length]));
  }

  oldWords(stretch, whole) {
    const counts = this.counts(stretch);
    const kind = more(counts);
    if (!counts[kind] || counts[kind] < (whole ? LEAST_ALONE : LEAST_BETWEEN)) return [];
    const [first, last] = whole ? [0, stretch.length - 1] : this.bounds(stretch, kind);
    const words = stretch.slice(first, last + 1);
    const lines = [...new Set(words.map(({ line }) => line))];
    return lines.flatMap((line) =>
      this.ofLine(
        words.filter((word) => word.line === line),
        kind,
        whole,
      ),
    );
  }

  // Converts the words of a line, in its own kind if it has old words; otherwise only if no syllable is lost.
  ofLine(words, usual, whole) {
    const counts = this.counts(words);
    const kind = counts.tcvn3 || counts.vni ? more(counts) : usual;
    const gains = words.map((word) => Number(kind in word.options) - Number(this.table.isSyllable(bare(word.text))));
    const gain = gains.reduce((sum, one) => sum + one, 0);
    if (!counts[kind] && !(whole && gain >= 0)) return [];
    const made = words.map((word) => ({
      word,
      kind,
      made: word.options[kind] || this.table.asNoSyllable(word.text, kind),
    }));
    return made.filter((one) => one.made !== one.word.text);
  }

  // First and last word to convert: from the first old word to the last, extended to the ends of their clauses.
  bounds(stretch, kind) {
    const old = [...stretch.keys()].filter((at) => this.isOld(stretch[at], kind));
    let [first, last] = [old[0], old[old.length - 1]];
    const between = (one, other) => CLAUSE_END.test(this.text.slice(stretch[one].end, stretch[other].start));
    while (first && !between(first - 1, first)) first -= 1;
    while (last + 1 < stretch.length && !between(last, last + 1)) last += 1;
    return [first, last];
  }
}

/** @param {Record<string, number>} counts */
const more = ({ tcvn3, vni }) => (tcvn3 >= vni ? "tcvn3" : "vni");
