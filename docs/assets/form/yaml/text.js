// Decodes and parses the bytes of a file, or returns the Fault; as in showcase/files/syntax.py.

import { explained, Fault, YamlError } from "./faults.js";
import { compose } from "./reading.js";

const LINE_FEED = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The text with plain line ends and without byte order mark, or a Fault. `source`: a string or its bytes. */
export function decode(source, rules) {
  const size = typeof source === "string" ? new TextEncoder().encode(source).length : source.length;
  const limit = rules.limits.file_bytes;
  if (size > limit) return new Fault("too-large", 1, `${Math.floor(size / 1024)} KB`, { limit: limit / 1024 });
  const text = typeof source === "string" ? source.replace(/^\ufeff/, "") : fromBytes(source);
  return text instanceof Fault ? text : readable(text.replace(/\r\n?/g, "\n"), rules);
}

function fromBytes(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const mark = bytes[0] * 256 + bytes[1];
    if (mark === 0xfffe || mark === 0xfeff) return new Fault("not-utf8", 1, "UTF-16");
    return brokenLine(BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(3) : bytes);
  }
}

function brokenLine(bytes) {
  const fatal = new TextDecoder("utf-8", { fatal: true });
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let line = 1, start = 0; start <= bytes.length; line += 1) {
    const next = bytes.indexOf(LINE_FEED, start);
    const end = next < 0 ? bytes.length : next;
    const piece = bytes.subarray(start, end);
    try {
      fatal.decode(piece);
    } catch {
      return new Fault("not-utf8", line, lenient.decode(piece));
    }
    start = end + 1;
  }
  return new Fault("not-utf8");
}

function readable(text, rules) {
  const match = rules.pattern("unreadable").exec(text);
  if (!match) return text;
  const line = text.slice(0, match.index).split("\n").length;
  return new Fault("control", line, around(text, match.index));
}

// The part of the line around a position, so that an editor can find it.
function around(text, position) {
  const from = text.lastIndexOf("\n", position - 1) + 1;
  const to = text.indexOf("\n", position);
  const before = [...text.slice(position ? from : 0, position)].slice(-30);
  const after = [...text.slice(position, to < 0 ? text.length : to)].slice(0, 30);
  return [...before, ...after].join("");
}

/** The root node of a text from `decode`, or a Fault. */
export function parse(text, rules) {
  try {
    return compose(text, rules) ?? new Fault("not-a-model");
  } catch (error) {
    if (error instanceof Fault) return error;
    if (error instanceof YamlError) return explained(error, text, rules);
    throw error;
  }
}
