import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { ReplayClock } from '../../src/clock.ts';
import type { State } from '../../src/state/state.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { addChannels, findFaults, listLinks, writeDueStory } from './fan-out.ts';
import { createRandom, pickSeed } from './random.ts';
import { connect, openPort, startProcess, stateUrlIn, subscribe } from './scene.ts';
import { WatchedLedger } from './watched-ledger.ts';

const CHANNELS = 20;
const STORIES = 4;
/** Instead of 15 s: the faults below lose many answers. */
const TIMEOUT_MS = 250;
/** Time for delivery runs this much faster, so that its patience does not make the test long. */
const SPEED = 15;
/** Of Discord's time a little longer than delivery counts on (NONCE_KNOWN_MS); after it only the look-up helps. */
const NONCE_WINDOW_MS = 150_000;
/** Discord is down for longer than it knows a nonce, from the middle of the fan-out on. */
const OUTAGE_AFTER_MS = 1_500;
const OUTAGE_MS = 12_000;
/** For this long at the outage's beginning messages arrive, and their answers do not. */
const OUTAGE_LOSS_MS = 500;
const BURST_EVERY_MS = 2_500;
const BURST_MS = 300;
/** Another process holds the state's file for so long: of delivery's time, half a minute. */
const LOCK_MS = 2_000;
const LOCK_EVERY_MS = 5_000;
const GATEWAY_DROP_EVERY_MS = 2_000;
const DONE_MAX_MS = 150_000;

/** Orders the faults; half of the posts that come late come after the client has given them up. */
function orderFaults(sandbox: Sandbox, random: () => number): void {
  const startedAtMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedAtMs;
  const outageMs = (): number => elapsedMs() - OUTAGE_AFTER_MS;
  const isPost = ({ method }: { method: string }): boolean => method === 'POST';
  sandbox.fail({
    match: (request) => isPost(request) && outageMs() >= 0 && outageMs() < OUTAGE_LOSS_MS,
    mode: 'dropAfter',
  });
  sandbox.fail({ match: () => outageMs() >= 0 && outageMs() < OUTAGE_MS, mode: { status: 503 } });
  const isBurst = (isGlobal: boolean): boolean =>
    elapsedMs() % BURST_EVERY_MS < BURST_MS &&
    Math.floor(elapsedMs() / BURST_EVERY_MS) % 2 === (isGlobal ? 1 : 0);
  sandbox.fail({ match: () => isBurst(false), mode: { rateLimit: { retryAfterMs: 400 } } });
  sandbox.fail({
    match: () => isBurst(true),
    mode: { rateLimit: { retryAfterMs: 400, global: true, scope: 'global' } },
  });

  const orderShare = (share: number, mode: Parameters<Sandbox['fail']>[0]['mode'], method?: string): void => {
    sandbox.fail({
      match: (request) => (method ?? request.method) === request.method && random() < share,
      mode,
    });
  };
  orderShare(0.2, { status: 503 });
  orderShare(0.1, 'dropAfter', 'POST');
  orderShare(0.03, 'hang');
  orderShare(0.02, 'hangAfter');
  orderShare(0.2, { delayMs: TIMEOUT_MS * 2 }, 'POST');
}

/** Counts the writes that fail. */
function countFailures(failures: { count: number }): (state: State) => WatchedLedger {
  const noteFailure = (error: unknown): never => {
    failures.count++;
    throw error;
  };
  return (state) =>
    new WatchedLedger(state, (write) => {
      try {
        const result = write();
        // The same promise; its failure is counted on the way.
        return result instanceof Promise ? (result.catch(noteFailure) as typeof result) : result;
      } catch (error) {
        return noteFailure(error);
      }
    });
}

const PROOF_TRIES_MAX = 4;

type RoundOptions = {
  readonly seed: number;
  readonly changeRest?: (rest: REST) => void;
  readonly rounds: number;
  /** Ends the round before everything is done. */
  readonly isEnough?: (sandbox: Sandbox, channelIds: readonly string[]) => boolean;
};

