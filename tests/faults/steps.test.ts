import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { ReplayClock } from '../../src/clock.ts';
import type { ChannelPort } from '../../src/delivery/channel-port.ts';
import type { Library } from '../../src/library/library.ts';
import type { State } from '../../src/state/state.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { subscribeToDigests } from './digest-subscription.ts';
import { connect, openPort, startProcess, stateUrlIn, subscribe } from './scene.ts';
import { WatchedLedger } from './watched-ledger.ts';

const NOW = Date.parse('2021-12-14T12:00:00Z');
const HOUR_MS = 3_600_000;
/** More steps than any of these pieces of work has; reaching it means that the work never ends. */
const STEPS_MAX = 40;

/** A process that dies at its n-th step: before or after a write, before a request leaves or after its answer. */
class Death {
  readonly #atStep: number;
  #steps = 0;

  constructor(atStep: number) {
    this.#atStep = atStep;
  }

  get hasCome(): boolean {
    return this.#steps >= this.#atStep;
  }

  /** A step of the process. The dead take none: whatever they try fails, and does nothing. */
  step(): void {
    this.#steps++;
    if (this.hasCome) throw new Error('the process is dead');
  }

  async around<T>(work: () => Promise<T>): Promise<T> {
    this.step();
    const result = await work();
    this.step();
    return result;
  }

  createLedger = (state: State): WatchedLedger =>
    new WatchedLedger(state, (write) => {
      this.step();
      const result = write();
      // A promise's step is after what it waits for.
      if (result instanceof Promise) {
        const stepped = result.then((value) => {
          this.step();
          return value;
        });
        // The same promise, a step later.
        return stepped as typeof result;
      }
      this.step();
      return result;
    });

  wrapPort(port: ChannelPort): ChannelPort {
    return {
      hashCard: (post) => port.hashCard(post),
      findObstacle: (channelId) => port.findObstacle(channelId),
      languageOf: (channelId) => port.languageOf(channelId),
      takesNonce: (channelId) => port.takesNonce(channelId),
      send: (...request) => this.around(() => port.send(...request)),
      edit: (...request) => this.around(() => port.edit(...request)),
      delete: (...request) => this.around(() => port.delete(...request)),
      openThread: (...request) => this.around(() => port.openThread(...request)),
      crosspost: (...request) => this.around(() => port.crosspost(...request)),
      findMessage: (...request) => this.around(() => port.findMessage(...request)),
      listPosts: (...request) => this.around(() => port.listPosts(...request)),
      notifyAdmins: (...request) => port.notifyAdmins(...request),
    };
  }
}

async function openVersion(changes: Record<string, unknown>): Promise<Library> {
  const dir = makeTempDir();
  writeRecord(dir, 'chips.md', makeRecord(changes));
  return (await openLibrary(dir)).library;
}

async function openScene() {
  const sandbox = await openSandbox({ rateLimits: false });
  const client = await connect(sandbox);
  const versions = {
    posted: await openVersion({}),
    edited: await openVersion({ title: 'Four labs agree on a test for chips' }),
    held: await openVersion({ published: false }),
  };
  return { sandbox, client, versions, port: openPort(client, sandbox).port };
}

type Scene = Awaited<ReturnType<typeof openScene>>;
type Kind = 'text' | 'announcement' | 'forum';

function readChannel(sandbox: Sandbox, channelId: string): string[] {
  const threads = sandbox.channels().filter(({ parent_id }) => parent_id === channelId);
  return [channelId, ...threads.map(({ id }) => id)]
    .flatMap((id) => sandbox.messages(id))
    .map(({ embeds: [embed] }) => (embed?.url === undefined ? embed?.description : embed.title) ?? '');
}

/**
 * Does a piece of work in a new channel with a death at each of its steps in turn, lets the next process finish,
 * and gives what the channel then holds, once for each step.
 */
