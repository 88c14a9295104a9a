// Reads anchors, aliases and tags, so that error messages can name them, as in Python.

import { YamlError } from "./faults.js";

const NAME = /[0-9A-Za-z_-]*/y;
const URI = /(?:[0-9A-Za-z_\-;/?:@&=+$.!~*'()]|%[0-9A-Fa-f]{2})*/y;
const URI_OF_VERBATIM = /(?:[0-9A-Za-z_\-;/?:@&=+$.!~*'(),[\]]|%[0-9A-Fa-f]{2})*/y;
const HANDLES = { "!": "!", "!!": "tag:yaml.org,2002:" };

function eat(scanner, pattern) {
  pattern.lastIndex = scanner.index;
  const [found] = pattern.exec(scanner.text);
  scanner.skip(found.length);
  return found;
}

/** `&name` or `*name`. */
export function scanAnchor(scanner) {
  const start = scanner.mark();
  const type = scanner.at() === "*" ? "alias" : "anchor";
  scanner.skip();
  const name = eat(scanner, NAME);
  if (!name || !(scanner.blankAt() || "?:,]}%@`".includes(scanner.at()))) {
    throw new YamlError("sign", scanner.mark(), start);
  }
  scanner.add(type, start, { name });
}

/** `!name`, `!!str` or `!<tag:…>`; the token has the whole tag, or no `tag` if its handle is unknown. */
export function scanTag(scanner) {
  const start = scanner.mark();
  const tag = scanner.at(1) === "<" ? verbatim(scanner, start) : shorthand(scanner, start);
  if (!scanner.blankAt() && !(scanner.flow && scanner.at() === ","))
    throw new YamlError("other", scanner.mark(), start);
  scanner.add("tag", start, { tag });
}

function verbatim(scanner, start) {
  scanner.skip(2);
  const tag = uri(scanner, URI_OF_VERBATIM, start);
  if (!tag || scanner.at() !== ">") throw new YamlError("other", scanner.mark(), start);
  scanner.skip();
  return tag;
}

function shorthand(scanner, start) {
  scanner.skip();
  let handle = `!${eat(scanner, NAME)}`;
  if (scanner.at() !== "!") return handle + uri(scanner, URI, start);
  scanner.skip();
  handle += "!";
  const suffix = uri(scanner, URI, start);
  if (!suffix) throw new YamlError("other", scanner.mark(), start);
  return handle in HANDLES ? HANDLES[handle] + suffix : undefined;
}

function uri(scanner, pattern, start) {
  const found = eat(scanner, pattern);
  if (scanner.at() === "%") throw new YamlError("escape", scanner.mark(), start);
  try {
    return decodeURIComponent(found);
  } catch {
    throw new YamlError("other", scanner.mark(), start);
  }
}
