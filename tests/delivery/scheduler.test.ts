import { describe, expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { BREAKING, type FeedSettings } from '../../src/curation/feed.ts';
import { parseQuietHours } from '../../src/curation/quiet-hours.ts';
import { type Subscription, toSubscription } from '../../src/curation/subscription.ts';
import { Scheduler } from '../../src/delivery/scheduler.ts';

const START = Date.parse('2021-12-14T09:00:00Z');
const MINUTE_MS = 60_000;
const { news } = parseConfig({});

function subscription(channelId: string, settings: Partial<FeedSettings> = {}): Subscription {
  const feed: FeedSettings = {
    topics: [],
    excludedTopics: [],
    excludedProviders: [],
    minHeat: 70,
    schedule: '*/5 * * * *',
    timezone: 'UTC',
    perRun: 1,
    perDay: 24,
    quietHours: null,
    mention: null,
    mentionsPerDay: 4,
    style: 'card',
    digest: 'ending',
    quietDays: 'tell',
    opensThread: false,
    ...settings,
  };
  return toSubscription({ ...feed, channelId, ignoredStoryIds: [] }, news);
}

/** A scheduler on a clock that is moved by hand; `ticked` holds `channel@minute` of each tick. */
function run(initial: readonly Subscription[]) {
  const clock = new ReplayClock(START, 0);
  const ticked: string[] = [];
  let subscriptions = initial;
  const scheduler = new Scheduler({
    clock,
    listSubscriptions: () => subscriptions,
    onTick: ({ channelId }) => ticked.push(`${channelId}@${(clock.now() - START) / MINUTE_MS}`),
  });
  scheduler.start();
  onTestFinished(() => scheduler.stop());
  return {
    ticked,
    scheduler,
    set: (minute: number) => clock.set(START + minute * MINUTE_MS),
    change: (next: readonly Subscription[]) => {
      subscriptions = next;
    },
  };
}

describe('given a clock that is moved, a subscription runs', () => {
  test('at each tick, minute by minute', () => {
    const { ticked, set } = run([subscription('a')]);
    for (let minute = 1; minute <= 11; minute++) set(minute);
    expect(ticked).toEqual(['a@5', 'a@10']);
  });

  test('not at the start itself, though it fits', () => {
    const { ticked, set } = run([subscription('a', { schedule: '0 9 * * *' })]);
    set(3);
    expect(ticked).toEqual([]);
  });

  test('once after a leap over several ticks', () => {
    const { ticked, set } = run([subscription('a')]);
    set(23);
    set(25);
    expect(ticked).toEqual(['a@23', 'a@25']);
  });

  test('not after a leap over a tick that is more than an hour ago', () => {
    const { ticked, set } = run([subscription('a', { schedule: '5 9 * * *' })]);
    set(66);
    expect(ticked).toEqual([]);
  });

  test('no more once the scheduler is stopped', () => {
    const { ticked, set, scheduler } = run([subscription('a', { schedule: '* * * * *' })]);
    set(1);
    scheduler.stop();
    set(5);
    expect(ticked).toEqual(['a@1']);
  });
});

describe('given a daily line at 09:00 and a replayed change of the clocks', () => {
  test.each([
    ['Europe/Berlin', '2021-03-27T00:00:00Z', ['03-27T08:00', '03-28T07:00', '03-29T07:00']],
    ['Europe/Berlin', '2021-10-30T00:00:00Z', ['10-30T07:00', '10-31T08:00', '11-01T08:00']],
    ['America/New_York', '2021-03-13T05:00:00Z', ['03-13T14:00', '03-14T13:00', '03-15T13:00']],
    ['America/New_York', '2021-11-06T04:00:00Z', ['11-06T13:00', '11-07T14:00', '11-08T14:00']],
  ])('in %s from %s it runs once a day', (timezone, from, expected) => {
    const start = Date.parse(from);
    const clock = new ReplayClock(start, 0);
    const ticked: string[] = [];
    const daily = subscription('a', { schedule: '0 9 * * *', timezone });
    const scheduler = new Scheduler({
      clock,
      listSubscriptions: () => [daily],
      onTick: () => ticked.push(new Date(clock.now()).toISOString().slice(5, 16)),
    });
    scheduler.start();
    onTestFinished(() => scheduler.stop());
    for (let minute = 1; minute <= 3 * 24 * 60; minute++) clock.set(start + minute * MINUTE_MS);
    expect(ticked).toEqual(expected);
  });
});

describe('given many channels on one line', () => {
  test('they run one after another, a second apart at most, the whole lot within a minute', () => {
    const few = run([subscription('a'), subscription('b'), subscription('c')]);
    few.set(5);
    expect(few.ticked).toEqual(['a@5']);
    few.set(5 + 1 / 60);
    few.set(5 + 2 / 60);
    expect(few.ticked.map((tick) => tick[0])).toEqual(['a', 'b', 'c']);

    const names = Array.from({ length: 2_000 }, (_, number) => `n${number}`);
    const many = run(names.map((name) => subscription(name)));
    many.set(5);
    expect(many.ticked).toHaveLength(1);
    many.set(5.5);
    expect(many.ticked.length).toBeGreaterThan(900);
    expect(many.ticked.length).toBeLessThan(1_100);
    many.set(6);
    expect(many.ticked.map((tick) => tick.split('@')[0])).toEqual(names);
  });

  test('one that was ended, or changed, in the meantime runs as it is by then', () => {
    const { ticked, set, change } = run([subscription('a'), subscription('b'), subscription('c')]);
    set(5);
    change([subscription('a'), subscription('c')]);
    set(5.5);
    expect(ticked.map((tick) => tick[0])).toEqual(['a', 'c']);
  });
});

describe('given a change of the library', () => {
  test('those that post as it breaks run at once, the others wait for their time', () => {
    const { ticked, set, scheduler } = run([subscription('a'), subscription('b', { schedule: BREAKING })]);
    set(0.5);
    scheduler.runFollowing();
    expect(ticked).toEqual(['b@0.5']);
  });

  test('digests that grow run at once too; those that come at the end wait', () => {
    const style = { style: 'digest', schedule: '0 9 * * *' } as const;
    const { ticked, set, scheduler } = run([
      subscription('a', style),
      subscription('b', { ...style, digest: 'growing' }),
    ]);
    set(0.5);
    scheduler.runFollowing();
    expect(ticked).toEqual(['b@0.5']);
  });

  test('in quiet hours they wait for the end, also when nothing changes then', () => {
    const quietHours = parseQuietHours('08:00-09:10');
    const { ticked, set, scheduler } = run([subscription('b', { schedule: BREAKING, quietHours })]);
    set(1);
    scheduler.runFollowing();
    expect(ticked).toEqual([]);
    set(9);
    set(10);
    expect(ticked).toEqual(['b@10']);
  });
});

test('given the start, digest feeds look whether they missed one, but for those in quiet hours', () => {
  const digest = { style: 'digest', schedule: '0 9 * * *' } as const;
  const quietHours = parseQuietHours('00:00-07:00');
  const { ticked, scheduler } = run([
    subscription('cards'),
    subscription('digest', digest),
    subscription('quiet', { ...digest, quietHours }),
  ]);
  scheduler.runDigests();
  expect(ticked).toEqual(['digest@0']);
});
