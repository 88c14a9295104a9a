// Splits Vietnamese text into search terms, as showcase/search/terms.py; tests/search/tokens.yml tests both.
// A term is one syllable in lower case, decomposed, with its tone mark at the end; a folded term has no marks.

const TOKEN = /[a-z0-9đ][a-z0-9đ\u0300-\u036f]*/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}.]*/gu;
const THOUSANDS = /([0-9])\.(?=[0-9]{3}(?![0-9]))/g;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
const MARKS = /[\u0300-\u036f]/g;

/** The syllables of a text as terms, in order. */
export function terms(text) {
  const plain = text.toLowerCase().normalize("NFD").replaceAll("ð", "đ").replace(THOUSANDS, "$1");
  return (plain.match(TOKEN) ?? []).map(term);
}

/** A term, or several separated by spaces, without marks. */
export function fold(text) {
  return text.replace(MARKS, "").replaceAll("đ", "d");
}

/** Positions of terms in a text: [{start, end, terms}], in order, to mark matches in the original spelling. */
export function places(text) {
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const inside = termsOfWord(match[0]);
    const end = match.index + match[0].replace(/\.+$/, "").length;
    if (inside.length) found.push({ start: match.index, end, terms: inside });
  }
  return found;
}

const KNOWN_WORDS = 20_000;
const known = new Map();

// Splitting words is slow and words repeat, so results are cached.
function termsOfWord(word) {
  let found = known.get(word);
  if (!found) {
    if (known.size >= KNOWN_WORDS) known.clear();
    known.set(word, (found = terms(word)));
  }
  return found;
}

/** Whether a typed term can mean `term`: the same letters, and each typed mark is in `term` (`duong`, `dương`). */
export function compatible(typed, term) {
  if (typed === term) return true;
  const ours = letters(typed);
  const theirs = letters(term);
  if (ours.list.length !== theirs.list.length || (ours.tone && ours.tone !== theirs.tone)) return false;
  return ours.list.every((letter, at) => letter === theirs.list[at] || letter === fold(theirs.list[at]));
}

/** Whether a typed term can be the beginning of `term`: `thươ` or `thuo` of `thương`. */
export function begins(typed, term) {
  const ours = letters(typed);
  const theirs = letters(term);
  if (ours.list.length > theirs.list.length || (ours.tone && ours.tone !== theirs.tone)) return false;
  return ours.list.every((letter, at) => letter === theirs.list[at] || letter === fold(theirs.list[at]));
}

/** Whether a term has any mark. */
export const marked = (text) => fold(text) !== text;

/** A term in normal spelling: the tone on its vowel. */
export function written(text) {
  const tone = text.match(TONE)?.[0] ?? "";
  const bare = text.replace(TONE, "").normalize("NFC");
  if (!tone) return bare;
  const skip = /^(qu|gi(?=[aăâeêioôơuưy]))/.exec(bare)?.[0].length ?? 0;
  const vowels = [...bare.matchAll(/[aăâeêioôơuưy]/g)].map((match) => match.index).filter((at) => at >= skip);
  if (!vowels.length) return bare;
  const qualified = vowels.filter((at) => "ăâêôơư".includes(bare[at])).pop();
  const closed = vowels[vowels.length - 1] < bare.length - 1;
  const at = qualified ?? (vowels.length === 1 ? vowels[0] : vowels[closed ? vowels.length - 1 : vowels.length - 2]);
  return (bare.slice(0, at + 1) + tone + bare.slice(at + 1)).normalize("NFC");
}

const TELEX_TONES = { f: "\u0300", s: "\u0301", x: "\u0303", r: "\u0309", j: "\u0323" };
const VNI_TONES = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323" };
const CIRCUMFLEX = "\u0302";
const BREVE = "\u0306";
const HORN = "\u031b";

/** Decodes a word typed in Telex with the input method off: telex("thuwowng") gives "thương" as a term. */
export function telex(word) {
  return decode(word, (key, letters, typed) => {
    if (key in TELEX_TONES && hasVowel(letters)) return typed.tone(TELEX_TONES[key]);
    if (key === "w") return typed.horn() || typed.letter("u", HORN);
    if (key === "d" && letters[0]?.base === "d" && letters.length) return typed.stroke();
    if ("aeo".includes(key)) return typed.mark(key, CIRCUMFLEX);
    return false;
  });
}

/** The same for VNI: vni("thu7o7ng") gives "thương" as a term. */
export function vni(word) {
  return decode(word, (key, letters, typed) => {
    if (key in VNI_TONES && hasVowel(letters)) return typed.tone(VNI_TONES[key]);
    if (key === "6") return ["a", "e", "o"].some((vowel) => typed.mark(vowel, CIRCUMFLEX));
    if (key === "7") return typed.horn();
    if (key === "8") return typed.mark("a", BREVE);
    if (key === "9") return typed.stroke();
    return false;
  });
}

function decode(word, press) {
  const letters = [];
  let tone = "";
  const typed = {
    tone: (mark) => ((tone = mark), true),
    letter: (base, mark) => (letters.push({ base, mark }), true),
    stroke: () => letters[0]?.base === "d" && ((letters[0].base = "đ"), true),
    mark: (base, mark) => {
      const last = letters.filter((letter) => letter.base === base && !letter.mark).pop();
      return Boolean(last && (last.mark = mark));
    },
    horn: () => horn(letters),
  };
  for (const key of word) if (!press(key, letters, typed)) letters.push({ base: key, mark: "" });
  return letters.map(({ base, mark }) => base + mark).join("") + tone;
}

// The key puts a horn on both letters of `uo`, as keyboards do; otherwise a horn on u or o, or a breve on a.
function horn(letters) {
  const last = letters.filter(({ base, mark }) => "uoa".includes(base) && !mark).pop();
  if (!last) return false;
  const at = letters.indexOf(last);
  letters[at].mark = letters[at].base === "a" ? BREVE : HORN;
  const before = letters[at - 1];
  if (letters[at].base === "o" && before?.base === "u" && !before.mark && at >= 2) before.mark = HORN;
  return true;
}

const hasVowel = (letters) => letters.some(({ base }) => "aeiouy".includes(base));

function letters(text) {
  const tone = text.match(TONE)?.[0] ?? "";
  return { list: text.replace(TONE, "").match(/.[\u0300-\u036f]*/g) ?? [], tone };
}

function term(raw) {
  if (/^[0-9]+$/.test(raw)) return raw.replace(/^0+(?=.)/, "");
  const tone = raw.match(TONE)?.[0] ?? "";
  return raw.replace(/[^a-z0-9đ\u0302\u0306\u031b]/g, "") + tone;
}