/** Delivery under random faults until it has nothing more to do. @returns the sandbox and what was due in it */
async function runRound({ seed, changeRest = () => {}, rounds, isEnough = () => false }: RoundOptions) {
  const random = createRandom(seed);
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const links = Array.from({ length: STORIES }, (_, index) => writeDueStory(contentDir, index, random));
  const { library } = await openLibrary(contentDir);
  // One time for both: a difference of more than five minutes is a limit of the look-up (docs/delivery.md).
  const clock = new ReplayClock(Date.now(), SPEED);
  const sandbox = await openSandbox({
    now: () => clock.now(),
    nonceWindowMs: NONCE_WINDOW_MS,
    rateLimits: false,
  });
  const channelIds = addChannels(sandbox, CHANNELS);
  const client = await connect(sandbox);
  const { port, rest } = openPort(client, sandbox, TIMEOUT_MS);
  changeRest(rest);
  orderFaults(sandbox, random);
  const drops = setInterval(() => sandbox.dropGateway(), GATEWAY_DROP_EVERY_MS);
  onTestFinished(() => clearInterval(drops));

  const stateUrl = stateUrlIn(dir);
  const failedWrites = { count: 0 };
  const createLedger = countFailures(failedWrites);
  const running = await startProcess({ stateUrl, library, port, clock, realClock: clock, createLedger });
  onTestFinished(() => running.die());
  const locker = lockRepeatedly(stateUrl);
  onTestFinished(() => void locker.kill());
  for (let round = 0; round < rounds; round++) {
    await Promise.all(channelIds.map((channelId) => running.delivery.tick(subscribe(channelId))));
  }
  const isQuiet = () =>
    isEnough(sandbox, channelIds) || channelIds.every((channelId) => !running.delivery.isBehind(channelId));
  await expect.poll(isQuiet, { timeout: DONE_MAX_MS, interval: 100 }).toBe(true);
  // What was sent late has arrived by now.
  await wait(TIMEOUT_MS * 3);
  return { sandbox, channelIds, links, failedWrites: failedWrites.count };
}

/** Another process that holds the state’s file for a while, again and again. */
function lockRepeatedly(stateUrl: string) {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(${JSON.stringify(stateUrl.slice('sqlite://'.length))}, { timeout: 3000 });
    const hold = () => {
      try { database.exec('begin immediate'); setTimeout(() => { database.exec('commit'); setTimeout(hold, ${LOCK_EVERY_MS - LOCK_MS}); }, ${LOCK_MS}); }
      catch { setTimeout(hold, 500); }
    };
    hold();`;
  return spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
}

test('503s, lost answers, time-outs, late arrivals, bursts of 429s, an outage, gateway drops and a locked state: all arrives, once', async () => {
  const round = await runRound({ seed: pickSeed('random faults'), rounds: 2 });
  const { sandbox, channelIds, links, failedWrites } = round;
  expect(findFaults(sandbox, channelIds, links)).toEqual([]);
  const count = (of: (status: number) => boolean): number =>
    sandbox.requests.filter(({ status }) => of(status)).length;
  const refused = count((status) => status >= 400 || status === 0);
  const limited = count((status) => status === 429);
  console.info(
    `${refused} of ${sandbox.requests.length} requests failed, ${limited} of them by 429; ${failedWrites} writes failed`,
  );
  expect(refused).toBeGreaterThan(50);
  expect(limited).toBeGreaterThan(0);
  expect(failedWrites).toBeGreaterThan(0);
});

test('the proof can fail: with the nonce left out, the same faults make stories stand there twice', async () => {
  const leaveOutNonce = (rest: REST): void => {
    const post = rest.post.bind(rest);
    rest.post = (route, options) => {
      const body = {
        ...(options?.body as Record<string, unknown> | undefined),
        nonce: undefined,
        enforce_nonce: undefined,
      };
      return post(route, { ...options, body });
    };
  };
  const listDoubled = (sandbox: Sandbox, channelIds: readonly string[]): string[] =>
    channelIds.filter((channelId) => {
      const found = listLinks(sandbox, channelId);
      return new Set(found).size < found.length;
    });
  const isEnough = (sandbox: Sandbox, ids: readonly string[]): boolean =>
    listDoubled(sandbox, ids).length > 0;
  // Which answers are lost hangs on the order of events between processes: now and then no post is hit.
  let doubled: string[] = [];
  for (let seed = 4; doubled.length === 0 && seed < 4 + PROOF_TRIES_MAX; seed++) {
    const { sandbox, channelIds } = await runRound({ seed, rounds: 2, changeRest: leaveOutNonce, isEnough });
    doubled = listDoubled(sandbox, channelIds);
  }
  expect(doubled).not.toEqual([]);
});
