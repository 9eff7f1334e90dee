import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from '../../src/story/dates.ts';

describe('given a form of ISO 8601 that records use, the instant is read', () => {
  test.each([
    ['2023-11-07T16:15:00Z', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07T16:15:00z', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07t16:15:00Z', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07T16:15:00', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07T16:15', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07T16:15Z', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07', '2023-11-07T00:00:00.000Z'],
    ['2023-11-07 16:15:00', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07   16:15:00 Z', '2023-11-07T16:15:00.000Z'],
    ['2023-11-07 6:15:00 +2', '2023-11-07T04:15:00.000Z'],
    ['2023-11-07T16:15:00+02:00', '2023-11-07T14:15:00.000Z'],
    ['2023-11-07T16:15:00+0530', '2023-11-07T10:45:00.000Z'],
    ['2023-11-07T16:15:00-08', '2023-11-08T00:15:00.000Z'],
    ['2023-11-07T16:15:00-03:30', '2023-11-07T19:45:00.000Z'],
    ['2023-11-07T16:15:00.5Z', '2023-11-07T16:15:00.500Z'],
    ['2023-11-07T16:15:00.123456789Z', '2023-11-07T16:15:00.123Z'],
    ['2023-11-07T16:15:00,25Z', '2023-11-07T16:15:00.250Z'],
    ['  2023-11-07T16:15:00Z  ', '2023-11-07T16:15:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z'],
  ])('%s', (text, instant) => {
    const parsed = parseDate(text);
    expect(parsed === null ? null : new Date(parsed).toISOString()).toBe(instant);
  });
});

describe('given a date that does not exist, or no date, nothing is read', () => {
  test.each([
    '2023-02-29',
    '1900-02-29',
    '2023-02-30T10:00:00Z',
    '2023-04-31',
    '2023-13-01',
    '2023-13-45',
    '2023-00-10',
    '2023-01-00',
    '2023-11-07T24:00:00Z',
    '2023-11-07T16:60:00Z',
    '2023-11-07T16:15:60Z',
    '2023-11-07T16:15:00+24:00',
    '2023-11-07T16:15:00+02:60',
    '2023-11-07T',
    '2023-11-07T16',
    '2023-11',
    '2023',
    '07/11/2023',
    'Tue, 07 Nov 2023 16:15:00 GMT',
    '1699373700000',
    'yesterday',
    '',
    '2023-11-07T16:15:00Z and more',
  ])('%j', (text) => {
    expect(parseDate(text)).toBeNull();
  });
});

test('given any instant written as ISO 8601 in any offset, the same instant is read', () => {
  const inFourDigitYears = { min: new Date('0001-01-02'), max: new Date('9998-12-31'), noInvalidDate: true };
  const anyOffsetMinutes = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
  fc.assert(
    fc.property(fc.date(inFourDigitYears), anyOffsetMinutes, (date, offsetMinutes) => {
      const local = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
      const hours = String(Math.trunc(Math.abs(offsetMinutes) / 60)).padStart(2, '0');
      const minutes = String(Math.abs(offsetMinutes) % 60).padStart(2, '0');
      const written = `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
      expect(parseDate(written)).toBe(date.getTime());
    }),
  );
});

test('given any text, no date is made up and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const parsed = parseDate(text);
      expect(parsed === null || Number.isInteger(parsed)).toBe(true);
    }),
  );
});
