import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const gunzipAsync = promisify(gunzip);

/**
 * Unpacks a document that is stored gzipped and served as it lies, with no `content-encoding` that says so.
 * @returns null when it is larger than `maxBytes`
 * @throws what zlib says of bytes that begin like gzip and are none
 */
export async function unpackStored(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await gunzipAsync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}

/** Its two first bytes, and deflate (RFC 1952, 2.3.1). */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}
