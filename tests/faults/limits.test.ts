import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/sandbox.ts';
import { ReplayClock, systemClock } from '../../src/clock.ts';
import { NotSentError } from '../../src/delivery/channel-port.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { addChannels, findFaults } from './fan-out.ts';
import { connect, openPort, startProcess, stateUrlIn, subscribe } from './scene.ts';

const NOW = Date.parse('2021-12-14T12:00:00Z');

async function openScene(rateLimits: SandboxOptions['rateLimits'], type: 'text' | 'forum' = 'text') {
  const contentDir = makeTempDir();
  const link = 'https://example.com/chip-test';
  writeRecord(contentDir, 'chips.md', makeRecord());
  const { library } = await openLibrary(contentDir);
  const sandbox = await openSandbox(rateLimits === undefined ? {} : { rateLimits });
  return { contentDir, link, library, sandbox, channelId: sandbox.addChannel({ name: 'one', type }).id };
}

test('a 429 is left to the worker, with the wait that Discord names; without one it is not repeated at once', async () => {
  const { library, sandbox, channelId } = await openScene(false);
  const { port } = openPort(await connect(sandbox), sandbox);
  const [found] = library.listPublished(0, NOW);
  if (found === undefined) throw new Error('no story');
  const look = { style: 'card', language: 'en', mentionRoleId: null } as const;
  const send = () => port.send(channelId, { story: found.story, coverage: [], look }, 'nonce');
  const isPost = { method: 'POST', path: /\/messages$/ };
  const countRefused = () => sandbox.requests.filter(({ status }) => status === 429).length;

  sandbox.fail({ match: isPost, times: 1, mode: { status: 429, body: 'error code: 1015' } });
  const unnamed: unknown = await send().catch((error: unknown) => error);
  expect(unnamed).toMatchObject({ name: 'NotSentError', waitMs: 0 });
  expect(countRefused()).toBe(1);

  sandbox.fail({ match: isPost, times: 1, mode: { rateLimit: { retryAfterMs: 3_000 } } });
  const named: unknown = await send().catch((error: unknown) => error);
  expect(named).toBeInstanceOf(NotSentError);
  // discord.js adds its offset to what Discord says.
  expect(named).toMatchObject({ waitMs: 3_040 });
  expect(countRefused()).toBe(2);
});

test('a fan-out to 1,000 channels at once keeps to Discord’s limits: no post is given up, and hardly a request is made more than it needs', async () => {
  const { link, library, sandbox } = await openScene(undefined);
  const channelIds = addChannels(sandbox, 1_000);
  const client = await connect(sandbox);
  const { port } = openPort(client, sandbox);
  await expect.poll(() => client.channels.cache.size).toBeGreaterThanOrEqual(1_000);
  const clock = new ReplayClock(NOW, 1);
  const running = await startProcess({ stateUrl: stateUrlIn(makeTempDir()), library, port, clock });
  // Each got posts before: a channel that is new to the state would be looked through, a forum by two requests.
  const earlier = {
    storyId: 'earlier',
    eventId: 'earlier',
    version: 0,
    state: 'removed',
    postedAtMs: 0,
  } as const;
  await running.ledger.putAll(channelIds.map((channelId) => ({ ...earlier, channelId })));
  const before = sandbox.requests.length;
  const startedAtMs = systemClock.now();
  await Promise.all(channelIds.map((channelId) => running.delivery.tick(subscribe(channelId))));
  const isDone = () => channelIds.every((channelId) => !running.delivery.isBehind(channelId));
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
  const requests = sandbox.requests.slice(before);
  console.info(
    `${requests.length} requests in ${((systemClock.now() - startedAtMs) / 1000).toFixed(1)} s, ${requests.filter(({ status }) => status === 429).length} of them refused`,
  );
  await running.die();
  expect(findFaults(sandbox, channelIds, [link])).toEqual([]);
  // A post that was given up, because its turn did not come in time, would be looked for.
  expect(requests.filter(({ method }) => method === 'GET')).toEqual([]);
  // A message a channel, one request more where it is published to followers, and a few refused ones: Discord's
  // second and discord.js's do not begin together.
  expect(requests.length).toBeLessThan(1_200 * 1.25);
});

test('a forum post that waited for 429s, and whose answer then came too late, stands there once', async () => {
  const { link, library, sandbox, channelId } = await openScene(false, 'forum');
  const client = await connect(sandbox);
  const { port } = openPort(client, sandbox, 1_000);
  // Delivery's ten seconds are one here.
  const clock = new ReplayClock(NOW, 10);
  const isPost = { method: 'POST', path: /\/threads$/ };
  sandbox.fail({ match: isPost, times: 4, mode: { rateLimit: { retryAfterMs: 900 } } });
  sandbox.fail({ match: isPost, times: 1, mode: { delayMs: 1_600 } });
  const running = await startProcess({
    stateUrl: stateUrlIn(makeTempDir()),
    library,
    port,
    clock,
    realClock: clock,
  });
  await running.delivery.tick(subscribe(channelId));
  await expect.poll(() => running.delivery.isBehind(channelId), { timeout: 60_000 }).toBe(false);
  await running.die();
  expect(findFaults(sandbox, [channelId], [link])).toEqual([]);
});

test('a 503 is not repeated by the REST client, and a crosspost that is limited for an hour does not hang', async () => {
  const { library, sandbox } = await openScene(false);
  const { id: channelId } = sandbox.addChannel({ name: 'two', type: 'announcement' });
  const client = await connect(sandbox);
  const { port } = openPort(client, sandbox);
  await expect.poll(() => client.channels.cache.has(channelId)).toBe(true);
  const [found] = library.listPublished(0, NOW);
  if (found === undefined) throw new Error('no story');
  const look = { style: 'card', language: 'en', mentionRoleId: null } as const;
  const send = (nonce: string) => port.send(channelId, { story: found.story, coverage: [], look }, nonce);
  sandbox.fail({ match: { method: 'POST', path: /\/messages$/ }, times: 1, mode: { status: 503 } });
  await expect(send('one')).rejects.toThrow();
  expect(sandbox.messages(channelId)).toEqual([]);

  const sent = await send('two');
  if (sent.kind !== 'sent') throw new Error('not sent');
  const mode = { rateLimit: { retryAfterMs: 3_600_000 } };
  sandbox.fail({ match: { method: 'POST', path: /\/crosspost$/ }, mode });
  const limited = await port.crosspost(sent.place).catch((error: unknown) => error);
  expect(limited).toMatchObject({ name: 'NotSentError', waitMs: 3_600_040 });
});
