import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GIT_LIMITS } from '../../../src/ingest/fetch/git-limits.ts';
import { preparePull, sourceAt } from '../../support/git-pull.ts';
import { makeGitRepository } from '../../support/git-repository.ts';
import { openServer, packetLine, serveHostilePack, serveRepository } from '../../support/git-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { recordText } from '../../support/record-text.ts';

const MB = 1024 * 1024;
const record = (name: number | string) =>
  recordText({ title: `Story ${name}`, webUrl: `https://example.com/${name}` });

test('given 250 records over http, they come in under 10 requests, and a change of one takes few bytes', async () => {
  const numbers = Array.from({ length: 250 }, (_, number) => number);
  const files = Object.fromEntries(numbers.map((number) => [`news/${number}.md`, record(number)]));
  const { folder, commit } = makeGitRepository(files);
  const server = await openServer(serveRepository(folder));
  const { pull, gitDir } = preparePull(`${server.url}/.git`);

  const first = await pull();
  expect(server.requests.length).toBeLessThan(10);
  expect(first).toEqual({ kind: 'read', notice: null });
  expect(readdirSync(join(gitDir, 'sister/news'))).toHaveLength(250);

  const [requests, bytes] = [server.requests.length, server.bytesSent()];
  commit({ 'news/7.md': record('changed') });
  expect(await pull()).toEqual({ kind: 'read', notice: null });
  expect(readFileSync(join(gitDir, 'sister/news/7.md'), 'utf8')).toContain('Story changed');
  expect(server.requests.length - requests).toBeLessThan(10);
  expect(server.bytesSent() - bytes).toBeLessThan(bytes / 2);

  const before = server.requests.length;
  expect(await pull()).toEqual({ kind: 'unchanged' });
  expect(server.requests.length - before).toBeLessThan(4);
});

/** A pack of one file that never ends: deflate's blocks that are stored (RFC 1951, 3.2.4), full of zeros. */
const sendEndlessPack = serveHostilePack((response) => {
  const send = (content: Uint8Array): boolean =>
    response.write(packetLine(Buffer.concat([Uint8Array.of(1), content])));
  const block = Buffer.concat([Uint8Array.of(0, 0x00, 0xf0, 0xff, 0x0f), Buffer.alloc(0xf000)]);
  // PACK, version 2, one object: a blob of 2^39 bytes.
  send(Buffer.from('5041434b0000000200000001b0808080808002' + '7801', 'hex'));
  const fill = (): void => {
    while (!response.destroyed && send(block));
  };
  response.on('drain', fill);
  fill();
});

test('given a pack without an end, it is ended at its limit and nothing of it stays', async () => {
  const server = await openServer(sendEndlessPack);
  const { pull, listFiles } = preparePull(server.url, { limits: { packBytes: MB } });
  expect(await pull()).toMatchObject({ kind: 'failed', reason: 'it sends more than 1048576 bytes' });
  expect(server.bytesSent()).toBeLessThan(64 * MB);
  expect(listFiles()).toEqual([]);
});

test('given a server that says "still working" for ever, it is given up and rests, and the round goes on', async () => {
  const reached = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const server = await openServer(
    serveHostilePack((response) => {
      response.write(packetLine('\x02still working\n'));
      response.once('close', ended.resolve);
      reached.resolve();
    }),
  );
  const good = makeGitRepository({ 'a.md': record('a') });
  const scene = createIngestScene([sourceAt(server.url), { ...sourceAt(good.url), name: 'Good' }]);
  const round = scene.run();
  await reached.promise;
  await expect.poll(() => existsSync(join(scene.gitDir, 'good'))).toBe(true);
  scene.clock.set(NOW + GIT_LIMITS.timeMs);
  expect((await round).sources).toMatchObject([
    { name: 'Sister', outcome: 'failed', reason: 'it was not read whole within 180 s' },
    { name: 'Good', outcome: 'read' },
  ]);
  // git and its helpers are gone.
  await ended.promise;
  expect((await scene.run()).sources).toMatchObject([{ outcome: 'resting' }, { outcome: 'resting' }]);
});

