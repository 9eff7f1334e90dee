import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDueStory } from '../faults/fan-out.ts';
import { createRandom } from '../faults/random.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';

test('given three stories to post, three requests go to the channel, and none after them', async () => {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const random = createRandom(1);
  for (const index of [0, 1, 2]) writeDueStory(contentDir, index, random);
  const bot = startCli(['start'], {
    ...botEnvironment(sandbox, dir, contentDir),
    NEWS_PER_RUN: '3',
    NEWS_PER_DAY: '3',
  });
  const channelId = sandbox.channel('ai-news').id;
  await expect.poll(() => sandbox.messages(channelId)).toHaveLength(3);
  await bot.stop();
  const toChannel = sandbox.requests
    .filter(({ path }) => path.includes(channelId))
    .map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
  expect(toChannel).toEqual(Array.from({ length: 3 }, () => 'POST messages'));
  expect(sandbox.rateLimitedCount()).toBe(0);
});
