// Fetches files of the index from any static host and unpacks them.

/** A function that fetches a file below `base`, an address that ends in a slash; `fresh` asks the host for changes. */
export function fetcher(base) {
  return async (name, fresh = false) => {
    const response = await fetch(new URL(name, base), { cache: fresh ? "no-cache" : "default" });
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    return unpacked(new Uint8Array(await response.arrayBuffer()), base);
  };
}

// Some hosts unpack by themselves, so the file's own first bytes decide.
async function unpacked(bytes, base) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream === "undefined") {
    if (!self.gunzip) importScripts(new URL("../../common/inflate.js", base).href);
    return self.gunzip(bytes);
  }
  // eslint-disable-next-line compat/compat
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
