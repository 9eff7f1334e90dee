import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { createRandom, makeHeadline } from './random.ts';
import { startProcess, stateUrlIn, subscribe } from './scene.ts';

const CHANGES = 200;
const CHANNEL = '112233445566778801';
const DONE_MAX_MS = 30_000;
const CHANGE_EVERY_MS = 20;

test(`given ${CHANGES} changes while two other processes scan the same index, all are acted on`, async () => {
  const random = createRandom(11);
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const libraryPath = join(dir, 'library.sqlite');
  const write = (index: number, title: string): void => {
    const webUrl = `https://example.com/${index}`;
    const publishedDateTime = new Date(systemClock.now() - 60_000).toISOString();
    const provider = { name: `Outlet ${index}`, domain: 'example.com' };
    const record = {
      title,
      excerpt: '',
      webUrl,
      originalUrl: webUrl,
      publishedDateTime,
      provider,
      related: [],
    };
    writeRecord(contentDir, `${index}.md`, makeRecord(record));
  };
  for (let index = 0; index < CHANGES; index++) write(index, makeHeadline(random));
  const { library } = await openLibrary(contentDir, { isWatching: true, libraryPath, clock: systemClock });
  const channels = new MemoryChannels(systemClock);
  const running = await startProcess({ stateUrl: stateUrlIn(dir), library, port: channels });
  onTestFinished(() => running.die());
  await running.delivery.start();
  while (channels.standing(CHANNEL).length < CHANGES) await running.delivery.tick(subscribe(CHANNEL));

  for (let scanner = 0; scanner < 2; scanner++) scanRepeatedly(contentDir, libraryPath);
  const titles = Array.from({ length: CHANGES }, () => makeHeadline(random));
  for (const [index, title] of titles.entries()) {
    write(index, title);
    await wait(CHANGE_EVERY_MS);
  }
  const missed = () => {
    const standing = new Set(channels.titles(CHANNEL));
    return titles.filter((title) => !standing.has(title));
  };
  await expect.poll(missed, { timeout: DONE_MAX_MS }).toEqual([]);
  expect(channels.standing(CHANNEL)).toHaveLength(CHANGES);
});

/** Another process that brings the index up to the folder as soon as it can, as `search` and `ingest` do. */
function scanRepeatedly(contentDir: string, libraryPath: string): void {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'scan-loop.ts')], {
    env: { PATH: process.env.PATH, CONTENT_DIR: contentDir, LIBRARY_PATH: libraryPath },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
}
