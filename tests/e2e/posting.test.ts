import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const NOW = '2021-12-14T12:00:00Z';

async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  const environment = botEnvironment(sandbox, dir, contentDir);
  return { dir, contentDir, sandbox, channelId, environment };
}

test('a due story appears once, with every part of the card', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  writeRecord(contentDir, 'news/chips.md', makeRecord());
  const bot = startCli(['start', '--now', NOW], environment);

  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0]);
  const embed = message.embeds[0];
  expect(embed).toMatchObject({
    author: { name: 'Example Times', url: 'https://example.com', icon_url: 'https://example.com/icon.png' },
    title: 'Labs agree on a test for chips',
    url: 'https://example.com/chip-test',
    description: 'Three labs will measure their chips the same way. The first numbers come in May.',
    image: { url: 'https://example.com/chip.jpg' },
    footer: { text: 'AI, AI Hardware · 🔥🔥🔥 very hot' },
    color: 0xf3722c,
  });
  expect(Date.parse(embed?.timestamp ?? '')).toBe(Date.parse('2021-12-14T09:00:00Z'));
  expect(embed?.fields?.[0]?.value).toBe(
    '[A common yardstick for AI chips](https://other.example.org/yardstick) · Other Post',
  );
  expect(message.components).toMatchObject([
    {
      components: [
        { label: 'Read at Example Times', url: 'https://example.com/chip-test' },
        { label: 'Related (1)' },
      ],
    },
  ]);
  const request = sandbox.requests.find(
    ({ route, method }) => method === 'POST' && route.endsWith('/messages'),
  );
  expect(request?.body).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });

  // A second story shows that ticks went on, and did not post the first again.
  const second = {
    title: 'Robots learn to fold',
    excerpt: '',
    webUrl: 'https://example.com/fold',
    related: [],
  };
  writeRecord(contentDir, 'news/second.md', makeRecord(second));
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 2);
  expect(await bot.stop()).toBe(0);
  expect(sandbox.messages(channelId).map(({ embeds }) => embeds[0]?.title)).toEqual([
    'Labs agree on a test for chips',
    'Robots learn to fold',
  ]);
});

test('a post whose answer was lost is found again instead of being repeated, and a restart posts nothing again', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const once = ['start', '--once', '--now', NOW];
  const stopFailing = sandbox.fail({ match: { method: 'POST', path: /\/messages$/ }, mode: 'dropAfter' });
  expect(await startCli(once, environment).exited).toBe(1);
  stopFailing();

  const second = startCli(once, environment);
  expect(await second.exited).toBe(0);
  expect(second.log()).toContain('an interrupted post was found');
  expect(await startCli(once, environment).exited).toBe(0);
  expect(sandbox.messages(channelId)).toHaveLength(1);
});
