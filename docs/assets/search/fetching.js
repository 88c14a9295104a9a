// Fetches files of the index from any static host and unpacks them.

import { bunzip, bzipped } from "./bunzip.js";

/**
 * A function that fetches a file below `base`, an address that ends in a slash; `fresh`: ask the host for changes. With
 * `before` (bytes), the file contains only what follows these bytes.
 */
export function fetcher(base) {
  return async (name, fresh = false, before = NOTHING) => {
    const response = await fetch(new URL(name, base), { cache: fresh ? "no-cache" : "default" });
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!before.length) return unpacked(bytes, base);
    return (await unpacked(continued(before, bytes), base)).subarray(before.length);
  };
}

const NOTHING = new Uint8Array(0);
const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

// A gzip file: `before` as an unpacked block, then the fetched rest.
function continued(before, rest) {
  const [low, high] = [before.length & 255, before.length >> 8];
  const start = [...HEADER, 0, low, high, 255 - low, 255 - high];
  const whole = new Uint8Array(start.length + before.length + rest.length);
  whole.set(start);
  whole.set(before, start.length);
  whole.set(rest, start.length + before.length);
  return whole;
}

// Some hosts unpack files themselves, so the first bytes decide.
export async function unpacked(bytes, base) {
  if (bzipped(bytes)) return bunzip(bytes);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream === "undefined") {
    if (!self.gunzip) importScripts(new URL("../../common/inflate.js", base).href);
    return self.gunzip(bytes);
  }
  // eslint-disable-next-line compat/compat
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
