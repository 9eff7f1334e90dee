import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { systemClock } from '../../src/clock.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { DAY_MS } from '../../src/duration.ts';
import { State } from '../../src/state/state.ts';
import { fillLedger } from '../support/fill-ledger.ts';
import { botEnvironment, makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { addChannels, findFaults, writeDueStory } from './fan-out.ts';
import { createRandom, pickSeed } from './random.ts';
import { stateUrlIn } from './scene.ts';

const KILLS = Number(process.env.HEATLINE_FAULT_ROUNDS ?? 100);
/** Posts of years before the first life. */
const OLD_ROWS = Number(process.env.HEATLINE_FAULT_ROWS ?? 0);
const OLD_POSTS_A_DAY = 200;
const FOLLOW_MS = 30 * DAY_MS;
const CHANNELS = 20;
/** Text, text, text, announcement, forum. */
const DIGEST_CHANNELS = 5;
/** Most lives end within this time after their first post, the others somewhere on the way to it. */
const POSTING_MAX_MS = 400;
const STARTING_MAX_MS = 1_200;
const POSTING_LIVES_SHARE = 0.7;
/** A life that gets no post out by then is ended all the same. */
const FIRST_POST_MAX_MS = 8_000;
/**
 * With as many stories pending no new one comes, or the last life would never catch up. Forums do not count: most of
 * these lives are too short for the wait after a forum post that was cut off.
 */
const PENDING_MAX = 3;
/** For each kill, what its stories may take in the forums when the killing is over. */
const CATCH_UP_MS = 500;
/** What is pending comes soon; a forum post that was cut off is waited for (see REQUEST_MAX_MS in delivery). */
const SETTLED_MAX_MS = 120_000;
/** A life and its death take one to two seconds on a machine that has time. */
const LIFE_MAX_MS = 6_000;

/** To write down the posts of years takes a second for some 50,000. */
const FILL_MAX_MS = OLD_ROWS / 10;

const title = `killed ${KILLS} times at random instants, with ${CHANNELS} channels, ${DIGEST_CHANNELS} more of digests, and ${OLD_ROWS} old posts: each holds each story once`;
test(title, { timeout: FILL_MAX_MS + SETTLED_MAX_MS * 2 + KILLS * (LIFE_MAX_MS + CATCH_UP_MS) }, async () => {
  const random = createRandom(pickSeed('kill -9'));
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const postIds = addChannels(sandbox, CHANNELS);
  const digestIds = addChannels(sandbox, DIGEST_CHANNELS);
  const channelIds = [...postIds, ...digestIds];
  const isForum = (channelId: string): boolean =>
    sandbox.channels().some(({ id, name }) => id === channelId && name.startsWith('forum-'));
  const quickIds = postIds.filter((channelId) => !isForum(channelId));
  // Answers that take their time are what a kill can fall into.
  sandbox.fail({ match: ({ method }) => method !== 'GET' && random() < 0.5, mode: { delayMs: 60 } });
  const environment = {
    ...botEnvironment(sandbox, dir, contentDir),
    FAN_OUT_CHANNELS: JSON.stringify(postIds),
    FAN_OUT_DIGESTS: JSON.stringify(digestIds),
    NEWS_PER_RUN: '10',
    NEWS_PER_DAY: '1000',
    LOG_LEVEL: 'warn',
  };
  if (OLD_ROWS > 0) await writeOldPosts(stateUrlIn(dir), channelIds);
  const links: string[] = [];
  let pending: string[] = [];
  let postsBefore = 0;
  let kills = 0;
  let livesWithPosts = 0;
  while (kills < KILLS) {
    pending = pending.filter((link) => findFaults(sandbox, quickIds, [link]).length > 0);
    if (pending.length < PENDING_MAX) {
      const link = writeDueStory(contentDir, links.length, random);
      links.push(link);
      pending.push(link);
    }
    const bot = startBot(environment);
    if (random() < POSTING_LIVES_SHARE) {
      await nextPost(sandbox, FIRST_POST_MAX_MS);
      await wait(random() * POSTING_MAX_MS);
    } else {
      await wait(random() * STARTING_MAX_MS);
    }
    bot.kill('SIGKILL');
    await once(bot, 'exit');
    kills++;
    const posts = countPosts(sandbox);
    if (posts > postsBefore) livesWithPosts++;
    postsBefore = posts;
  }
  startBot(environment);
  const faults = () => findFaults(sandbox, channelIds, links);
  await expect.poll(faults, { timeout: SETTLED_MAX_MS + KILLS * CATCH_UP_MS, interval: 500 }).toEqual([]);
  // Twice: nothing more may come after everything is there.
  await wait(2_500);
  expect(faults()).toEqual([]);
  console.info(
    `${kills} kills, ${livesWithPosts} of them in lives that posted; ${links.length} stories in ${CHANNELS} channels, ${countPosts(sandbox)} posts sent`,
  );
  expect(livesWithPosts).toBeGreaterThan(KILLS / 4);
});

/** A ledger of years, whose messages nobody follows any more. */
async function writeOldPosts(stateUrl: string, channelIds: readonly string[]): Promise<void> {
  const state = await State.open(stateUrl, { isLocked: true });
  const days = Math.ceil(OLD_ROWS / CHANNELS / OLD_POSTS_A_DAY);
  const endMs = systemClock.now() - 2 * FOLLOW_MS;
  fillLedger(state, { channelIds, postsPerDay: OLD_POSTS_A_DAY, days, endMs });
  await new LedgerUpkeep(state).run(systemClock.now(), FOLLOW_MS);
  state.close();
}

/** Waits for the next post to reach Discord, at most so long. */
async function nextPost(sandbox: Sandbox, maxMs: number): Promise<void> {
  const signal = AbortSignal.timeout(maxMs);
  try {
    for await (const [request] of on(sandbox.events, 'request', { signal })) {
      if (request.method === 'POST') return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function countPosts(sandbox: Sandbox): number {
  return sandbox.requests.filter(
    ({ method, route }) => method === 'POST' && /\/channels\/\{\w+\}\/(?:messages|threads)$/.test(route),
  ).length;
}

function startBot(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fan-out-bot.ts')], {
    // What it runs is compiled: a life that is killed cannot keep it for the next.
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
