import pLimit from 'p-limit';
import { type Clock, ReplayClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createSubscription, type Subscription } from '../../src/curation/subscription.ts';
import { ChannelWorker } from '../../src/delivery/channel-worker.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { LookBack } from '../../src/delivery/look-back.ts';
import type { Obstacle } from '../../src/delivery/obstacle.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { type PostRequest, Publisher } from '../../src/delivery/publisher.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { YoungStories } from '../../src/delivery/young-stories.ts';
import type { Library } from '../../src/library/library.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from './collect-log.ts';
import { CHANNEL, START } from './delivery-scene.ts';
import { MemoryChannels } from './memory-channels.ts';
import { openState } from './open-state.ts';
import { makePosted } from './posted-entry.ts';

/** The stories of `STORIES`, from the hottest. */
export const [A, B, C] = [
  hashLink('https://example.com/a'),
  hashLink('https://example.com/b'),
  hashLink('https://example.com/c'),
];
export const refused = (reason = 'Missing Access') =>
  ({ kind: 'unavailable', obstacle: { kind: 'refused', reason } }) as const;

/** Real time that the test sets, and the wakes that are set for it: so long after the start. */
class WakeClock implements Clock {
  readonly #clock = new ReplayClock(START, 0);
  readonly #wakes = new Set<{ readonly atMs: number }>();

  now(): number {
    return this.#clock.now();
  }

  setTimer(atMs: number, callback: () => void): () => void {
    const wake = { atMs };
    this.#wakes.add(wake);
    const cancel = this.#clock.setTimer(atMs, () => {
      this.#wakes.delete(wake);
      callback();
    });
    return () => {
      this.#wakes.delete(wake);
      cancel();
    };
  }

  set(nowMs: number): void {
    this.#clock.set(nowMs);
  }

  get wakesMs(): number[] {
    return [...this.#wakes].map(({ atMs }) => atMs - START);
  }
}

/** The worker of one channel, over the real ledger and a library that stays as it is. */
export async function openWorker(
  library: Library,
  settings: Readonly<Record<string, string>> = {},
  { isAnnouncement = false } = {},
) {
  const clock = new ReplayClock(START, 0);
  const realClock = new WakeClock();
  const channels = new MemoryChannels(clock, isAnnouncement);
  const { logger, lines } = collectLog();
  const state = await openState();
  const ledger = new Ledger(state);
  const pauses = await Pauses.load(state.openStore('pauses'));
  const reports = new RunReports(state.openStore('runs'));
  const fatal: Error[] = [];
  const options = { library, ledger, port: channels, clock, realClock, log: logger, pauses, reports };
  const worker = new ChannelWorker(CHANNEL, {
    ...options,
    youngStories: new YoungStories(library),
    publisher: new Publisher(options),
    lookBack: new LookBack(options),
    takeTurn: pLimit(1),
    onFatal: (error) => fatal.push(error),
  });
  const subscription = createSubscription(parseConfig(settings).news, CHANNEL);
  const REQUEST: PostRequest = {
    eventId: A,
    look: { style: 'card', language: 'en', mentionRoleId: null },
    opensThread: false,
    reasons: { rank: 0, heat: 120, log2Hotness: 0, atMs: START, postedBy: '77' },
  };
  return {
    ...options,
    state,
    channels,
    worker,
    subscription,
    fatal,
    lines,
    texts: () => lines.map(({ msg }) => msg),
    tick: (changed: Partial<Subscription> = {}) => worker.tick({ ...subscription, ...changed }),
    postNow: (storyId = A) => worker.postNow(storyId, { ...REQUEST, eventId: storyId }),
    stateOf: (storyId: string) => ledger.find(CHANNEL, storyId)?.state,
    titles: () => channels.titles(CHANNEL),
    dirty: () => ledger.listDirty(CHANNEL).map(({ storyId }) => storyId),
    wakes: () => realClock.wakesMs,
    /** Posts that stand and show an old card; their stories have changed in this order. */
    async putOutdated(storyIds: readonly string[], changes: Partial<PostedEntry> = {}): Promise<void> {
      for (const [index, storyId] of storyIds.entries()) {
        const place = { channelId: CHANNEL, messageId: String(11 + index) };
        const entry = makePosted({ channelId: CHANNEL, storyId, place, cardHash: 'old', ...changes });
        await ledger.put({ ...entry, postedAtMs: START - index });
        ledger.markDirty([storyId], index + 1);
      }
    },
    /** Posts that were cut off so long ago, the oldest first. */
    async putCutOff(storyIds: readonly string[], ageMs = 60_000): Promise<void> {
      for (const [index, storyId] of storyIds.entries()) {
        const atMs = START - ageMs + index;
        const { look, opensThread, reasons } = REQUEST;
        await ledger.put({
          ...{ channelId: CHANNEL, storyId, eventId: storyId, version: 0, state: 'sending' },
          ...{ nonce: `nonce of ${storyId}`, sendingAtMs: atMs, triedAtMs: atMs, look, opensThread, reasons },
        });
      }
    },
    /** A pause of an earlier process, of which the gateway tells nothing. */
    putPause: (obstacle: Obstacle = refused().obstacle) =>
      pauses.put({ channelId: CHANNEL, obstacle, sinceMs: 1, checkedAtMs: 1, isKnownToGateway: false }),
    /** Requests to edit come to this; the ids of the messages are kept. */
    answerEdits(answer: (messageId: string) => Awaited<ReturnType<MemoryChannels['edit']>>): string[] {
      const asked: string[] = [];
      channels.edit = async ({ messageId }) => {
        asked.push(messageId);
        await Promise.resolve();
        return answer(messageId);
      };
      return asked;
    },
  };
}
