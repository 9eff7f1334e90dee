import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

const SECRET = 'a secret that looks like nothing';
const BOT_TOKEN = 'MTE3MDAwMDAwMDAwMDAwMDAw.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab';
const INTERACTION_TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OnNlY3JldA';

function collect(isTTY: boolean, level = 'info') {
  const stream: PassThrough & { isTTY?: boolean } = new PassThrough();
  stream.isTTY = isTTY;
  const log = createLog({ level, stream, secrets: [SECRET, ''] });
  return { log, read: () => String(stream.read() ?? '') };
}

describe.each([
  ['a terminal', true],
  ['a file', false],
])('given a log to %s', (_where, isTTY) => {
  test.each([
    ['the configured token', `login with ${SECRET} failed`, SECRET],
    ['anything that looks like a bot token', `got ${BOT_TOKEN}, hm`, BOT_TOKEN],
    ['a token in a header', `authorization: Bot ${BOT_TOKEN}`, BOT_TOKEN],
    [
      'an interaction’s token',
      `POST https://discord.com/api/v10/interactions/112233445566778899/${INTERACTION_TOKEN}/callback`,
      INTERACTION_TOKEN,
    ],
    [
      'a follow-up’s token',
      `PATCH /webhooks/112233445566778899/${INTERACTION_TOKEN}/messages/%40original`,
      INTERACTION_TOKEN,
    ],
    [
      'a token at the end of an address',
      `POST /webhooks/112233445566778899/${INTERACTION_TOKEN}`,
      INTERACTION_TOKEN,
    ],
    [
      'a token before a query',
      `POST /webhooks/112233445566778899/${INTERACTION_TOKEN}?wait=true`,
      INTERACTION_TOKEN,
    ],
    ['a password in an address', 'https://bot:hunter2@feeds.example/x did not answer', 'hunter2'],
    ['a key in an address', 'https://feeds.example/x?api_key=hunter2&page=1 did not answer', 'hunter2'],
  ])('%s is hidden, wherever it stands', (_what, text, token) => {
    const { log, read } = collect(isTTY);
    log.info(text);
    log.info({ url: text, deep: { list: [text] } }, 'in fields');
    log.error({ err: Object.assign(new Error(text), { url: text }) }, 'in an error');
    const written = read();
    expect(written).not.toContain(token);
    expect(written.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(5);
  });

  test('the rest of the line stays', () => {
    const { log, read } = collect(isTTY);
    log.info(
      { channelId: '112233445566778899' },
      `PATCH /webhooks/112233445566778899/${INTERACTION_TOKEN}/messages/1`,
    );
    expect(read()).toMatch(/PATCH \/webhooks\/112233445566778899\/\[secret\]\/messages\/1/);
  });

  test('lines below its level are not written', () => {
    const { log, read } = collect(isTTY, 'warn');
    log.info('quiet');
    log.warn('loud');
    expect(read()).toMatch(/loud/);
    expect(read()).not.toMatch(/quiet/);
  });
});

test('given a log to a file, each line is JSON', () => {
  const { log, read } = collect(false);
  log.info({ story: 'x' }, 'posted');
  expect(JSON.parse(read())).toMatchObject({ level: 30, story: 'x', msg: 'posted' });
});
