import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { listEntries, openState } from '../support/open-state.ts';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;
const CHANNEL = '112233445566778801';
const GUILD = '812233445566778801';

const posted = (storyId: string, postedAtMs: number, channelId = CHANNEL): PostedEntry => ({
  channelId,
  storyId,
  eventId: `event of ${storyId}`,
  version: 0,
  state: 'posted',
  place: { channelId, messageId: `message of ${storyId}` },
  postedAtMs,
  editedAtMs: null,
  cardHash: 'hash',
  look: { style: 'card', language: 'en', mentionRoleId: null },
  crosspost: 'due',
  thread: 'done',
  reasons: { rank: 1, heat: 90, log2Hotness: 6.5, atMs: 1, postedBy: null },
});

async function setUp() {
  const state = await openState();
  return { state, ledger: new Ledger(state), upkeep: new LedgerUpkeep(state) };
}

/** A channel with thousands of old posts. */
async function setUpThousands() {
  const scene = await setUp();
  await scene.ledger.put(posted('first', 1));
  const { state } = scene;
  const copy = state.database.prepare(
    "insert into posts (channel, story_id, state, version, at_ms) select 1, ?, 'posted', 1, 1",
  );
  state.transaction(() => {
    for (let index = 0; index < 2_500; index++) copy.run(String(index));
  });
  return scene;
}

describe('given messages older than they are followed', () => {
  test('each keeps what its buttons, its event and a take-down need, and nothing is due for it', async () => {
    const { state, ledger, upkeep } = await setUp();
    await ledger.put(posted('old', NOW - 31 * DAY_MS));
    await ledger.put(posted('young', NOW - 29 * DAY_MS));
    await upkeep.run(NOW, 30 * DAY_MS);
    expect(ledger.find(CHANNEL, 'old')).toEqual({
      state: 'aged',
      channelId: CHANNEL,
      storyId: 'old',
      eventId: 'event of old',
      version: 2,
      place: { channelId: CHANNEL, messageId: 'message of old' },
      postedAtMs: NOW - 31 * DAY_MS,
      hasThread: true,
    });
    expect(ledger.findByMessage('message of old')?.storyId).toBe('old');
    expect(ledger.listStanding(CHANNEL, 5).map(({ storyId }) => storyId)).toEqual(['young', 'old']);
    expect(ledger.listDue(CHANNEL).map(({ storyId }) => storyId)).toEqual(['young']);
    const detailed = 'select story_id from posts join post_details on post_id = posts.id';
    expect(state.database.prepare(detailed).all()).toEqual([{ story_id: 'young' }]);
  });

  test.each([
    ['none', false],
    ['due', false],
    ['done', true],
  ] as const)('of one whose thread was %s, it is known whether it has one: %o', async (thread, hasThread) => {
    const { ledger, upkeep } = await setUp();
    await ledger.put({ ...posted('old', NOW - 31 * DAY_MS), thread });
    await upkeep.run(NOW, 30 * DAY_MS);
    expect(ledger.find(CHANNEL, 'old')).toMatchObject({ state: 'aged', hasThread });
  });

  test('thousands of them are all let go of', async () => {
    const { state, upkeep } = await setUpThousands();
    await upkeep.run(NOW, 30 * DAY_MS);
    expect(new Set(listEntries(state, CHANNEL).map((entry) => entry.state))).toEqual(new Set(['aged']));
  });
});

describe('given a channel or a server that is gone', () => {
  test('its posts are remembered for 30 days, and then forgotten; those of others stay', async () => {
    const { state, ledger, upkeep } = await setUp();
    await ledger.put(posted('a', NOW, CHANNEL));
    await ledger.put(posted('b', NOW, '112233445566778802'));
    await ledger.put(posted('c', NOW, '112233445566778803'));
    upkeep.noteGuilds((id) => (id === CHANNEL ? GUILD : undefined));
    upkeep.markGuildGone(GUILD, NOW);
    upkeep.markChannelGone('112233445566778802', NOW);
    await upkeep.run(NOW + 30 * DAY_MS, 365 * DAY_MS);
    expect(ledger.find(CHANNEL, 'a')).toBeDefined();
    await upkeep.run(NOW + 30 * DAY_MS + 1, 365 * DAY_MS);
    expect(ledger.find(CHANNEL, 'a')).toBeUndefined();
    expect(ledger.find('112233445566778802', 'b')).toBeUndefined();
    expect(ledger.find('112233445566778803', 'c')).toBeDefined();
    expect(state.database.prepare('select count(*) as count from channels').get()?.count).toBe(1);
  });

  test('with thousands of posts, all of them are forgotten, and the channel', async () => {
    const { state, upkeep } = await setUpThousands();
    upkeep.markChannelGone(CHANNEL, NOW);
    await upkeep.run(NOW + 31 * DAY_MS, 365_000 * DAY_MS);
    const count = (table: string) =>
      state.database.prepare(`select count(*) as count from ${table}`).get()?.count;
    expect([count('posts'), count('channels')]).toEqual([0, 0]);
  });

  test('that is back in time, nothing is forgotten, and it counts from when it went the first time it is told', async () => {
    const { ledger, upkeep } = await setUp();
    await ledger.put(posted('a', NOW));
    upkeep.noteGuilds(() => GUILD);
    expect(upkeep.listGuildIds()).toEqual([GUILD]);
    upkeep.markGuildGone(GUILD, NOW);
    upkeep.markGuildGone(GUILD, NOW + 20 * DAY_MS);
    expect(upkeep.listGuildIds()).toEqual([]);
    upkeep.markGuildGone(GUILD, null);
    await upkeep.run(NOW + 31 * DAY_MS, 365 * DAY_MS);
    expect(ledger.find(CHANNEL, 'a')).toBeDefined();
    upkeep.markGuildGone(GUILD, NOW);
    upkeep.markGuildGone(GUILD, NOW + 20 * DAY_MS);
    await upkeep.run(NOW + 31 * DAY_MS, 365 * DAY_MS);
    expect(ledger.find(CHANNEL, 'a')).toBeUndefined();
  });
});
