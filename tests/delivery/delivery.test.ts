import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { planPosts } from '../../src/curation/plan.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { NotSentError, type Unavailable } from '../../src/delivery/channel-port.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { storyPostOf } from '../support/memory-channels.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import { writeFiles } from '../support/temp-folder.ts';

const DAY_MS = 86_400_000;

const refused = (reason: string): Unavailable => ({
  kind: 'unavailable',
  obstacle: { kind: 'refused', reason },
});

describe('given ticks, each posts the hottest story that is not there yet', () => {
  test('one a tick, until there is none; each with its message in the ledger', async () => {
    const { tick, titles, ledger, channels } = await setUp(STORIES);
    for (let count = 0; count < 5; count++) await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
    expect(ledger().listStanding(CHANNEL, 100)).toHaveLength(3);
    for (const { id, post } of channels.messages) {
      expect(ledger().findByMessage(id)).toMatchObject({
        state: 'posted',
        channelId: CHANNEL,
        storyId: storyPostOf({ post }).story.id,
        place: { channelId: CHANNEL, messageId: id },
        postedAtMs: START,
      });
    }
  });

  test('several a tick when the policy says so', async () => {
    const { tick, titles } = await setUp(STORIES, { NEWS_PER_RUN: '2' });
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
  });

  test('after a restart, nothing again', async () => {
    const { tick, titles, restart } = await setUp(STORIES, { NEWS_PER_RUN: '2' });
    await tick();
    await restart();
    await tick();
    await restart();
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
  });

  test('no more than the day has room for, by the day of the time zone', async () => {
    const { tick, titles, clock } = await setUp(STORIES, { NEWS_PER_DAY: '1', NEWS_TIMEZONE: 'Asia/Tokyo' });
    await tick();
    clock.set(START + 2 * HOUR_MS + 59 * 60_000);
    await tick();
    expect(titles()).toHaveLength(1);
    clock.set(START + 3 * HOUR_MS);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
  });

  test('of one event only one, also after a restart, and weeks later', async () => {
    const sameEventAs = ['https://example.com/b'];
    const files = { 'a.md': record('a', { heat: 120, sameEventAs }), 'b.md': record('b', { heat: 110 }) };
    const { tick, titles, clock, restart, channels } = await setUp(files, { NEWS_MAX_AGE: '30d' });
    const first = await tick();
    expect(first.refusals.map(({ reason }) => reason)).toEqual(['hotter-story-of-event-picked']);
    expect(storyPostOf(channels.messages[0]).coverage.map(({ title }) => title)).toEqual([SUBJECTS.b]);
    await restart();
    for (const hours of [72, 600]) {
      clock.set(START + hours * HOUR_MS);
      expect((await tick()).refusals.map(({ reason }) => reason).toSorted()).toEqual([
        'already-posted',
        'event-already-posted',
      ]);
    }
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('the same story in two channels, each once, with nonces of their own', async () => {
    const { delivery, channels } = await setUp({ 'a.md': STORIES['a.md'] });
    const subscriptions = ['100000000000000001', '100000000000000002'].map((id) =>
      createSubscription(parseConfig({}).news, id),
    );
    for (const subscription of [...subscriptions, ...subscriptions]) await delivery().tick(subscription);
    expect(channels.messages.map(({ channelId }) => channelId)).toEqual([
      '100000000000000001',
      '100000000000000002',
    ]);
    expect(new Set(channels.messages.map(({ nonce }) => nonce)).size).toBe(2);
  });
});

describe('given a post that is interrupted', () => {
  test('before the message left: the next tick sends it with the same nonce, and goes on with the next story', async () => {
    const { tick, titles, channels, restart, entries, delivery } = await setUp(STORIES);
    channels.obstacle = () => {
      throw new Error('connection lost');
    };
    await tick();
    expect(delivery().isBehind(CHANNEL)).toBe(true);
    const [entry] = entries();
    expect(entry?.state).toBe('sending');
    channels.obstacle = () => null;
    await restart();
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    expect(channels.messages[0]?.nonce).toBe(entry?.state === 'sending' && entry.nonce);
  });

  test('in a forum, which takes no nonce: it waits until the request is surely over, and then picks anew', async () => {
    const { tick, titles, channels, restart, clock } = await setUp({ 'a.md': STORIES['a.md'] });
    channels.isForum = true;
    channels.obstacle = () => {
      throw new Error('connection lost');
    };
    await tick();
    channels.obstacle = () => null;
    await restart();
    clock.set(START + 29_999);
    await tick();
    expect(titles()).toEqual([]);
    clock.set(START + 30_000);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('but surely was not sent: it is as if it had never been begun', async () => {
    const { tick, channels, entries } = await setUp(STORIES);
    channels.obstacle = () => {
      throw new NotSentError('rate limit');
    };
    await tick();
    expect(entries()).toEqual([]);
  });

  test('and has surely been forgotten by Discord: it is only looked for, and then picked anew', async () => {
    const { tick, titles, channels, restart, clock, entries } = await setUp({ 'a.md': STORIES['a.md'] });
    channels.obstacle = () => {
      throw new Error('connection lost');
    };
    await tick();
    const [entry] = entries();
    channels.obstacle = () => null;
    await restart();
    clock.set(START + HOUR_MS);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(channels.messages[0]?.nonce).not.toBe(entry?.state === 'sending' && entry.nonce);
  });

  test('after the message left: the next tick finds it, notes it, and goes on with the next story', async () => {
    const { tick, titles, channels, restart, ledger, clock } = await setUp(STORIES);
    channels.afterSend = () => {
      throw new Error('killed');
    };
    await tick();
    channels.afterSend = () => {};
    await restart();
    clock.set(START + HOUR_MS);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    expect(
      ledger()
        .listStanding(CHANNEL, 10)
        .map(({ place, postedAtMs }) => [place.messageId, postedAtMs]),
    ).toEqual([
      ['message-2', START + HOUR_MS],
      ['message-1', START],
    ]);
  });

  test('again and again, before and after: every story is there exactly once', async () => {
    const { tick, titles, channels, restart } = await setUp(STORIES, { NEWS_PER_RUN: '3' });
    let count = 0;
    const fail = (): null => {
      if (++count % 3 !== 0) throw new Error('interrupted');
      return null;
    };
    channels.obstacle = fail;
    channels.afterSend = fail;
    for (let run = 0; run < 20; run++) {
      await tick();
      await restart();
    }
    expect(titles().toSorted()).toEqual(Object.values(SUBJECTS).toSorted());
  });
});

describe('given a channel that takes no posts', () => {
  const unavailable = {
    kind: 'unavailable',
    obstacle: { kind: 'missing-permissions', permissions: ['EmbedLinks'] },
  } satisfies Unavailable;
  const warnings = (log: readonly { level: number; msg: string }[]) =>
    log.filter(({ level }) => level === 40).map(({ msg }) => msg);

  test('it is said once, whatever the number of ticks; nothing is remembered as posted', async () => {
    const { tick, channels, log, entries } = await setUp(STORIES, { NEWS_PER_RUN: '3' });
    channels.obstacle = () => unavailable;
    for (let count = 0; count < 4; count++) await tick();
    expect(warnings(log)).toEqual([
      'paused, nothing can be posted in this channel: missing permission: Embed Links',
    ]);
    expect(entries()).toEqual([]);
  });

  test('another reason is said too; after a post, the same one again', async () => {
    const { tick, channels, log, titles, clock } = await setUp(STORIES);
    channels.obstacle = () => unavailable;
    await tick();
    clock.set(START + HOUR_MS);
    channels.obstacle = () => refused('the channel does not exist');
    await tick();
    clock.set(START + 2 * HOUR_MS);
    channels.obstacle = () => null;
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    channels.obstacle = () => unavailable;
    await tick();
    expect(channels.notices).toHaveLength(3);
    expect(warnings(log).map((message) => message.split(': ')[1])).toEqual([
      'missing permission',
      'the channel does not exist',
      'missing permission',
    ]);
  });
});

describe('given a channel that takes no posts, and Discord alone knows why', () => {
  test('it is asked again after an hour, and at the start; the admins are told once', async () => {
    const { tick, channels, clock, restart, titles } = await setUp(STORIES);
    let asked = 0;
    channels.obstacle = () => {
      asked++;
      return refused('Missing Access');
    };
    await tick();
    clock.set(START + HOUR_MS - 1);
    await tick();
    expect(asked).toBe(1);
    await restart();
    await tick();
    expect(asked).toBe(2);
    clock.set(START + 3 * HOUR_MS);
    await tick();
    expect(asked).toBe(3);
    expect(channels.notices).toEqual([{ kind: 'refused', reason: 'Missing Access' }]);
    channels.obstacle = () => null;
    clock.set(START + 5 * HOUR_MS);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('what the gateway tells is over when the gateway tells so', async () => {
    const { tick, channels, titles, log } = await setUp(STORIES);
    channels.knownObstacle = { kind: 'missing-permissions', permissions: ['EmbedLinks'] };
    await tick();
    channels.knownObstacle = null;
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(log.map(({ msg }) => msg)).toContain('resumed: the channel takes posts again');
  });
});

describe('given a story that changes after it was posted', () => {
  const one = { 'a.md': STORIES['a.md'] };
  const watching = { isWatching: true };

  /** Posts the story, changes its file, and waits until delivery is through with that. */
  async function change(text: string | null) {
    const scene = await setUp(one, {}, watching);
    await scene.delivery().start();
    await scene.tick();
    const changed = scene.nextChange();
    if (text === null) rmSync(join(scene.folder, 'a.md'));
    else writeFiles(scene.folder, { 'a.md': text });
    await changed;
    await scene.tick();
    return scene;
  }

  test('its message is edited, once', async () => {
    const { channels, titles, tick } = await change(record('a', { heat: 120, title: 'Robots iron shirts' }));
    await tick();
    expect(titles()).toEqual(['Robots iron shirts']);
    expect(channels.messages).toMatchObject([{ edits: 1 }]);
  });

  test.each([
    ['held back', record('a', { heat: 120, published: false })],
    ['withdrawn', record('a', { heat: -1 })],
    ['deleted', null],
  ])('%s, its message is taken down; published again it is posted with another nonce', async (_, text) => {
    const { channels, titles, tick, folder, nextChange, entries } = await change(text);
    expect(titles()).toEqual([]);
    expect(entries().map(({ state }) => state)).toEqual(['withdrawn']);
    const changed = nextChange();
    writeFiles(folder, one);
    await changed;
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(new Set(channels.messages.map(({ nonce }) => nonce)).size).toBe(channels.messages.length);
  });

  test('and whose message an admin deleted: it is not posted again', async () => {
    const scene = await setUp(one, {}, watching);
    await scene.delivery().start();
    await scene.tick();
    for (const message of scene.channels.messages) message.isDeleted = true;
    const changed = scene.nextChange();
    writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
    await changed;
    await scene.tick();
    expect(scene.titles()).toEqual([]);
    expect(scene.entries()).toMatchObject([{ state: 'removed' }]);
  });

  test('while the bot was down: the next start edits it', async () => {
    const scene = await setUp(one, {}, watching);
    await scene.tick();
    const changed = scene.nextChange();
    writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
    await changed;
    await scene.restart();
    await scene.delivery().start();
    expect(scene.titles()).toEqual(['Robots iron shirts']);
  });

  test('into a file that is broken, its message stays', async () => {
    const { titles, channels } = await (async () => {
      const scene = await setUp(one, {}, watching);
      await scene.delivery().start();
      await scene.tick();
      writeFiles(scene.folder, { 'a.md': '---\ntitle: "no end\n---\n', 'b.md': STORIES['b.md'] });
      await scene.nextChange();
      await scene.restart();
      await scene.delivery().start();
      return scene;
    })();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(channels.messages).toMatchObject([{ edits: 0, isDeleted: false }]);
  });
});

test('given another story of a posted event, the card grows instead of a second post', async () => {
  const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
  await scene.delivery().start();
  await scene.tick();
  const changed = scene.nextChange();
  writeFiles(scene.folder, { 'b.md': record('b', { heat: 200, sameEventAs: ['https://example.com/a'] }) });
  await changed;
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
  expect(storyPostOf(scene.channels.messages[0]).coverage.map(({ title }) => title)).toEqual([SUBJECTS.b]);
});

test('given an empty content folder at the start, nothing is taken down', async () => {
  const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
  await scene.tick();
  const changed = scene.nextChange();
  rmSync(join(scene.folder, 'a.md'));
  await changed;
  await scene.restart();
  await scene.delivery().start();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
});

describe('given an announcement channel', () => {
  test('each post is published to its followers once, also after a restart', async () => {
    const { tick, channels, restart } = await setUp(STORIES, {}, { isAnnouncement: true });
    await tick();
    await restart();
    await tick();
    expect(channels.messages.map(({ crossposts }) => crossposts)).toEqual([1, 1]);
  });

  test('Discord’s hourly limit holds back no post, and what it held back follows', async () => {
    const { tick, channels, titles, realClock } = await setUp(STORIES, {}, { isAnnouncement: true });
    channels.crosspostFailure = new Error('rate limit');
    await tick();
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    channels.crosspostFailure = null;
    realClock.set(START + HOUR_MS);
    await tick();
    expect(channels.messages.map(({ crossposts }) => crossposts)).toEqual([1, 1, 1]);
  });
});

test('given a run that fails half-way, it goes on with what is left of its budget', async () => {
  const { tick, titles, channels, realClock } = await setUp(STORIES, { NEWS_PER_RUN: '2' });
  let sends = 0;
  channels.obstacle = () => {
    if (++sends === 2) throw new Error('connection lost');
    return null;
  };
  await tick();
  expect(titles()).toEqual([SUBJECTS.a]);
  realClock.set(START + 1_999);
  expect(sends).toBe(2);
  realClock.set(START + 2_000);
  await expect.poll(titles).toEqual([SUBJECTS.a, SUBJECTS.b]);
});

test('given a story that Discord will never take, it is told, not tried again, and the others are posted', async () => {
  const { tick, titles, channels, log, restart } = await setUp(STORIES, { NEWS_PER_RUN: '2' });
  let tries = 0;
  channels.obstacle = ({ story }) => {
    if (story.title !== SUBJECTS.a) return null;
    tries++;
    return { kind: 'invalid', reason: 'Invalid Form Body (HTTP 400, code 50035)' };
  };
  await tick();
  await restart();
  const { refusals } = await tick();
  expect(titles()).toEqual([SUBJECTS.b, SUBJECTS.c]);
  expect(tries).toBe(1);
  expect(refusals.map(({ reason }) => reason)).toContain('refused-by-discord');
  expect(log.find(({ level }) => level === 50)?.msg).toBe(
    `not posted, and not tried again here: ${SUBJECTS.a}: Invalid Form Body (HTTP 400, code 50035)`,
  );
});

test('given the word to stop during a post, it is finished and no other begins', async () => {
  const { tick, titles, channels, delivery, entries } = await setUp(STORIES, { NEWS_PER_RUN: '3' });
  channels.afterSend = () => void delivery().stop();
  await tick();
  expect(titles()).toEqual([SUBJECTS.a]);
  expect(entries()).toMatchObject([{ state: 'posted' }]);
});

describe('given a span of time, the plan is what is posted at the ticks of that span', () => {
  async function compare(
    files: Readonly<Record<string, string>> | string,
    span: { from: string; to: string },
    settings: Readonly<Record<string, string>>,
  ): Promise<number> {
    const { library, subscription, channels, clock, tick } = await setUp(files, settings);
    const [fromMs, toMs] = [Date.parse(span.from), Date.parse(span.to)];
    const candidates = library.listPublished(fromMs - subscription.policy.maxAgeMs, toMs);
    const { taxonomy, medianHeat } = library;
    const { posts } = planPosts(subscription, candidates, { fromMs, toMs, taxonomy, medianHeat });
    for (const atMs of subscription.schedule.ticksBetween(fromMs, toMs)) {
      clock.set(atMs);
      await tick();
    }
    expect(posts.map(({ atMs, story }) => [atMs, story.id])).toEqual(
      channels.messages.map((message) => [message.atMs, storyPostOf(message).story.id]),
    );
    return posts.length;
  }

  test('of a few made stories, with every limit at work', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => {
        const name = `story-${index}`;
        const publishedDateTime = new Date(START + ((index * 7) % 96) * HOUR_MS).toISOString();
        const sameEventAs = index % 5 === 0 ? [`https://example.com/story-${index + 1}`] : [];
        const fields = {
          heat: 40 + ((index * 37) % 120),
          publishedDateTime,
          sameEventAs,
          provider: { name: `outlet ${index % 3}` },
          topics: [index % 4 === 0 ? 'Other' : 'AI'],
        };
        return [`${name}.md`, record(name, fields)];
      }),
    );
    const settings = {
      NEWS_SCHEDULE: '0 */4 * * *',
      NEWS_PER_RUN: '3',
      NEWS_PER_DAY: '5',
      NEWS_TOPICS: 'AI',
      NEWS_TIMEZONE: 'Asia/Tokyo',
    };
    const count = await compare(
      files,
      { from: '2021-12-14T12:00:00Z', to: '2021-12-21T12:00:00Z' },
      settings,
    );
    expect(count).toBeGreaterThan(5);
  });

  const compareDecember = (folder: string): Promise<number> =>
    compare(
      folder,
      { from: '2021-12-05T00:00:00Z', to: '2021-12-25T00:00:00Z' },
      { NEWS_SCHEDULE: '0 */3 * * *', NEWS_PER_RUN: '2', NEWS_MIN_HEAT: '60' },
    );

  test('of the content that ships', async () => {
    expect(await compareDecember(join(import.meta.dirname, '../../demo'))).toBeGreaterThan(10);
  });

  testOnSharedData('of the real records', async () => {
    expect(await compareDecember(join(SHARED_DATA, 'ai-news'))).toBeGreaterThan(10);
  });
});

test('given a run, what it posted and refused is known after a restart', async () => {
  const { tick, delivery, restart } = await setUp({
    ...STORIES,
    'cold.md': record('cold', { heat: 10 }),
  });
  const run = await tick();
  const report = {
    atMs: START,
    picks: run.picks.map(({ story, rank, log2Hotness }) => ({ storyId: story.id, rank, log2Hotness })),
    refusals: { 'run-limit': 2, 'too-cold': 1 },
  };
  expect(report.picks).toHaveLength(1);
  expect(await delivery().lastReport(CHANNEL)).toEqual(report);
  await restart();
  expect(delivery().lastRun(CHANNEL)).toBeNull();
  expect(await delivery().lastReport(CHANNEL)).toEqual(report);
  expect(await delivery().lastReport('elsewhere')).toBeNull();
});

test('given a state of the version before ledgers were tables, what was posted is not posted again', async () => {
  const { tick, titles, state, restart } = await setUp(STORIES);
  await tick();
  // What stands is known to the old ledger alone.
  const [old] = state()
    .database.prepare('select story_id, cast(message_id as text) as message_id from posts')
    .all();
  const entry = {
    state: 'posted',
    channelId: CHANNEL,
    storyId: old?.story_id,
    place: { channelId: CHANNEL, messageId: old?.message_id },
    postedAtMs: START,
    editedAtMs: null,
    cardHash: 'of then',
    crosspost: 'none',
    reasons: { rank: 1, heat: 120, log2Hotness: 6, atMs: START },
  };
  state().database.exec(`
    drop table digest_stories; drop table digests; drop table post_details; drop table posts; drop table channels; drop table cursors; drop table event_stories;
    pragma user_version = 0;
    insert into keyv (key, namespace, value) values ('${CHANNEL}:${old?.story_id}', 'ledger', '${JSON.stringify({ value: entry })}')`);
  await restart();
  for (let count = 0; count < 4; count++) await tick();
  expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
});

describe('given a state that was restored from a backup', () => {
  test.each([['text'], ['forum']])(
    'what stands in a %s channel since then is not posted again',
    async (kind) => {
      const { tick, titles, channels, state, restart, clock, entries } = await setUp(STORIES);
      channels.isForum = kind === 'forum';
      await tick();
      clock.set(START + HOUR_MS);
      await tick();
      // The backup was made between the two posts.
      state().database.exec(`
      delete from posts where at_ms > ${START};
      insert into cursors values ('restored-from', '${START + HOUR_MS / 2}')`);
      await restart();
      for (let count = 0; count < 4; count++) await tick();
      expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
      expect(entries().map(({ state: its }) => its)).toEqual(['posted', 'posted', 'posted']);
    },
  );

  test('as long as Discord does not answer, nothing is posted; then the channel is looked at once', async () => {
    const { tick, titles, channels, state, restart, realClock } = await setUp(STORIES);
    state().database.exec("insert into cursors values ('restored-from', '0')");
    await restart();
    const list = channels.listPosts.bind(channels);
    let looks = 0;
    channels.listPosts = () => Promise.reject(new Error('fetch failed'));
    await tick();
    expect(titles()).toEqual([]);
    channels.listPosts = (...request) => {
      looks++;
      return list(...request);
    };
    realClock.set(START + HOUR_MS);
    await tick();
    await tick();
    expect(titles()).toHaveLength(2);
    expect(looks).toBe(1);
  });
});

describe('given a message that is older than it is followed', () => {
  async function ageAll() {
    const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
    await scene.delivery().start();
    await scene.tick();
    await new LedgerUpkeep(scene.state()).run(START + 31 * DAY_MS, 30 * DAY_MS);
    expect(scene.entries()).toMatchObject([{ state: 'aged' }]);
    const change = async (text: string) => {
      const changed = scene.nextChange();
      writeFiles(scene.folder, { 'a.md': text });
      await changed;
      await scene.tick();
    };
    return { ...scene, change };
  }

  test('a corrected record does not edit it any more, and its story is not posted again', async () => {
    const { change, channels, titles } = await ageAll();
    await change(record('a', { heat: 120, title: 'Robots fold laundry at last' }));
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(channels.messages).toMatchObject([{ edits: 0 }]);
  });

  test.each([
    ['held back', record('a', { heat: 120, published: false })],
    ['withdrawn', record('a', { heat: -1 })],
  ])('a record that is %s takes it down', async (_what, text) => {
    const { change, titles, entries } = await ageAll();
    await change(text);
    expect(titles()).toEqual([]);
    expect(entries().map(({ state }) => state)).toEqual(['withdrawn']);
  });

  test('that somebody has deleted meanwhile, nothing is posted in its place', async () => {
    const { change, channels, entries } = await ageAll();
    for (const message of channels.messages) message.isDeleted = true;
    await change(record('a', { heat: 120, published: false }));
    expect(entries()).toMatchObject([{ state: 'removed' }]);
    await change(record('a', { heat: 120 }));
    expect(channels.messages).toHaveLength(1);
  });
});
