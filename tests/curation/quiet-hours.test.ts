import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuietHours, isQuietMinute, parseQuietHours } from '../../src/curation/quiet-hours.ts';

test.each([
  ['22:00-07:00', { fromMinute: 1320, toMinute: 420 }],
  [' 9 - 17 ', { fromMinute: 540, toMinute: 1020 }],
  ['0:30–1:15', { fromMinute: 30, toMinute: 75 }],
  ['22:00', null],
  ['22:00-22:00', null],
  ['24:00-07:00', null],
  ['22:60-07:00', null],
  ['night', null],
  ['at 22:00-07:00', null],
  ['22:00-07:00 or so', null],
  ['', null],
])('given the text %j, the quiet hours are %j', (text, expected) => {
  expect(parseQuietHours(text)).toEqual(expected);
});

test('given quiet hours, they are written with two digits', () => {
  expect(formatQuietHours({ fromMinute: 30, toMinute: 75 })).toBe('00:30-01:15');
});

test('given any span, a minute is quiet or it is not, and it is written as it was read', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    fc.property(minute, minute, minute, (fromMinute, toMinute, at) => {
      fc.pre(fromMinute !== toMinute);
      const span = { fromMinute, toMinute };
      expect(parseQuietHours(formatQuietHours(span))).toEqual(span);
      // The hours that are not quiet are those of the span turned round.
      expect(isQuietMinute(span, at)).not.toBe(
        isQuietMinute({ fromMinute: toMinute, toMinute: fromMinute }, at),
      );
    }),
  );
});
