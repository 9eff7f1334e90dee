import { decodeUtf32, findUnicodeForm } from './utf.ts';

/** How much of a document is looked at for the charset that it names (as browsers do: whatwg.org, prescan). */
const PROLOG_MAX_BYTES = 1024;

/** So many more characters of UTF-8 than bytes that are none there must be for it to be UTF-8 with a few bad bytes. */
const BAD_BYTES_FACTOR = 2;
/** The same where a charset of several bytes a character is named, and fits. */
const BAD_BYTES_FACTOR_NAMED = 20;

/** Charsets that write everything in ASCII's bytes; they would pass for UTF-8 (encoding.spec.whatwg.org, 13.2). */
const SEVEN_BIT = /^(?:iso-2022-jp|csiso2022jp)$/i;
/** Those of one byte a character fit any bytes, and prove nothing. */
const ONE_BYTE =
  /^(?:iso-?8859|windows-125|latin|l\d|cp125|us-ascii|ascii|x-mac|macintosh|koi8|ibm866|dos-874)/i;

/**
 * Decodes a document. What is UTF-8 by its bytes is UTF-8, whatever anyone says: hardly a text in another charset is.
 * Else the charset of the HTTP header counts, then the one that its first lines name, where it fits the bytes; what
 * fits none is read as Windows-1252, which is what unlabelled old feeds are.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): string {
  const form = findUnicodeForm(bytes);
  if (form?.startsWith('utf-32')) return decodeUtf32(bytes, form === 'utf-32le');
  if (form !== null) return new TextDecoder(form).decode(bytes);
  const named = [
    /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1],
    findInProlog(bytes),
  ].flatMap((charset) => charset ?? []);
  const sevenBit = named.find((charset) => SEVEN_BIT.test(charset));
  if (sevenBit !== undefined && bytes.includes(ESCAPE)) return new TextDecoder(sevenBit).decode(bytes);
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  const fitting = named.find((charset) => !WIDE.test(charset) && tryDecode(bytes, charset) !== null);
  const isProven = fitting !== undefined && !ONE_BYTE.test(fitting);
  const isCalledUtf8 = named.some((charset) => /^utf-?8$/i.test(charset));
  const factor = isProven ? BAD_BYTES_FACTOR_NAMED : isCalledUtf8 ? 1 : BAD_BYTES_FACTOR;
  const mended = decodeAllButBadBytes(bytes, factor);
  return mended ?? new TextDecoder(fitting ?? 'windows-1252').decode(bytes);
}

/** Unicode by all its names (encoding.spec.whatwg.org, 4.2): its forms of several bytes are known by their bytes alone. */
const WIDE = /^(?:x-)?(?:utf|ucs|unicode|csunicode|iso-10646)/i;
const ESCAPE = 0x1b;

/** As UTF-8 with U+FFFD for what is none; null when that is too much of it. */
function decodeAllButBadBytes(bytes: Uint8Array, factor: number): string | null {
  const text = new TextDecoder().decode(bytes);
  const bad = text.match(/\uFFFD/g)?.length ?? 0;
  const good = (text.match(/[^\0-\x7F]/gu)?.length ?? 0) - bad;
  return good >= bad * factor ? text : null;
}

/** `<?xml … encoding="…"?>`, or the `<meta charset>` of a page. */
function findInProlog(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PROLOG_MAX_BYTES));
  const match =
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start) ??
    /<meta[^>]*\scharset\s*=\s*["']?([\w.:-]+)/i.exec(start);
  return match?.[1] ?? null;
}

function tryDecode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    // An unknown charset (RangeError) or bytes that are not of it (TypeError).
    return null;
  }
}
