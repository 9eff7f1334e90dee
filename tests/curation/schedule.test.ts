import { createTask } from 'node-cron';
import { describe, expect, test } from 'vitest';
import { parseQuietHours } from '../../src/curation/quiet-hours.ts';
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
  [' 15  0 9 * * * ', true],
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
      'six fields, with seconds, and spaces around and between',
      ' */20  0 9 * * * ',
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

describe('given a change of the clocks', () => {
  test.each([
    [
      'left out',
      'Europe/Berlin',
      '30 2 * * *',
      '2021-03-27T12:00:00Z',
      ['2021-03-28T01:00Z', '2021-03-29T00:30Z'],
    ],
    [
      'comes twice',
      'Europe/Berlin',
      '30 2 * * *',
      '2021-10-30T12:00:00Z',
      ['2021-10-31T00:30Z', '2021-11-01T01:30Z'],
    ],
    [
      'left out',
      'America/New_York',
      '0 2 * * *',
      '2021-03-13T12:00:00Z',
      ['2021-03-14T07:00Z', '2021-03-15T06:00Z'],
    ],
    [
      'comes twice',
      'America/New_York',
      '0 1 * * *',
      '2021-11-06T12:00:00Z',
      ['2021-11-07T05:00Z', '2021-11-08T06:00Z'],
    ],
    [
      'left out',
      'Europe/Kaliningrad',
      '30 2 * * *',
      '2010-03-27T12:00:00Z',
      ['2010-03-28T00:00Z', '2010-03-28T23:30Z'],
    ],
    [
      'comes twice',
      'Europe/Kaliningrad',
      '30 2 * * *',
      '2010-10-30T12:00:00Z',
      ['2010-10-30T23:30Z', '2010-11-01T00:30Z'],
    ],
    [
      'about to be left out',
      'Europe/Berlin',
      '59 1 * * *',
      '2021-03-27T12:00:00Z',
      ['2021-03-28T00:59Z', '2021-03-28T23:59Z'],
    ],
  ])('an hour that is %s in %s has its tick (%s) once', (_what, timezone, expression, from, expected) => {
    const to = new Date(Date.parse(from) + 48 * 3_600_000).toISOString();
    expect(ticks(expression, timezone, from, to)).toEqual(expected);
  });

  test('a line for every hour runs on, hour by hour', () => {
    const hours = ticks('0 * * * *', 'Europe/Berlin', '2021-10-30T22:00:00Z', '2021-10-31T04:00:00Z');
    expect(hours).toHaveLength(6);
  });

  test('a line for every hour has no tick for an hour that is left out', () => {
    expect(ticks('30 * * * *', 'Europe/Berlin', '2021-03-28T00:00:00Z', '2021-03-28T03:00:00Z')).toEqual([
      '2021-03-28T00:30Z',
      '2021-03-28T01:30Z',
      '2021-03-28T02:30Z',
    ]);
  });
});

