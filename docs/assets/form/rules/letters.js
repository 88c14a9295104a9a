// Finds letters that are not Vietnamese: styled forms of plain letters, and letters of other alphabets; as in
// showcase/files/letters.py.

/** {letter, word, name, meant, isStyled} of the first such letter of a text, or null. */
export function foreignLetter(text, rules) {
  if (!rules.pattern("unusual").test(text)) return null;
  const match = rules.pattern("foreign-letter").exec(text);
  if (!match) return null;
  const [letter] = match;
  const word = wordAt(text, match.index);
  const plain = settled(word, rules);
  if (settled(letter, rules) !== letter && !isForeign(plain, rules)) {
    return { letter, word, name: "", meant: plain, isStyled: true };
  }
  const [name] = rules.letterNames.find(([, written]) => written.test(letter));
  return { letter, word, name, meant: meantBy(plain, rules), isStyled: false };
}

const isForeign = (text, rules) => rules.pattern("foreign-letter").test(text);

// Makes styled letters and digits plain.
const settled = (text, rules) => text.replace(rules.everywhere("foreign-letter"), (letter) => plainOf(letter, rules));

function plainOf(letter, rules) {
  const plain = letter.normalize("NFKC");
  return rules.pattern("unsettled").test(letter) || isForeign(plain, rules) ? letter : plain;
}

// The word with look-alike letters replaced, and without marks that Vietnamese does not use; "" if still foreign.
function meantBy(word, rules) {
  const alike = [...word].map((letter) => lookalikes(rules).get(letter) ?? letter).join("");
  const bare = alike.replace(rules.everywhere("foreign-letter"), (letter) => [...letter.normalize("NFD")][0]);
  return isForeign(bare, rules) ? "" : bare;
}

function lookalikes(rules) {
  const pairs = () =>
    Object.entries(rules.lookalikes).flatMap(([theirs, own]) =>
      [...theirs].map((one, at) => /** @type {[string, string]} */ ([one, own[at]])),
    );
  rules.lookalikesByLetter ??= new Map(pairs());
  return rules.lookalikesByLetter;
}

function wordAt(text, position) {
  const before = text.slice(0, position).split(/[ \n]/);
  return before[before.length - 1] + text.slice(position).split(/[ \n]/)[0];
}
