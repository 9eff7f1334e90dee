import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../../src/clock.ts';
import { type AddressRule, isPublicAddress } from '../../../src/ingest/fetch/address.ts';
import { RequestBudget } from '../../../src/ingest/fetch/request-budget.ts';
import {
  BODY_MAX_BYTES,
  REQUEST_MAX_MS,
  USER_AGENT,
  type WebAnswer,
  WebClient,
} from '../../../src/ingest/fetch/web-client.ts';
import { decodeDocument } from '../../../src/ingest/read/charset.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

function openClient(isAllowed: AddressRule = () => true) {
  const clock = new ReplayClock(NOW, 0);
  const controller = new AbortController();
  const client = new WebClient({ clock, isAllowed, signal: controller.signal });
  onTestFinished(() => client.close());
  return { client, clock, controller };
}

const textOf = (answer: WebAnswer): string =>
  answer.kind === 'read' ? decodeDocument(answer.bytes, answer.contentType) : JSON.stringify(answer);
const failed = (reason: string | RegExp) => ({
  kind: 'failed',
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  retryAtMs: null,
});

describe('a request', () => {
  test('names the bot, and gives back what the server said of the version', async () => {
    const server = await openFeedServer();
    server.set('/feed', (request, response) => {
      const isSame = request.headers['if-none-match'] === '"v1"';
      response.writeHead(isSame ? 304 : 200, {
        etag: '"v1"',
        'last-modified': 'Tue, 24 Nov 2026 11:00:00 GMT',
      });
      response.end(isSame ? undefined : 'text');
    });
    const { client } = openClient();
    const first = await client.get(`${server.url}/feed`);
    expect(first).toMatchObject({
      kind: 'read',
      etag: '"v1"',
      lastModified: 'Tue, 24 Nov 2026 11:00:00 GMT',
    });
    if (first.kind !== 'read') return;
    expect(await client.get(`${server.url}/feed`, first)).toEqual({ kind: 'unchanged' });
    expect(server.requests.at(0)?.headers['user-agent']).toBe(USER_AGENT);
    expect(server.requests.at(1)?.headers['if-modified-since']).toBe(first.lastModified);
  });

  test('given 30 at once, a host gets two at a time', async () => {
    const server = await openFeedServer();
    server.set('/other', 'x');
    const open: ServerResponse[] = [];
    for (let at = 0; at < 30; at++) server.set(`/${at}`, (_request, response) => void open.push(response));
    const { client } = openClient();
    let answered = 0;
    const gets = Array.from({ length: 30 }, async (_, at) => {
      const { kind } = await client.get(`${server.url}/${at}`);
      answered++;
      return kind;
    });
    let mostOpen = 0;
    while (answered < 30) {
      // When others that were sent later have been answered, all that the client has sent is there.
      for (let turn = 0; turn < 3; turn++) await (await fetch(`${server.url}/other`)).text();
      mostOpen = Math.max(mostOpen, open.length);
      for (const response of open.splice(0)) response.end('x');
    }
    expect(new Set(await Promise.all(gets))).toEqual(new Set(['read']));
    expect(mostOpen).toBe(2);
  });

  test.each([
    ['120', NOW + 120_000],
    ['Tue, 24 Nov 2026 13:00:00 GMT', NOW + 3_600_000],
    ['99999999', NOW + 24 * 3_600_000],
    ['soon', null],
  ])('given 429 with Retry-After %s, it tells when to come back', async (retryAfter, retryAtMs) => {
    const server = await openFeedServer();
    server.set('/feed', { status: 429, headers: { 'retry-after': retryAfter } });
    expect(await openClient().client.get(`${server.url}/feed`)).toEqual({
      kind: 'failed',
      reason: 'it is asked too often (HTTP 429)',
      retryAtMs,
    });
  });

  test('given 304 from a server that was not told of any version, it fails', async () => {
    const server = await openFeedServer();
    server.set('/feed', { status: 304 });
    expect(await openClient().client.get(`${server.url}/feed`)).toEqual(
      failed(/nothing has changed \(HTTP 304\)/),
    );
  });

  test('given an address that is none of the web, it is refused unasked', async () => {
    const { client } = openClient();
    expect(await client.get('file:///etc/passwd')).toEqual(failed(/no http or https address/));
    expect(await client.get('https://user:secret@example.com/')).toEqual(failed(/user name or password/));
  });

  test('given a host that is down, the reason is in plain words', async () => {
    const server = await openFeedServer();
    await server.close();
    expect(await openClient().client.get(server.url)).toEqual(failed('the server refuses connections'));
  });
});

