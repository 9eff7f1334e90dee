/** How much of a document is looked at for the charset that it names (as browsers do: whatwg.org, prescan). */
const PROLOG_MAX_BYTES = 1024;

/**
 * Decodes a document: by its byte order mark, else by the charset of the HTTP header, else by the one that its own
 * first lines name, else as UTF-8. A charset that does not fit the bytes is not believed; what fits none is read
 * as Windows-1252, which is what unlabelled old feeds are.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): string {
  const named = [
    findByteOrderMark(bytes),
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1],
    findInProlog(bytes),
    'utf-8',
  ];
  for (const charset of named) {
    const text = charset == null ? null : tryDecode(bytes, charset);
    if (text !== null) return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

function findByteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
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
