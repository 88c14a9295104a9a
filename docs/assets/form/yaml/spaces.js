// Whitespace as in Python, not as in JavaScript: without U+FEFF, with the ASCII separators U+001C to U+001F.

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const isSpace = (char) => SPACES.test(char);

/** The words of a text, split at whitespace. */
export const words = (text) => text.split(SPACES).filter(Boolean);

function withoutEnd(text) {
  let end = text.length;
  while (end && isSpace(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** A text without whitespace at its ends and at the ends of its lines. */
export function trimmed(text) {
  const lines = withoutEnd(text.split("\n").map(withoutEnd).join("\n"));
  let start = 0;
  while (start < lines.length && isSpace(lines[start])) start += 1;
  return lines.slice(start);
}