describe('a body', () => {
  test('given gzip, it is unpacked', async () => {
    const server = await openFeedServer();
    server.set('/feed', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('hello') });
    expect(textOf(await openClient().client.get(`${server.url}/feed`))).toBe('hello');
  });

  test('given gzip that no header tells of, it is unpacked, up to the size that any document may have', async () => {
    const server = await openFeedServer();
    server.set('/feed.gz', { headers: { 'content-type': 'application/x-gzip' }, body: gzipSync('hello') });
    server.set('/huge.gz', { body: gzipSync(Buffer.alloc(BODY_MAX_BYTES + 1)) });
    server.set('/cut.gz', { body: gzipSync('hello').subarray(0, 12) });
    const { client } = openClient();
    expect(textOf(await client.get(`${server.url}/feed.gz`))).toBe('hello');
    expect(await client.get(`${server.url}/huge.gz`)).toEqual(failed('it is larger than 5 MB'));
    expect(await client.get(`${server.url}/cut.gz`)).toEqual(failed(/^it cannot be unpacked/));
  });

  test('given broken gzip, it fails', async () => {
    const server = await openFeedServer();
    server.set('/feed', { headers: { 'content-encoding': 'gzip' }, body: 'this is not gzip' });
    expect(await openClient().client.get(`${server.url}/feed`)).toMatchObject({ kind: 'failed' });
  });

  test('given 50 MB, or a little that unpacks to 50 MB, it is cut short', async () => {
    const server = await openFeedServer();
    const huge = Buffer.alloc(50 * 1024 * 1024, 'x');
    server.set('/plain', { body: huge });
    server.set('/packed', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(huge) });
    const { client } = openClient();
    for (const path of ['/plain', '/packed']) {
      expect(await client.get(server.url + path)).toEqual(failed('it is larger than 5 MB'));
    }
  });

  test('given one that never ends, it is cut short', async () => {
    const server = await openFeedServer();
    let sent = 0;
    server.set('/feed', (_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
    expect(await openClient().client.get(`${server.url}/feed`)).toEqual(failed('it is larger than 5 MB'));
    expect(sent).toBeLessThan(10 * BODY_MAX_BYTES);
  });

  test.each([
    ['that sends nothing', (response: ServerResponse) => void response],
    ['that stops in the middle', (response: ServerResponse) => void response.write('<rss>')],
  ])('given a server %s, it is given up after 10 s', async (_what, stall) => {
    const server = await openFeedServer();
    const { client, clock } = openClient();
    const asked = Promise.withResolvers<void>();
    server.set('/feed', (_request, response) => {
      stall(response);
      asked.resolve();
    });
    const answer = client.get(`${server.url}/feed`);
    await asked.promise;
    clock.set(NOW + REQUEST_MAX_MS - 1);
    clock.set(NOW + REQUEST_MAX_MS);
    expect(await answer).toEqual(failed('it did not answer whole within 10 s'));
  });

  test('given a timer that comes late, the answer that may have waited as long is waited for once more', async () => {
    const server = await openFeedServer();
    const { client, clock } = openClient();
    const responses: ServerResponse[] = [];
    const askTwice = async (): Promise<WebAnswer> => {
      const asked = Promise.withResolvers<void>();
      server.set('/feed', (_request, response) => {
        responses.push(response);
        asked.resolve();
      });
      const answer = client.get(`${server.url}/feed`);
      await asked.promise;
      // The machine slept, or this thread was busy.
      clock.set(clock.now() + 100 * REQUEST_MAX_MS);
      return answer;
    };
    const whole = askTwice();
    await expect.poll(() => responses.length).toBe(1);
    responses[0]?.end('whole');
    expect(textOf(await whole)).toBe('whole');
    const stalled = askTwice();
    await expect.poll(() => responses.length).toBe(2);
    clock.set(clock.now() + REQUEST_MAX_MS);
    expect(await stalled).toEqual(failed('it did not answer whole within 10 s'));
  });

  test('given requests that together take longer than a source may, the last ones are not made', async () => {
    const server = await openFeedServer();
    const { client, clock } = openClient();
    server.set('/slow', (_request, response) => {
      clock.set(clock.now() + 9_500);
      response.end('x');
    });
    const budget = new RequestBudget();
    const kinds: string[] = [];
    for (let at = 0; at < 8; at++)
      kinds.push((await client.get(`${server.url}/slow`, undefined, budget)).kind);
    expect(kinds).toEqual([...Array(7).fill('read'), 'failed']);
    expect(server.countOf('/slow')).toBe(7);
    expect(await client.get(`${server.url}/slow`, undefined, budget)).toEqual(
      failed('its requests took 60 s together, and may not take more'),
    );
  });

  test('given requests that together bring more than a source may, the last is cut short', async () => {
    const server = await openFeedServer();
    server.set('/large', { body: Buffer.alloc(BODY_MAX_BYTES, 'x') });
    const { client } = openClient();
    const budget = new RequestBudget();
    for (let at = 0; at < 5; at++)
      expect((await client.get(`${server.url}/large`, undefined, budget)).kind).toBe('read');
    expect(await client.get(`${server.url}/large`, undefined, budget)).toEqual(
      failed('it sent more than 25 MB in one round'),
    );
  });

  test('given a connection that breaks off, it fails', async () => {
    const server = await openFeedServer();
    server.set('/feed', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<rss>');
      setImmediate(() => response.destroy());
    });
    expect(await openClient().client.get(`${server.url}/feed`)).toEqual(failed('the connection broke off'));
  });

  test('given the bot stops, what is under way is called off', async () => {
    const server = await openFeedServer();
    const { client, controller } = openClient();
    server.set('/feed', () => controller.abort(new Error('stop')));
    expect(await client.get(`${server.url}/feed`)).toMatchObject({ kind: 'failed' });
  });
});