test('given a server whose first answer has no end, git does not take all memory', async () => {
  const server = await openServer((_request, response) => {
    response.setHeader('content-type', 'application/x-git-upload-pack-advertisement');
    const fill = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(MB)));
    };
    response.on('drain', fill);
    fill();
  });
  const { pull } = preparePull(server.url, { limits: { memoryBytes: 80 * MB } });
  expect(await pull()).toMatchObject({
    kind: 'failed',
    reason: `it takes more than ${80 * MB} bytes of memory`,
  });
});

test('given a server that talks without an end, it is ended', async () => {
  const server = await openServer(
    serveHostilePack((response) => {
      const line = packetLine(`\x02${'x'.repeat(60_000)}\n`);
      const fill = (): void => {
        while (!response.destroyed && response.write(line));
      };
      response.on('drain', fill);
      fill();
    }),
  );
  const { pull } = preparePull(server.url);
  expect(await pull()).toMatchObject({ kind: 'failed', reason: `git: it says more than ${MB} bytes` });
});

test('given a small pack with a huge record, its size is seen before it is unpacked, and the others are read', async () => {
  const { url } = makeGitRepository({ 'a.md': record('a'), 'huge.md': Buffer.alloc(40 * MB) });
  const { pull, gitDir, countBytes } = preparePull(url);
  expect(await pull()).toEqual({ kind: 'read', notice: 'left out: larger than 262144 bytes: 1' });
  expect(readdirSync(join(gitDir, 'sister'))).toEqual(['a.md']);
  expect(countBytes()).toBeLessThan(MB);
});

test.each([
  ['more records', { files: 2 }, 'it has more than 2 records and folders; name a smaller folder'],
  ['more bytes', { recordsBytes: 100 }, 'its records have more than 100 bytes; name a smaller folder'],
  ['a longer list', { outputBytes: 100 }, 'git: it says more than 100 bytes'],
])('given %s than the limit, it fails, and nothing stays', async (_what, limits, reason) => {
  const { url } = makeGitRepository({ 'news/a.md': record('a'), 'news/b.md': record('b') });
  const { pull, listFiles } = preparePull(url, { limits });
  expect(await pull()).toMatchObject({ kind: 'failed', reason });
  expect(listFiles()).toEqual([]);
});

test('given what a killed bot left, the next round removes it, whether the source answers or not', async () => {
  for (const isThere of [true, false]) {
    const { folder } = makeGitRepository({ 'a.md': record('a') });
    const { pull, gitDir } = preparePull(`file://${folder}${isThere ? '' : '/nothing'}`);
    mkdirSync(join(gitDir, '.sister.fetching/objects/pack'), { recursive: true });
    writeFileSync(join(gitDir, '.sister.fetching/objects/pack/tmp_pack_a1b2c3'), 'half');
    mkdirSync(join(gitDir, '.sister.0123456789abcdef'));
    // Of an earlier version.
    mkdirSync(join(gitDir, '.sister.git'));
    expect(await pull()).toMatchObject({ kind: isThere ? 'read' : 'failed' });
    const left = readdirSync(gitDir).map((name) => name.replace(/[\da-f]{16}$/, 'TREE'));
    expect(left.sort()).toEqual(isThere ? ['.sister.TREE', '.sister.repository', 'sister'] : []);
  }
});

test('given a repository of ours that is damaged, it is thrown away and fetched anew', async () => {
  const { url, commit } = makeGitRepository({ 'a.md': record('a') });
  const { pull, gitDir } = preparePull(url);
  await pull();
  writeFileSync(join(gitDir, '.sister.repository/HEAD'), 'nothing');
  commit({ 'b.md': record('b') });
  expect(await pull()).toMatchObject({ kind: 'failed' });
  expect(await pull()).toMatchObject({ kind: 'read' });
  expect(readdirSync(join(gitDir, 'sister')).sort()).toEqual(['a.md', 'b.md']);
});

test('given a file where the clones belong, it says so as any failure', async () => {
  const { url } = makeGitRepository({ 'a.md': record('a') });
  const { pull, gitDir } = preparePull(url);
  writeFileSync(gitDir, '');
  expect(await pull()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('ENOTDIR') });
});
