import { PrivateAddressError } from './address.ts';

/** We refuse what a server wants of us. */
export class RefusedError extends Error {}

/** What the codes of Node, OpenSSL, zlib and undici mean; of errors that hold others, the first that is known counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, 'its host name is not known'],
  [/^EAI_/, 'its host name cannot be looked up now'],
  [/^ECONNREFUSED$/, 'the server refuses connections'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN)$/, 'there is no way to the server from here'],
  [/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/, 'the server does not answer'],
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'the connection broke off'],
  [/^(?:HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW)$/, 'its answer has too many headers'],
  [/^(?:HPE_|UND_ERR_(?:RES|REQ|HTTP))/, 'its answer is no HTTP'],
  [/^(?:EPROTO|ERR_SSL_)/, 'no secure connection can be made: it does not speak TLS as we do'],
  [
    /^(?:CERT_|ERR_TLS|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE)/,
    'its certificate is not good',
  ],
  [/^(?:Z_|BROTLI_|ERR_.*BROTLI|ERR_ZLIB|ZSTD_)/, 'it cannot be unpacked'],
];
/** Whose code says no more than the words. */
const TELLING = /^(?:CERT_|ERR_TLS|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|Z_|EPROTO|ERR_SSL|HPE_)/;

/** Errors are nested in one another by `cause`, and happy eyeballs' in a list; a loop of them must not be followed for ever. */
const NESTED_MAX = 10;

/** Names what went wrong in words for the person who keeps sources.yaml. */
export function describeFailure(error: unknown): string {
  const nested = listNested(error);
  const refused = nested.find((one) => one instanceof RefusedError || one instanceof PrivateAddressError);
  if (refused !== undefined) return refused.message;
  for (const code of nested.map(codeOf)) {
    const meaning = MEANINGS.find(([pattern]) => pattern.test(code))?.[1];
    if (meaning !== undefined) return TELLING.test(code) ? `${meaning} (${code})` : meaning;
  }
  if (nested.some(({ name }) => name === 'AbortError')) return 'it was called off';
  const last = nested.at(-1);
  if (last === undefined) return String(error);
  const code = codeOf(last);
  return `it cannot be fetched: ${last.message || last.name}${code === '' ? '' : ` (${code})`}`;
}

/** The error and what it came of, from the outside in. */
function listNested(error: unknown): Error[] {
  const found: Error[] = [];
  const left: unknown[] = [error];
  while (left.length > 0 && found.length < NESTED_MAX) {
    const next = left.shift();
    if (!(next instanceof Error)) continue;
    found.push(next);
    left.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return found;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
