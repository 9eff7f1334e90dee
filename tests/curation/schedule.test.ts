import { describe, expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { isCronExpression, Schedule } from '../../src/curation/schedule.ts';

function ticks(expression: string, timezone: string, from: string, to: string): string[] {
  const schedule = new Schedule(expression, timezone);
  return [...schedule.ticksBetween(Date.parse(from), Date.parse(to))].map((atMs) =>
    new Date(atMs).toISOString().replace(/:00\.000Z$/, 'Z'),
  );
}

test.each([
  ['* * * * *', true],
  ['*/30 * * * *', true],
  ['0 9 * * 1-5', true],
  ['0 9 * * Mon', true],
  ['15 0 9 * * *', true],
  [' 0  9 * * * ', true],
  ['* * * *', false],
  ['* * * * * * *', false],
  ['60 * * * *', false],
  ['0 25 * * *', false],
  ['daily', false],
  ['0 9 31 2 *', false],
  ['@daily', false],
  ['', false],
  ['a b c d e', false],
])('given %j, a cron line: %j', (expression, isCron) => {
  expect(isCronExpression(expression)).toBe(isCron);
});

describe('given a cron line and a span, the ticks are', () => {
  test.each([
    [
      'every 30 minutes',
      '*/30 * * * *',
      'UTC',
      '2021-12-14T09:00:00Z',
      '2021-12-14T10:30:00Z',
      ['2021-12-14T09:30Z', '2021-12-14T10:00Z', '2021-12-14T10:30Z'],
    ],
    [
      'from within a minute',
      '*/30 * * * *',
      'UTC',
      '2021-12-14T08:59:59.999Z',
      '2021-12-14T09:00:00Z',
      ['2021-12-14T09:00Z'],
    ],
    [
      'weekdays only',
      '0 9 * * 1-5',
      'UTC',
      '2021-12-10T10:00:00Z',
      '2021-12-13T10:00:00Z',
      ['2021-12-13T09:00Z'],
    ],
    [
      'six fields, with seconds',
      '*/20 0 9 * * *',
      'UTC',
      '2021-12-14T08:00:00Z',
      '2021-12-14T10:00:00Z',
      ['2021-12-14T09:00Z', '2021-12-14T09:00:20.000Z', '2021-12-14T09:00:40.000Z'],
    ],
    [
      'a zone west of UTC',
      '0 9 * * *',
      'America/New_York',
      '2021-12-14T00:00:00Z',
      '2021-12-15T00:00:00Z',
      ['2021-12-14T14:00Z'],
    ],
    [
      'a zone of half an hour',
      '0 9 * * *',
      'Asia/Kolkata',
      '2021-12-14T00:00:00Z',
      '2021-12-15T00:00:00Z',
      ['2021-12-14T03:30Z'],
    ],
    [
      'a zone of a quarter of an hour',
      '0 9 * * *',
      'Asia/Kathmandu',
      '2021-12-14T00:00:00Z',
      '2021-12-15T00:00:00Z',
      ['2021-12-14T03:15Z'],
    ],
    ['a span that is empty', '* * * * *', 'UTC', '2021-12-14T09:00:00Z', '2021-12-14T09:00:00Z', []],
    ['a span that runs backwards', '* * * * *', 'UTC', '2021-12-14T09:00:00Z', '2021-12-13T09:00:00Z', []],
    [
      'a day that only some months have',
      '0 9 31 * *',
      'UTC',
      '2021-03-31T12:00:00Z',
      '2021-06-01T00:00:00Z',
      ['2021-05-31T09:00Z'],
    ],
    [
      'a day of leap years',
      '0 9 29 2 *',
      'UTC',
      '2024-02-28T00:00:00Z',
      '2024-03-02T00:00:00Z',
      ['2024-02-29T09:00Z'],
    ],
  ])('%s', (_what, expression, timezone, from, to, expected) => {
    expect(ticks(expression, timezone, from, to)).toEqual(expected);
  });

  test.each([
    ['Europe/Berlin', '2021-03-27T12:00:00Z', ['2021-03-28T07:00Z', '2021-03-29T07:00Z']],
    ['Europe/Berlin', '2021-10-30T12:00:00Z', ['2021-10-31T08:00Z', '2021-11-01T08:00Z']],
    ['America/New_York', '2021-03-13T15:00:00Z', ['2021-03-14T13:00Z', '2021-03-15T13:00Z']],
    ['America/New_York', '2021-11-06T15:00:00Z', ['2021-11-07T14:00Z', '2021-11-08T14:00Z']],
    ['Australia/Lord_Howe', '2021-04-03T00:00:00Z', ['2021-04-03T22:30Z', '2021-04-04T22:30Z']],
  ])('daily at 09:00 in %s, across the change of clocks on %s: once a day', (timezone, from, expected) => {
    const to = new Date(Date.parse(from) + 48 * 3_600_000).toISOString();
    expect(ticks('0 9 * * *', timezone, from, to)).toEqual(expected);
  });
});

test('given no cron line, a schedule is refused', () => {
  expect(() => new Schedule('never', 'UTC')).toThrow();
});

describe('given a clock that is moved, run() calls back', () => {
  const start = Date.parse('2021-12-14T09:00:00Z');
  const minutes = (count: number): number => start + count * 60_000;

  function run(expression: string): { clock: ReplayClock; ticked: number[]; stop: () => void } {
    const clock = new ReplayClock(start, 0);
    const ticked: number[] = [];
    const stop = new Schedule(expression, 'UTC').run(clock, (atMs) => ticked.push((atMs - start) / 60_000));
    onTestFinished(stop);
    return { clock, ticked, stop };
  }

  test('at each tick, minute by minute', () => {
    const { clock, ticked } = run('*/5 * * * *');
    for (let minute = 1; minute <= 11; minute++) clock.set(minutes(minute));
    expect(ticked).toEqual([5, 10]);
  });

  test('not at the start itself, though it fits', () => {
    const { clock, ticked } = run('0 9 * * *');
    clock.set(minutes(3));
    expect(ticked).toEqual([]);
  });

  test('once after a leap over several ticks, with the last of them', () => {
    const { clock, ticked } = run('*/5 * * * *');
    clock.set(minutes(23));
    expect(ticked).toEqual([20]);
    clock.set(minutes(25));
    expect(ticked).toEqual([20, 25]);
  });

  test('not after a leap over one that is more than an hour ago', () => {
    const { clock, ticked } = run('5 9 * * *');
    clock.set(minutes(66));
    expect(ticked).toEqual([]);
  });

  test('no more once it is stopped', () => {
    const { clock, ticked, stop } = run('* * * * *');
    clock.set(minutes(1));
    stop();
    clock.set(minutes(5));
    expect(ticked).toEqual([1]);
  });
});
