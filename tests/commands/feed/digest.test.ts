import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { buttonsOf, prepareScenes, START, textOf } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const record = (name: string, title: string, publishedDateTime: string, heat: number): string =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, publishedDateTime, heat });

const openScene = prepareScenes({
  'ten.md': record('ten', 'Robots fold laundry', '2021-12-10T08:00:00Z', 90),
  'nine.md': record('nine', 'Chip shortage ends', '2021-12-09T10:00:00Z', 140),
  'today.md': record('today', 'Whales *sing*', '2021-12-14T10:00:00Z', 100),
});
const secondsOf = (iso: string): number => Date.parse(iso) / 1_000;

describe('given /feed add style:digest', () => {
  test('the digest comes daily unless told otherwise, and the answer shows how many events each would have', async () => {
    const { admin, home, feeds } = await openScene();
    const answer = await admin.run('feed', 'add', { channel: home, style: 'digest' });
    expect(feeds.get(home)).toMatchObject({ schedule: '0 9 * * *', digest: 'ending', quietDays: 'tell' });
    const text = textOf(answer);
    expect(text).toContain('Digest: at the end of its time; quiet days: say so in one line');
    expect(text).not.toContain('at a time');
    expect(text).toContain(
      [
        '**The last 7 days: 2 stories**',
        `<t:${secondsOf('2021-12-10T09:00:00Z')}:f> 2 stories`,
        '',
        '**The next 24 hours, as known now: 1 story**',
        `<t:${secondsOf('2021-12-15T09:00:00Z')}:f> 1 story`,
      ].join('\n'),
    );
    expect(answer.embeds[1]).toMatchObject({
      title: 'AI news: Tuesday, December 14',
      description: '• [Whales \\*sing\\*](https://example.com/today) · Example · 🔥🔥🔥 very hot',
    });
    expect(buttonsOf(answer)[0]?.label).toBe('Topics');
  });

  test.each([
    [{ schedule: 'weekly', digest: 'growing', quiet_days: 'skip' }, '0 9 * * 1', ['growing', 'skip']],
    [{ schedule: 'custom', cron: '0 18 * * 5' }, '0 18 * * 5', ['ending', 'tell']],
    [{ schedule: 'half_hourly' }, '*/30 * * * *', ['ending', 'tell']],
  ])('given %j, it is as typed', async (typed, schedule, [digest, quietDays]) => {
    const { admin, home, feeds } = await openScene();
    await admin.run('feed', 'add', { channel: home, style: 'digest', ...typed });
    expect(feeds.get(home)).toMatchObject({ schedule, digest, quietDays });
  });

  test('one that comes as it breaks is refused with what to choose', async () => {
    const { admin, home, feeds } = await openScene();
    expect(await admin.refused('feed', 'add', { channel: home, style: 'digest', schedule: 'breaking' })).toBe(
      '`schedule`: a digest needs its time. Choose another schedule, e.g. every day.',
    );
    expect(feeds.get(home)).toBeUndefined();
  });
});

test('given a feed of cards, what is of digests alone is refused', async () => {
  const { admin, home } = await openScene();
  expect(await admin.refused('feed', 'add', { channel: home, quiet_days: 'skip' })).toBe(
    '`quiet_days` is for digests. Choose `digest (one message with the best of a day)` in `style` as well.',
  );
});

test('given a feed that becomes a digest, it comes daily if it had no hour, else when it came', async () => {
  const { admin, home, feeds } = await openScene();
  await admin.run('feed', 'add', { channel: home, schedule: 'breaking' });
  await admin.run('feed', 'edit', { channel: home, style: 'digest' });
  expect(feeds.get(home)?.schedule).toBe('0 9 * * *');
  await admin.run('feed', 'edit', { channel: home, style: 'card', schedule: 'three_daily' });
  await admin.run('feed', 'edit', { channel: home, style: 'digest' });
  expect(feeds.get(home)?.schedule).toBe('0 9,14,19 * * *');
});

test('given a story that is posted by hand in a channel of digests, it is a card, and later a line with its message', async () => {
  const { admin, home, channels, tick, clock } = await openScene();
  await admin.run('feed', 'add', { channel: home, style: 'digest' });
  await admin.run('feed', 'post', { channel: home, story: 'Whales' });
  expect(channels.messages).toMatchObject([{ post: { look: { style: 'card' } } }]);
  // What goes with the post is done before anything else begins.
  await nextTurn();
  clock.set(START + 21 * 3_600_000);
  await tick(home);
  expect(channels.messages[1]).toMatchObject({
    post: { digest: { lines: [{ place: { messageId: 'message-1' } }] } },
  });
});