async function dieAtEachStep(
  scene: Scene,
  kind: Kind,
  before: Library | null,
  after: Library,
  subscribeTo = subscribe,
): Promise<string[][]> {
  const { sandbox, client, port } = scene;
  const ends: string[][] = [];
  for (let atStep = 1; atStep <= STEPS_MAX; atStep++) {
    const channelId = sandbox.addChannel({ name: `${kind}-${atStep}-${ends.length}`, type: kind }).id;
    await expect.poll(() => client.channels.cache.has(channelId), { interval: 5 }).toBe(true);
    const stateUrl = stateUrlIn(makeTempDir());
    const clock = new ReplayClock(NOW, 0);
    // Retries must not wake the dead: their time stands still.
    const realClock = new ReplayClock(NOW, 0);
    const live = async (library: Library, death: Death | null): Promise<void> => {
      const wraps =
        death === null ? { port } : { port: death.wrapPort(port), createLedger: death.createLedger };
      const running = await startProcess({ stateUrl, library, clock, realClock, ...wraps });
      await running.delivery.start();
      if (!death?.hasCome) await running.delivery.tick(subscribeTo(channelId));
      await running.die();
    };
    if (before !== null) await live(before, null);
    const death = new Death(atStep);
    await live(after, death);
    // A forum post that was cut off is waited for, and a budget is not the matter here.
    clock.set(NOW + HOUR_MS);
    await live(after, null);
    await live(after, null);
    ends.push(readChannel(sandbox, channelId));
    if (!death.hasCome) return ends;
  }
  throw new Error('the work never ends');
}

describe.each(['text', 'announcement', 'forum'] as const)(
  '%s: the process dies at each step in turn',
  (kind) => {
    test('of a post: the story stands there once', async () => {
      const scene = await openScene();
      const ends = await dieAtEachStep(scene, kind, null, scene.versions.posted);
      expect(ends.length).toBeGreaterThanOrEqual(6);
      expect(new Set(ends.map((end) => end.join('|')))).toEqual(new Set(['Labs agree on a test for chips']));
    });

    test('of an edit: the message says what the record says', async () => {
      const scene = await openScene();
      const ends = await dieAtEachStep(scene, kind, scene.versions.posted, scene.versions.edited);
      expect(ends.length).toBeGreaterThanOrEqual(4);
      expect(new Set(ends.map((end) => end.join('|')))).toEqual(
        new Set(['Four labs agree on a test for chips']),
      );
    });

    const digestAtNoon = (channelId: string) => subscribeToDigests(channelId, '0 12 * * *');
    const line = (title: string) => `• [${title}](https://`;

    test('of a digest: it stands there once', async () => {
      const scene = await openScene();
      const ends = await dieAtEachStep(scene, kind, null, scene.versions.posted, digestAtNoon);
      expect(ends.length).toBeGreaterThanOrEqual(6);
      for (const end of ends)
        expect(end).toEqual([expect.stringContaining(line('Labs agree on a test for chips'))]);
    });

    test('of a digest whose story is corrected, and withdrawn: it says what the records say', async () => {
      const scene = await openScene();
      const { posted, edited, held } = scene.versions;
      const corrected = await dieAtEachStep(scene, kind, posted, edited, digestAtNoon);
      for (const end of corrected)
        expect(end).toEqual([expect.stringContaining(line('Four labs agree on a test for chips'))]);
      const withdrawn = await dieAtEachStep(scene, kind, posted, held, digestAtNoon);
      expect(corrected.length + withdrawn.length).toBeGreaterThanOrEqual(8);
      for (const end of withdrawn) expect(end).toEqual(['What stood here has been taken down.']);
    });

    test('of a take-down: nothing stands there', async () => {
      const scene = await openScene();
      const ends = await dieAtEachStep(scene, kind, scene.versions.posted, scene.versions.held);
      expect(ends.length).toBeGreaterThanOrEqual(4);
      expect(ends.flat()).toEqual([]);
    });
  },
);

test('announcement: the process dies at each step of publishing to followers: each message is published once', async () => {
  const scene = await openScene();
  await dieAtEachStep(scene, 'announcement', null, scene.versions.posted);
  const published = scene.sandbox.requests.filter(
    ({ route, status }) => route.endsWith('/crosspost') && status === 200,
  );
  const channels = scene.sandbox.channels().filter(({ name }) => name.startsWith('announcement-'));
  expect(new Set(published.map(({ path }) => path)).size).toBe(published.length);
  expect(published).toHaveLength(channels.length);
});