describe('redirects', () => {
  test('given five, they are followed, and the last address is told', async () => {
    const server = await openFeedServer();
    for (let at = 0; at < 6; at++)
      server.set(`/${at}`, { status: 302, headers: { location: `./${at + 1}` } });
    server.set('/5', 'there');
    const { client } = openClient();
    const answer = await client.get(`${server.url}/0`);
    expect(answer).toMatchObject({ kind: 'read', url: `${server.url}/5` });
    server.set('/5', { status: 301, headers: { location: '/6' } });
    server.set('/6', 'one too many');
    expect(await client.get(`${server.url}/0`)).toEqual(failed('it redirects more than 5 times'));
  });

  test('given one away from the web, it is refused', async () => {
    const server = await openFeedServer();
    server.set('/feed', { status: 302, headers: { location: 'file:///etc/passwd' } });
    expect(await openClient().client.get(`${server.url}/feed`)).toEqual(failed(/no http or https address/));
  });
});

describe('addresses of this machine and its network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'ff02::1',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '::ffff:a83f:8110',
    '100.100.100.200',
    'fd00:ec2::254',
    '::127.0.0.1',
    '::7f00:1',
    '4000::1',
    '1::1',
    '2001::1',
    'no address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    ['a literal address', (port: string) => `http://127.0.0.1:${port}/feed`],
    ['an address spelled otherwise', (port: string) => `http://0x7f.1:${port}/feed`],
    ['an IPv6 address', (port: string) => `http://[::1]:${port}/feed`],
    ['a name that resolves to one', (port: string) => `http://localhost:${port}/feed`],
  ])('given %s, nothing is asked', async (_what, addressOf) => {
    const server = await openFeedServer();
    server.set('/feed', 'secret');
    const { client } = openClient(isPublicAddress);
    const answer = await client.get(addressOf(new URL(server.url).port));
    expect(answer).toEqual(failed(/not an address of the public internet/));
    expect(server.requests).toEqual([]);
  });
});

test('given a redirect to an address that is not allowed, by number or by name, it is refused when it connects', async () => {
  const server = await openFeedServer();
  const { port } = new URL(server.url);
  server.set('/secret', 'secret');
  const { client } = openClient((address) => address === '127.0.0.1');
  server.set('/feed', { status: 302, headers: { location: '/secret' } });
  expect(textOf(await client.get(`${server.url}/feed`))).toBe('secret');
  for (const host of ['127.0.0.2', '[::1]', '127.0.0.3.']) {
    server.set('/feed', { status: 302, headers: { location: `http://${host}:${port}/secret` } });
    expect(await client.get(`${server.url}/feed`)).toEqual(failed(/not an address of the public internet/));
  }
  expect(server.countOf('/secret')).toBe(1);
});

describe('charsets', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  test.each<[string, Uint8Array, string | null, string]>([
    ['UTF-8 without a word', Buffer.from('Grüße'), null, 'Grüße'],
    ['the header', latin1('Grüße'), 'text/xml; charset=iso-8859-1', 'Grüße'],
    [
      'the prolog',
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>Grüße</a>'),
      'text/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>Grüße</a>',
    ],
    [
      'a header that lies',
      latin1('<?xml version="1.0" encoding="windows-1252"?>ü'),
      'text/xml; charset=utf-8',
      '<?xml version="1.0" encoding="windows-1252"?>ü',
    ],
    ['a header that names none', Buffer.from('ü'), 'text/xml; charset=klingon', 'ü'],
    ['no word and no UTF-8', latin1('Grüße'), null, 'Grüße'],
    [
      'a byte order mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')]),
      'text/xml; charset=utf-8',
      'Grüße',
    ],
    ['Cyrillic', Buffer.from([0xcf, 0xf0, 0xe8]), 'text/xml; charset=windows-1251', 'При'],
  ])('given %s, the text is right', (_what, bytes, contentType, text) => {
    expect(decodeDocument(bytes, contentType)).toBe(text);
  });
});
