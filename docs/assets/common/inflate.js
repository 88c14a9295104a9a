// Unpacks gzip in browsers without DecompressionStream (Safari before 16.4, Firefox before 113).
// Only workers load it, with importScripts, so it is not a module: it defines a global `gunzip`.
// The format is RFC 1952 around RFC 1951.

(() => {
  const HEADER = 10; // Bytes of a gzip header without its optional parts.
  const TRAILER = 8; // Bytes after the packed data: a checksum, and the unpacked length.
  const EXTRA = 4;
  const NAME = 8;
  const COMMENT = 16;
  const CHECK = 2;
  const END = 256; // The symbol that ends a block.
  const LONGEST = 15; // Bits of the longest code.
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  const LENGTHS = bases(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
  LENGTHS.push([258, 0]);
  const DISTANCES = bases(1, [
    ...[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
  ]);

  /** [first value, extra bits] of each symbol, from the number of extra bits. */
  function bases(first, extra) {
    let next = first;
    return extra.map((bits) => {
      const base = next;
      next += 1 << bits;
      return [base, bits];
    });
  }

  /** A canonical code from the code length of each symbol: the number of codes of each length, and their symbols. */
  function code(lengths) {
    const counts = new Uint16Array(LONGEST + 1);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    const starts = new Uint16Array(LONGEST + 2);
    for (let length = 1; length <= LONGEST; length++) starts[length + 1] = starts[length] + counts[length];
    const symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      if (length) symbols[starts[length]++] = symbol;
    });
    return { counts, symbols };
  }

  const fixed = (parts) => code(parts.flatMap(([count, length]) => Array(count).fill(length)));
  const FIXED = [
    [
      [144, 8],
      [112, 9],
      [24, 7],
      [8, 8],
    ],
    [[30, 5]],
  ].map(fixed);

  class Inflating {
    constructor(bytes, from, size) {
      this.bytes = bytes;
      this.at = from;
      this.held = 0;
      this.count = 0;
      this.made = new Uint8Array(size);
      this.size = 0;
    }

    run() {
      let last = false;
      while (!last) {
        last = this.bits(1) === 1;
        const kind = this.bits(2);
        if (kind === 0) this.stored();
        else if (kind === 1) this.packed(...FIXED);
        else if (kind === 2) this.packed(...this.codes());
        else throw new Error("gzip: unknown kind of block");
      }
      if (this.size !== this.made.length) throw new Error("gzip: not of the stated length");
      return this.made;
    }

    bits(wanted) {
      while (this.count < wanted) {
        if (this.at >= this.bytes.length) throw new Error("gzip: cut off");
        this.held |= this.bytes[this.at++] << this.count;
        this.count += 8;
      }
      const value = this.held & ((1 << wanted) - 1);
      this.held >>>= wanted;
      this.count -= wanted;
      return value;
    }

    symbol({ counts, symbols }) {
      let value = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length <= LONGEST; length++) {
        value |= this.bits(1);
        if (value - counts[length] < first) return symbols[index + value - first];
        index += counts[length];
        first = (first + counts[length]) << 1;
        value <<= 1;
      }
      throw new Error("gzip: unknown code");
    }

    put(byte) {
      if (this.size >= this.made.length) throw new Error("gzip: longer than stated");
      this.made[this.size++] = byte;
    }

    stored() {
      this.held = 0;
      this.count = 0;
      const length = this.bits(16);
      if ((this.bits(16) ^ 0xffff) !== length) throw new Error("gzip: length of a stored block");
      for (let left = length; left; left--) this.put(this.bits(8));
    }

    codes() {
      const sizes = [this.bits(5) + 257, this.bits(5) + 1];
      const own = Array(ORDER.length).fill(0);
      for (let left = this.bits(4) + 4, at = 0; at < left; at++) own[ORDER[at]] = this.bits(3);
      const lengths = this.lengths(code(own), sizes[0] + sizes[1]);
      return [code(lengths.slice(0, sizes[0])), code(lengths.slice(sizes[0]))];
    }

    lengths(own, count) {
      const lengths = [];
      while (lengths.length < count) {
        const symbol = this.symbol(own);
        if (symbol < 16) lengths.push(symbol);
        else if (symbol === 16) this.repeat(lengths, lengths[lengths.length - 1], 3 + this.bits(2));
        else this.repeat(lengths, 0, symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7));
      }
      if (lengths.length > count) throw new Error("gzip: too many codes");
      return lengths;
    }

    repeat(lengths, length, times) {
      if (length === undefined) throw new Error("gzip: nothing to repeat");
      for (let left = times; left; left--) lengths.push(length);
    }

    packed(literals, distances) {
      for (let symbol = this.symbol(literals); symbol !== END; symbol = this.symbol(literals)) {
        if (symbol < END) this.put(symbol);
        else this.copy(this.value(LENGTHS, symbol - END - 1), this.value(DISTANCES, this.symbol(distances)));
      }
    }

    value(table, symbol) {
      if (symbol >= table.length) throw new Error("gzip: unknown symbol");
      const [base, extra] = table[symbol];
      return base + this.bits(extra);
    }

    copy(length, distance) {
      if (distance > this.size) throw new Error("gzip: before the beginning");
      for (let left = length; left; left--) this.put(this.made[this.size - distance]);
    }
  }

  /** Where the packed data begins. */
  function start(bytes) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) throw new Error("gzip: another format");
    const flags = bytes[3];
    let at = HEADER;
    if (flags & EXTRA) at += 2 + bytes[at] + 256 * bytes[at + 1];
    for (const flag of [NAME, COMMENT]) if (flags & flag) at = bytes.indexOf(0, at) + 1;
    return flags & CHECK ? at + 2 : at;
  }

  /** The content of a gzip file with one member; throws an Error for any other input. */
  self.gunzip = (bytes) => {
    const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
    // One packed byte holds at most 1,032 bytes.
    if (size > 1032 * bytes.length) throw new Error("gzip: not of the stated length");
    return new Inflating(bytes.subarray(0, bytes.length - TRAILER), start(bytes), size).run();
  };
})();
