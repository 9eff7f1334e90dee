/** How much of a document shows how wide its characters are. */
const LOOKED_AT_MAX_BYTES = 256;

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/**
 * The Unicode form of a document, by its byte order mark; without one by the zeros among its first bytes, for what
 * stands there is ASCII in every kind of feed (XML 1.0, appendix F).
 */
export function findUnicodeForm(bytes: Uint8Array): Wide | 'utf-8' | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return findByZeros(bytes);
}

function findByZeros(bytes: Uint8Array): Wide | null {
  const length = Math.min(bytes.length, LOOKED_AT_MAX_BYTES);
  // How many zeros there are at each place of four.
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const places = length / 4;
  const [z0, z1, z2, z3] = zeros.map((count) => count > places * MOST_SHARE);
  const pattern = [z0, z1, z2, z3].map((isZero) => (isZero ? '0' : 'x')).join('');
  if (pattern === '000x') return 'utf-32be';
  if (pattern === 'x000') return 'utf-32le';
  if (pattern === '0x0x') return 'utf-16be';
  return pattern === 'x0x0' ? 'utf-16le' : null;
}
/** A title in another script may stand near the beginning. */
const MOST_SHARE = 0.6;

/** UTF-32, which no TextDecoder reads. What is no character becomes U+FFFD. */
export function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, isLittleEndian);
    parts.push(code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD');
  }
  const text = parts.join('').toWellFormed();
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
