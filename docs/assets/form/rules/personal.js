// Finds personal data, which must not be published; as in showcase/files/personal.py. The patterns of such numbers are
// in grammar.yml.

const NUMBERS = ["number", "integer"];

/** {what, found} of the first personal data in a text, or null: `số điện thoại`, `0912 345 678`. */
export function personalIn(given, rules) {
  const text = plain(given, rules);
  if (!rules.pattern("worth-a-look").test(text)) return null;
  const address = rules.everywhere("address");
  const rest = text.replace(address, " ").replace(rules.everywhere("endless-word"), " ");
  const found = first("personal", rest, rules);
  if (found) return found;
  for (const one of text.match(address) ?? []) {
    const within = first("personal-in-address", one, rules);
    if (within) return within;
  }
  return null;
}

/** {line, what, found} of each line with personal data that is not in `reported`. */
export function* personalLines(given, reported, rules) {
  const source = plain(given, rules);
  if (!rules.pattern("worth-a-look").test(source)) return;
  const figures = numberValues(rules);
  for (const [index, line] of source.split("\n").entries()) {
    const personal = personalIn(line.replace(figures, " "), rules);
    if (personal && !reported.has(personal.found)) yield { line: index + 1, ...personal };
  }
}

// The text with plain letters and digits instead of styled ones, and without invisible characters.
const plain = (text, rules) =>
  text
    .normalize("NFKC")
    .replace(/(?![0-9])\p{Nd}/gu, plainDigit)
    .replace(rules.everywhere("hidden"), "");

// `٩` to `9`: in Unicode the digits of each script are ten in a row.
function plainDigit(digit) {
  const code = digit.codePointAt(0);
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

function first(section, text, rules) {
  for (const [what, pattern] of rules[section]) {
    const match = pattern.exec(text);
    if (match) return { what, found: match[1] };
  }
  return null;
}

// Pattern of a number field, `value: 351234567`: not personal data.
function numberValues(rules) {
  rules.figures ??= new RegExp(`(?:${[...numberKeys(rules.table)].join("|")}):[ ]+[1-9][0-9.]*`, "g");
  return rules.figures;
}

function numberKeys(row) {
  return new Set(
    row.fields.flatMap((child) => [...(NUMBERS.includes(child.kind) ? [child.key] : []), ...numberKeys(child)]),
  );
}
