import { describe, expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { NotSentError } from '../../src/delivery/channel-port.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { type PostRequest, Publisher } from '../../src/delivery/publisher.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from '../support/collect-log.ts';
import { CHANNEL, record, START } from '../support/delivery-scene.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openState } from '../support/open-state.ts';
import { shareLibrary } from '../support/story-library.ts';

const library = shareLibrary({ 'a.md': record('a') });
/** A story that is published, and one that is not. */
const [A, B] = [hashLink('https://example.com/a'), hashLink('https://example.com/b')];

const REQUEST: PostRequest = {
  eventId: 'the event',
  look: { style: 'compact', language: 'de', mentionRoleId: '55' },
  opensThread: false,
  reasons: { rank: 2, heat: 90, log2Hotness: 6.5, atMs: START, postedBy: '77' },
};
const KEY = { channelId: CHANNEL, storyId: A, eventId: 'the event' };
const unavailable = { kind: 'unavailable', obstacle: { kind: 'refused', reason: 'Missing Access' } } as const;

async function open({ isAnnouncement = false } = {}) {
  const clock = new ReplayClock(START, 0);
  const port = new MemoryChannels(clock, isAnnouncement);
  const { logger, lines } = collectLog();
  const ledger = new Ledger(await openState());
  const publisher = new Publisher({ library: library(), ledger, port, clock, log: logger });
  const find = (storyId = A) => ledger.find(CHANNEL, storyId);
  const post = (request: PostRequest = REQUEST, storyId = A) => publisher.post(CHANNEL, storyId, request);
  /** What is answered to the next request to send; `during` happens before that. */
  const answer = (outcome: Awaited<ReturnType<MemoryChannels['send']>> | Error, during = () => {}): void => {
    port.send = () => {
      during();
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    };
  };
  return { clock, port, lines, ledger, publisher, find, post, answer };
}

describe('given a story to be posted', () => {
  test.each([
    ['a channel', false, false, { crosspost: 'none', thread: 'none' }],
    ['an announcement channel', true, false, { crosspost: 'due', thread: 'none' }],
    ['a channel whose feed opens threads', false, true, { crosspost: 'none', thread: 'due' }],
  ])(
    'in %s, it is on record before the request leaves, and what stands is after it',
    async (_, isAnnouncement, opensThread, due) => {
      const { port, post, find, clock } = await open({ isAnnouncement });
      const seen: unknown[] = [];
      port.beforeSend = () => {
        seen.push(find());
        clock.set(START + 500);
        return Promise.resolve();
      };
      const place = { channelId: CHANNEL, messageId: 'message-1' };
      expect(await post({ ...REQUEST, opensThread })).toEqual({
        kind: 'sent',
        place,
        canCrosspost: isAnnouncement,
      });
      const { look, reasons } = REQUEST;
      const nonce = expect.stringMatching(/^[\w-]{24}$/);
      const times = { sendingAtMs: START, triedAtMs: START };
      expect(seen).toEqual([
        { ...KEY, version: 1, state: 'sending', nonce, ...times, look, opensThread, reasons },
      ]);
      const [message] = port.messages;
      const cardHash = port.hashCard(message?.post ?? expect.unreachable());
      expect(find()).toEqual({
        ...KEY,
        version: 2,
        state: 'posted',
        place,
        postedAtMs: START,
        editedAtMs: null,
        cardHash,
        look,
        ...due,
        reasons,
      });
    },
  );

  test('that is not published any more, nothing is sent, and nothing is left on record', async () => {
    const { post, find, port } = await open();
    expect(await post(REQUEST, B)).toEqual({
      kind: 'invalid',
      reason: 'its story is not published any more',
    });
    expect([find(B), port.messages]).toEqual([undefined, []]);
  });

  test('and a channel that takes nothing, nothing is left on record', async () => {
    const { post, find, answer } = await open();
    answer(unavailable);
    expect(await post()).toEqual(unavailable);
    expect(find()).toBeUndefined();
  });

  test('and a card that Discord refuses, it is on record why', async () => {
    const { post, find, answer, clock, port } = await open();
    const refusal = { kind: 'invalid', reason: 'Invalid Form Body' } as const;
    answer(refusal, () => clock.set(START + 700));
    expect(await post()).toEqual(refusal);
    const story = library().getStory(A)?.story ?? expect.unreachable();
    const cardHash = port.hashCard({ story, coverage: [], look: REQUEST.look });
    expect(find()).toEqual({
      ...KEY,
      version: 2,
      state: 'refused',
      refusedAtMs: START + 700,
      reason: 'Invalid Form Body',
      cardHash,
      look: REQUEST.look,
    });
  });

  test('whose message Discord knows and has deleted, it counts as removed', async () => {
    const { post, find, answer, lines } = await open();
    answer({ kind: 'gone' });
    expect(await post()).toEqual({ kind: 'invalid', reason: 'its message was deleted in Discord' });
    expect(find()).toEqual({ ...KEY, version: 2, state: 'removed', postedAtMs: START });
    expect(lines).toMatchObject([{ level: 30, channelId: CHANNEL, story: A }]);
  });

  test('and a request that surely did not leave, it is as if it had never been begun', async () => {
    const { post, find, answer } = await open();
    const error = new NotSentError('rate limit');
    answer(error);
    await expect(post()).rejects.toBe(error);
    expect(find()).toBeUndefined();
  });

  test('and a request that was lost, it stays open since it was lost', async () => {
    const { post, find, answer, clock } = await open();
    const error = new Error('socket hang up');
    answer(error, () => clock.set(START + 9_000));
    await expect(post()).rejects.toBe(error);
    expect(find()).toMatchObject({ state: 'sending', sendingAtMs: START, triedAtMs: START + 9_000 });
  });

  test('that was removed before, it is posted over that', async () => {
    const { post, find, ledger } = await open();
    await ledger.put({ ...KEY, version: 0, state: 'removed', postedAtMs: 1 });
    await post();
    expect(find()).toMatchObject({ state: 'posted', version: 3 });
  });
});

describe('given a post that was cut off', () => {
  /** A post of `ageMs` ago, whose request was last tried `triedAgoMs` ago. */
  async function openCutOff({ ageMs = 60_000, triedAgoMs = 50_000, storyId = A } = {}) {
    const scene = await open();
    const { look, opensThread, reasons } = REQUEST;
    const entry = await scene.ledger.put({
      ...KEY,
      storyId,
      version: 0,
      state: 'sending',
      nonce: 'the nonce',
      sendingAtMs: START - ageMs,
      triedAtMs: START - triedAgoMs,
      look,
      opensThread,
      reasons,
    });
    const asked: unknown[] = [];
    /** What the look for it comes to; `during` happens before that. */
    const found = (outcome: Awaited<ReturnType<MemoryChannels['findMessage']>>, during = () => {}): void => {
      scene.port.findMessage = (...request) => {
        asked.push([...request, scene.find(storyId)]);
        during();
        return Promise.resolve(outcome);
      };
    };
    found({ kind: 'gone' });
    const dirty = () => scene.ledger.listDirty(CHANNEL).map((story) => story.storyId);
    const settle = () => scene.publisher.settle(entry);
    return { ...scene, entry, found, asked, settle, dirty };
  }
  const place = { channelId: CHANNEL, messageId: '12' };
  const sent = { kind: 'sent', place, canCrosspost: true } as const;

  test('a moment ago and is not in the channel: it is sent again by its nonce, and its card looked at again', async () => {
    const { settle, asked, port, find, dirty, entry, lines } = await openCutOff({ ageMs: 119_999 });
    expect(await settle()).toEqual({ kind: 'done' });
    // That it is tried again is on record before it is looked for; Discord's clock may be five minutes behind.
    const tried = { ...entry, version: 2, triedAtMs: START };
    expect(asked).toEqual([[CHANNEL, A, START - 119_999 - 300_000, tried]]);
    expect(port.messages).toMatchObject([{ nonce: 'the nonce', post: { story: { id: A } } }]);
    expect(find()).toMatchObject({ state: 'posted', postedAtMs: START - 119_999, cardHash: 'unknown' });
    expect(dirty()).toEqual([A]);
    expect(lines).toMatchObject([
      { level: 30, channelId: CHANNEL, story: A, msg: 'an interrupted post was sent again' },
    ]);
  });

  test.each([
    ['a moment ago', {}],
    ['two minutes ago', { ageMs: 120_000 }],
    ['of a story that is not published', { storyId: B }],
  ])('%s and is found: it counts as posted, and its card is looked at again', async (_, cutOff) => {
    const { settle, found, port, find, dirty, entry, lines } = await openCutOff(cutOff);
    found(sent);
    expect(await settle()).toEqual({ kind: 'done' });
    expect(port.messages).toEqual([]);
    expect(find(entry.storyId)).toMatchObject({
      state: 'posted',
      place,
      postedAtMs: entry.sendingAtMs,
      cardHash: 'unknown',
      crosspost: 'due',
    });
    expect(dirty()).toEqual([entry.storyId]);
    const msg = 'an interrupted post was found in the channel';
    expect(lines).toMatchObject([{ level: 30, channelId: CHANNEL, story: entry.storyId, msg }]);
  });

  test.each([
    ['two minutes ago', { ageMs: 120_000, triedAgoMs: 30_000 }],
    ['a moment ago, of a story that is not published', { triedAgoMs: 30_000, storyId: B }],
  ])('%s and is not in the channel: it is as if it had never been begun', async (_, cutOff) => {
    const { settle, port, find, entry, asked, lines } = await openCutOff(cutOff);
    expect(await settle()).toEqual({ kind: 'done' });
    expect([port.messages, find(entry.storyId)]).toEqual([[], undefined]);
    // It is not on record as tried: it was only looked for.
    expect(asked).toMatchObject([[CHANNEL, entry.storyId, entry.sendingAtMs - 300_000, entry]]);
    expect(lines).toMatchObject([{ level: 30, channelId: CHANNEL, story: entry.storyId }]);
  });

  test('and whose last request may still be under way, nothing is done to it', async () => {
    const { settle, port, find, entry } = await openCutOff({ ageMs: 120_000, triedAgoMs: 29_999 });
    await expect(settle()).rejects.toThrow('may still arrive');
    expect([port.messages, find()]).toEqual([[], entry]);
  });

  test('and for which the look took longer than its nonce is known, it is not sent after it', async () => {
    const { settle, port, find, found, clock } = await openCutOff();
    found({ kind: 'gone' }, () => clock.set(START + 60_000));
    await expect(settle()).rejects.toThrow('took too long');
    expect([port.messages, find()?.state]).toEqual([[], 'sending']);
  });

  test('in a channel that may not be read: it is sent by its nonce while that is known, and not after', async () => {
    const young = await openCutOff({ ageMs: 119_999 });
    young.found(unavailable);
    expect(await young.settle()).toEqual({ kind: 'done' });
    expect(young.port.messages).toHaveLength(1);
    const old = await openCutOff({ ageMs: 120_000 });
    old.found(unavailable);
    expect(await old.settle()).toEqual(unavailable);
    expect([old.port.messages, old.find()]).toEqual([[], old.entry]);
  });

  test('in a channel that takes nothing any more, it stays open', async () => {
    const { settle, find, answer, lines } = await openCutOff();
    answer(unavailable);
    expect(await settle()).toEqual(unavailable);
    expect([find()?.state, lines]).toEqual(['sending', []]);
  });

  test('and whose card Discord refuses now, it is settled', async () => {
    const { settle, find, answer } = await openCutOff();
    answer({ kind: 'invalid', reason: 'Invalid Form Body' });
    expect(await settle()).toEqual({ kind: 'done' });
    expect(find()?.state).toBe('refused');
  });

  test('and whose repetition surely did not leave: an earlier request may have, so it stays open as it was', async () => {
    const { settle, find, answer, clock } = await openCutOff();
    answer(new NotSentError('rate limit'), () => clock.set(START + 5_000));
    await expect(settle()).rejects.toThrow('rate limit');
    expect(find()).toMatchObject({ state: 'sending', triedAtMs: START });
  });
});