describe('given quiet hours', () => {
  const quiet = (expression: string, hours: string, from: string, to: string, timezone = 'UTC'): string[] => {
    const schedule = new Schedule(expression, timezone, parseQuietHours(hours));
    return [...schedule.ticksBetween(Date.parse(from), Date.parse(to))].map((atMs) =>
      new Date(atMs).toISOString().slice(5, 16),
    );
  };

  test('what falls into them comes once, when they end', () => {
    expect(quiet('0 */2 * * *', '22:00-07:00', '2021-12-14T19:00:00Z', '2021-12-15T09:00:00Z')).toEqual([
      '12-14T20:00',
      '12-15T07:00',
      '12-15T08:00',
    ]);
  });

  test('a daily line within them comes at their end, every day', () => {
    expect(quiet('0 23 * * *', '22:00-06:20', '2021-12-14T00:00:00Z', '2021-12-17T00:00:00Z')).toEqual([
      '12-14T06:20',
      '12-15T06:20',
      '12-16T06:20',
    ]);
  });

  test('a line with seconds within them comes at their end, once', () => {
    expect(quiet('30 0 23 * * *', '22:00-07:00', '2021-12-14T20:00:00Z', '2021-12-15T09:00:00Z')).toEqual([
      '12-15T07:00',
    ]);
  });

  test('the clocks are put forward over their end: what falls into them comes then', () => {
    const [from, to] = ['2021-03-27T20:00:00Z', '2021-03-28T09:00:00Z'];
    expect(quiet('0 23 * * *', '22:00-02:20', from, to, 'Europe/Berlin')).toEqual(['03-28T01:00']);
  });

  test('in which nothing falls, they bring no tick of their own', () => {
    expect(quiet('0 12 * * *', '22:00-07:00', '2021-12-14T13:00:00Z', '2021-12-15T13:00:00Z')).toEqual([
      '12-15T12:00',
    ]);
  });

  test('they are of the time zone, through a change of its clocks', () => {
    const [from, to] = ['2021-10-30T19:00:00Z', '2021-10-31T07:00:00Z'];
    expect(quiet('0 * * * *', '22:00-07:00', from, to, 'Europe/Berlin')).toEqual([
      '10-31T06:00',
      '10-31T07:00',
    ]);
  });
});

test('the next tick is the first of the days to come, or none', () => {
  const schedule = new Schedule('0 9 * * 1', 'UTC');
  const tuesday = Date.parse('2021-12-14T10:00:00Z');
  expect(schedule.nextTick(tuesday, 32)).toBe(Date.parse('2021-12-20T09:00:00Z'));
  expect(schedule.nextTick(tuesday, 3)).toBeNull();
});

describe('given lines that tick on few days, none of their ticks is missed', () => {
  test.each([
    ['0 9 1 * *', 'UTC'],
    ['0 0 31 * *', 'Pacific/Kiritimati'],
    ['30 23 13 * 5', 'Pacific/Pago_Pago'],
    ['0 9 L * *', 'UTC'],
    ['0 9 * * 5#2', 'Asia/Tokyo'],
    ['15 6 1,15 2,8 *', 'Asia/Kathmandu'],
    ['0 9 29 2 *', 'UTC'],
  ])('%s in %s', (expression, timezone) => {
    // A span without a change of the clocks, asked minute by minute of node-cron itself.
    const fromMs = Date.parse('2027-12-20T00:00:00Z');
    const toMs = fromMs + 75 * 86_400_000;
    const task = createTask(expression, () => {}, { timezone });
    const expected: number[] = [];
    for (let atMs = fromMs + 900_000; atMs <= toMs; atMs += 900_000)
      if (task.match(new Date(atMs))) expected.push(atMs);
    expect([...new Schedule(expression, timezone).ticksBetween(fromMs, toMs)]).toEqual(expected);
  });

  test('a tick that quiet hours put off comes when they end, on the day after', () => {
    const schedule = new Schedule('30 23 1 * *', 'UTC', parseQuietHours('22:00-07:00'));
    const ticksOfMonth = schedule.ticksBetween(
      Date.parse('2026-10-20T00:00:00Z'),
      Date.parse('2026-11-20T00:00:00Z'),
    );
    expect([...ticksOfMonth]).toEqual([Date.parse('2026-11-02T07:00:00Z')]);
  });
});

test('given the same question a moment later, the next tick is the same until it has come', () => {
  const schedule = new Schedule('0 9 1 * *', 'UTC');
  const first = Date.parse('2026-12-01T09:00:00Z');
  expect(schedule.nextTick(first - 86_400_000, 32)).toBe(first);
  expect(schedule.nextTick(first - 1, 32)).toBe(first);
  expect(schedule.nextTick(first, 32)).toBe(Date.parse('2027-01-01T09:00:00Z'));
  expect(schedule.nextTick(first - 86_400_000, 32)).toBe(first);
});
