// A small proof of work against spam: a second on a phone for one entry, too long for thousands of entries. SHA-256 is
// implemented here, because browsers offer it on https only and some offices use plain http.

const LENGTH = 64; // Bytes per block.
const SLICE = 30; // Milliseconds of work before the page can react again.

// First 32 bits of the fractional parts of roots of the first primes: square roots for START, cube roots for KEYS.
const START = roots(8, 2);
const KEYS = roots(64, 3);

function roots(count, power) {
  const found = new Int32Array(count);
  for (let candidate = 2, at = 0; at < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    const root = candidate ** (1 / power);
    found[at++] = ((root - Math.floor(root)) * 2 ** 32) | 0;
  }
  return found;
}

/** The text as blocks of 16 big-endian words; the last word is its length in bits. */
function blocks(text) {
  const words = new Int32Array(Math.ceil((text.length + 9) / LENGTH) * 16);
  for (let at = 0; at < text.length; at++) words[at >> 2] |= text.charCodeAt(at) << (24 - 8 * (at % 4));
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length % 4));
  words[words.length - 1] = text.length * 8;
  return words;
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));
const schedule = new Int32Array(64);

/** SHA-256 of an ASCII text, as eight 32-bit words. */
export function digest(text) {
  const state = Int32Array.from(START);
  const words = blocks(text);
  for (let start = 0; start < words.length; start += 16) round(state, words.subarray(start, start + 16));
  return state;
}

function round(state, block) {
  schedule.set(block);
  for (let at = 16; at < 64; at++) {
    const near = schedule[at - 2];
    const far = schedule[at - 15];
    const first = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    const second = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    schedule[at] = (schedule[at - 16] + first + schedule[at - 7] + second) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at++) {
    const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + mixed + ((e & f) ^ (~e & g)) + KEYS[at] + schedule[at]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = (state[at] + word) | 0;
  });
}

/** A number n, as text: the digest of `challenge:n` begins with so many zero bits. */
export async function solved(challenge, bits) {
  if (!bits) return "0";
  let until = performance.now() + SLICE;
  for (let answer = 0; ; answer++) {
    if (digest(`${challenge}:${answer}`)[0] >>> (32 - bits) === 0) return String(answer);
    if (answer % 256 === 255 && performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      until = performance.now() + SLICE;
    }
  }
}
