import { expect, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import { prepareScenes, textOf } from '../support/command-scene.ts';
import { recordText } from '../support/record-text.ts';

const LINK = 'https://example.com/robots';
const openScene = prepareScenes({ 'robots.md': recordText({ webUrl: LINK }) });

test('given a story that was posted too long ago to be followed, it tells when, and no more of it', async () => {
  const { reader, home, context } = await openScene();
  const postedAtMs = Date.parse('2021-10-01T09:00:00Z');
  const storyId = hashLink(LINK);
  await context.ledger.put({
    channelId: home,
    storyId,
    eventId: storyId,
    version: 0,
    state: 'aged',
    place: { channelId: home, messageId: '400000000000000001' },
    postedAtMs,
    hasThread: false,
  });
  const [, verdict, ...others] = textOf(await reader.run('why', { story: storyId })).split('\n\n');
  expect(verdict).toBe(
    `Posted here <t:${postedAtMs / 1000}:f>. That is too long ago: why is no longer kept.`,
  );
  expect(others.join()).not.toContain(`<t:${postedAtMs / 1000}`);
});
