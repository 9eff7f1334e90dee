import { rmSync } from 'node:fs';
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

  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0], 15_000);
  const embed = message.embeds[0];
  expect(embed).toMatchObject({
    author: { name: 'Example Times', url: 'https://example.com', icon_url: 'https://example.com/icon.png' },
    title: 'Labs agree on a test for chips',
    url: 'https://example.com/chip-test',
    description: 'Three labs will measure their chips the same way. The first numbers come in May.',
    image: { url: 'https://example.com/chip.jpg' },
    footer: { text: 'AI, AI Hardware · heat 120' },
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
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 2, 15_000);
  expect(await bot.stop()).toBe(0);
  expect(sandbox.messages(channelId).map(({ embeds }) => embeds[0]?.title)).toEqual([
    'Labs agree on a test for chips',
    'Robots learn to fold',
  ]);
});

test('after a restart nothing is posted again', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const once = ['start', '--once', '--now', NOW];

  expect(await startCli(once, environment).exited).toBe(0);
  expect(await startCli(once, environment).exited).toBe(0);
  expect(sandbox.messages(channelId)).toHaveLength(1);
});

test('a post whose answer was lost is found again instead of being repeated', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const once = ['start', '--once', '--now', NOW];
  const stopFailing = sandbox.fail({ match: { method: 'POST', path: /\/messages$/ }, mode: 'dropAfter' });
  expect(await startCli(once, environment).exited).toBe(1);
  stopFailing();

  const second = startCli(once, environment);
  expect(await second.exited).toBe(0);
  expect(second.log()).toContain('an interrupted post was found');
  expect(sandbox.messages(channelId)).toHaveLength(1);
});

test('a held-back story, a cool one and an old one are not posted', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  const links = (name: string) => ({ webUrl: `https://example.com/${name}`, related: [] });
  writeRecord(
    contentDir,
    'held.md',
    makeRecord({ ...links('held'), title: 'Zebras in court', published: false }),
  );
  writeRecord(contentDir, 'cool.md', makeRecord({ ...links('cool'), title: 'Bananas on ice', heat: 69 }));
  const old = { title: 'Violins at sea', publishedDateTime: '2021-12-11T11:59:59Z' };
  writeRecord(contentDir, 'old.md', makeRecord({ ...links('old'), ...old }));
  expect(await startCli(['start', '--once', '--now', NOW], environment).exited).toBe(0);
  expect(sandbox.messages(channelId)).toEqual([]);
});

test('an announcement channel gets its story too', async () => {
  const { contentDir, sandbox, environment } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const channelId = sandbox.channel('announcements').id;
  const bot = startCli(['start', '--once', '--now', NOW], { ...environment, NEWS_CHANNEL_ID: channelId });
  expect(await bot.exited).toBe(0);
  expect(sandbox.messages(channelId)).toHaveLength(1);
});

test('a missing permission is logged once, by its name, and posting begins when it is given', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord());
  sandbox.setPermissions(channelId, { deny: ['EmbedLinks'] });
  const bot = startCli(['start', '--now', NOW], { ...environment, LOG_LEVEL: 'debug' });
  await sandbox.waitFor(() => sandbox.commands().length > 0, 15_000);

  await expect.poll(() => bot.log(), { timeout: 10_000 }).toContain('missing permission: Embed Links');
  await expect.poll(() => bot.log().split('still paused').length, { timeout: 10_000 }).toBeGreaterThan(2);
  expect(bot.log().split('missing permission').length - 1).toBe(1);

  sandbox.setPermissions(channelId, {});
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 1, 10_000);
  await bot.stop();
});

test('a record that is added, changed or removed while the bot runs is followed by its answers within 2 s', async () => {
  const { contentDir, sandbox, channelId, environment } = await openScene();
  const cool = { heat: 10, related: [] };
  const other = { ...cool, title: 'Robots learn to fold', webUrl: 'https://example.com/fold' };
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(() => sandbox.commands().length > 0, 15_000);
  const member = sandbox.member();
  const listHeadlines = async () => {
    const { message } = await member.runCommand({ channelId, name: 'news' });
    const description = message?.embeds[0]?.description ?? '';
    return [...description.matchAll(/\[(.+)\]/g)].map(([, headline]) => headline).sort();
  };
  const within2s = { timeout: 2_000 };
  expect(await listHeadlines()).toEqual(['Robots learn to fold']);

  writeRecord(contentDir, 'new/chips.md', makeRecord({ ...cool, title: 'Labs test chips' }));
  await expect.poll(listHeadlines, within2s).toEqual(['Labs test chips', 'Robots learn to fold']);
  writeRecord(contentDir, 'new/chips.md', makeRecord({ ...cool, title: 'Four labs test chips' }));
  await expect.poll(listHeadlines, within2s).toEqual(['Four labs test chips', 'Robots learn to fold']);
  writeRecord(contentDir, 'new/chips.md', makeRecord({ ...cool, published: false }));
  await expect.poll(listHeadlines, within2s).toEqual(['Robots learn to fold']);
  rmSync(join(contentDir, 'robots.md'));
  await expect.poll(listHeadlines, within2s).toEqual([]);
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  await expect.poll(listHeadlines, within2s).toEqual(['Robots learn to fold']);
});
