import { expect, test } from 'vitest';
import { describeFailure } from '../../../src/ingest/fetch/describe-failure.ts';

const withCode = (code: string, message = 'low-level words'): Error =>
  Object.assign(new Error(message), { code });

test.each([
  ['ENOTFOUND', 'its host name is not known'],
  ['EAI_AGAIN', 'its host name cannot be looked up now'],
  ['ECONNREFUSED', 'the server refuses connections'],
  ['EHOSTUNREACH', 'there is no way to the server from here'],
  ['ETIMEDOUT', 'the server does not answer'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the server does not answer'],
  ['ECONNRESET', 'the connection broke off'],
  ['UND_ERR_HEADERS_OVERFLOW', 'its answer has too many headers'],
  ['HPE_INVALID_CONSTANT', 'its answer is no HTTP (HPE_INVALID_CONSTANT)'],
  ['CERT_HAS_EXPIRED', 'its certificate is not good (CERT_HAS_EXPIRED)'],
  [
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'no secure connection can be made: it does not speak TLS as we do (ERR_SSL_WRONG_VERSION_NUMBER)',
  ],
  ['Z_DATA_ERROR', 'it cannot be unpacked (Z_DATA_ERROR)'],
])('given %s behind "fetch failed", it is told in plain words', (code, words) => {
  expect(describeFailure(new TypeError('fetch failed', { cause: withCode(code) }))).toBe(words);
  const several = new AggregateError([withCode('EODD'), withCode(code)]);
  expect(describeFailure(new TypeError('fetch failed', { cause: several }))).toBe(words);
});

test('given a cause that is not known, its own words and its code are told, never "fetch failed" alone', () => {
  const error = new TypeError('fetch failed', { cause: withCode('ENEW', 'the wire is wet') });
  expect(describeFailure(error)).toBe('it cannot be fetched: the wire is wet (ENEW)');
});

test('given errors that are each other’s cause, it ends', () => {
  const [a, b] = [new Error('a'), new Error('b')];
  a.cause = b;
  b.cause = a;
  expect(describeFailure(a)).toMatch(/^it cannot be fetched: /);
});
