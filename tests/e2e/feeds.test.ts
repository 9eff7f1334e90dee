import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InteractionAnswer, SandboxMessage } from '../../sandbox/sandbox.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

// What /feed answers, and each mistake, is shown in tests/commands/feed; here is what only a process and a wire can show.

/** A minute in a tenth of a second: for tests that wait for a run. */
const FAST = 600;
const WAIT_MS = 40_000;
const AN_HOUR_LATER = '2021-12-14T10:00:00Z';

/** A bot that posts nowhere until an admin says so, over a folder of these stories. */
async function openScene(names: readonly string[], changes: Record<string, unknown> = {}, speed = FAST) {
  const contentDir = makeTempDir();
  const write = (name: string, more: Record<string, unknown> = {}): void => {
    const link = `https://example.com/${name}`;
    const texts = {
      title: `${name} learns to fly`,
      excerpt: '',
      webUrl: link,
      originalUrl: link,
      related: [],
    };
    const record = makeRecord({ ...texts, publishedDateTime: '2021-12-14T09:00:00Z', ...changes, ...more });
    writeRecord(contentDir, `${name}.md`, record);
  };
  for (const [index, name] of names.entries()) write(name, { heat: 150 - 10 * index });
  const sandbox = await openSandbox({ rateLimits: false });
  const { NEWS_CHANNEL_ID: _, ...environment } = botEnvironment(sandbox, makeTempDir(), contentDir);
  const home = sandbox.channel('ai-news').id;
  const start = async (at = AN_HOUR_LATER) => {
    const bot = startCli(['start', '--now', at, '--speed', String(speed)], environment);
    await expect.poll(() => bot.log()).toMatch(/no channel gets posts yet|posting on schedule/);
    return bot;
  };
  const admin = sandbox.member({ name: 'admin', permissions: ['ManageGuild'] });
  /** `/feed …`, as the admin, typed in the text channel. */
  const feed = (subcommand: string, options: Record<string, string | number | boolean> = {}) =>
    admin.runCommand({ channelId: home, name: 'feed', subcommand, options });
  const threadsOf = (parentId: string) =>
    sandbox.channels().filter(({ parent_id }) => parent_id === parentId);
  return { sandbox, contentDir, home, start, admin, feed, write, threadsOf };
}

const textOf = ({ message }: Pick<InteractionAnswer, 'message'>): string =>
  [message?.content, ...(message?.embeds ?? []).flatMap(({ title, description }) => [title, description])]
    .filter((text) => text)
    .join('\n');

function requireMessage({ message }: InteractionAnswer): SandboxMessage {
  if (message === undefined) throw new Error('there is no answer');
  return message;
}

function findButton(message: SandboxMessage | undefined, label: string): string {
  const rows = JSON.stringify(message?.components ?? []);
  const button = rows.match(/\{[^{}]*\}/g)?.find((text) => text.includes(`"label":"${label}`)) ?? '';
  return /"custom_id":"([^"]+)"/.exec(button)?.[1] ?? '';
}

test('an admin sets up a feed, changes it by its form, sees it posting after a restart, and ends it', async () => {
  const { sandbox, home, start, admin, feed } = await openScene(['robin', 'wren']);
  const bot = await start();
  const reader = sandbox.member({ name: 'reader' });
  const list = { channelId: home, name: 'feed', subcommand: 'list' };
  await expect(reader.runCommand(list)).rejects.toThrow('not offered');
  expect(textOf(await reader.runCommand({ ...list, isForged: true }))).toContain('This is for those who may');

  const added = await feed('add', { channel: home, cron: '0 23 * * *' });
  expect(added).toMatchObject({ ephemeral: true, deferred: false });
  expect(textOf(added)).toContain(`News is posted in <#${home}> from now on.`);
  const promised = added.message?.embeds[1]?.title;
  const answer = await feed('edit', { channel: home });
  expect(answer.modal?.title).toBe('Feed in #ai-news');
  const wrong = await admin.submitModal({ answer, channelId: home, values: { timezone: 'Mars/Olympus' } });
  expect(textOf(wrong)).toContain('“Mars/Olympus” is no time zone');
  const values = { schedule: ['half_hourly'], quiet_hours: '23-6' };
  const right = await admin.submitModal({ answer, channelId: home, values });
  expect(textOf(right)).toContain(
    'every 30 minutes, UTC\nAt most 1 at a time, 24 a day\nQuiet hours: 23:00-06:00',
  );
  await bot.stop();

  await start();
  const first = await sandbox.waitFor(() => sandbox.messages(home)[0], WAIT_MS);
  expect(first.embeds[0]?.title).toBe(promised);
  const question = requireMessage(await feed('remove', { channel: home }));
  const ended = await admin.pressButton({ message: question, customId: findButton(question, 'End it') });
  expect(textOf({ message: ended.updatedMessage })).toContain('has ended. What it posted stays.');
  expect(ended.updatedMessage?.components).toEqual([]);
  expect(sandbox.messages(home).length).toBeGreaterThan(0);
});

test('a text, an announcement, a media channel and a thread get their story, the thread also archived; followers too', async () => {
  const { sandbox, home, start, feed, threadsOf } = await openScene(['robin']);
  const bot = await start();
  const ids = (['text', 'announcement', 'media'] as const).map(
    (type) => sandbox.addChannel({ name: type, type }).id,
  );
  const thread = sandbox.addThread({ parentId: home, name: 'daily news' }).id;
  for (const channel of [...ids, thread]) await feed('add', { channel, cron: '0 * * * *' });
  await bot.stop();
  sandbox.setThread(thread, { archived: true });
  await start('2021-12-14T11:50:00Z');
  const [text = '', announcement = '', media = ''] = ids;
  const titles = () =>
    [text, announcement, threadsOf(media)[0]?.id ?? '', thread].map(
      (id) => id !== '' && sandbox.messages(id)[0]?.embeds[0]?.title,
    );
  await expect.poll(titles, { timeout: WAIT_MS }).toEqual(Array(4).fill('robin learns to fly'));
  const flags = () => sandbox.messages(announcement)[0]?.flags ?? 0;
  await expect.poll(() => flags() & 1, { timeout: WAIT_MS }).toBe(1);
});

test('a forum gets the tags that are missing at a press, gives them to its posts, and follows a record to its end', async () => {
  const topics = ['Natural Language Processing', 'AI Ethics'];
  const { sandbox, contentDir, start, admin, feed, write, threadsOf } = await openScene([], { topics });
  const taxonomy = [{ name: topics[0], shortName: 'NLP' }, { name: topics[1] }];
  writeFileSync(join(contentDir, 'topics.yaml'), JSON.stringify(taxonomy));
  // Too cool to post until the forum has its tags.
  write('robin', { heat: 10 });
  await start();
  const forum = sandbox.addChannel({
    name: 'stories',
    type: 'forum',
    tags: [{ name: 'Chips' }],
    requireTag: true,
  });
  sandbox.setPermissions(forum.id, { allow: ['ManageChannels'] });
  const message = requireMessage(await feed('add', { channel: forum.id, cron: '0 * * * *' }));
  const created = await admin.pressButton({ message, customId: findButton(message, 'Create the tags') });
  expect(textOf(created)).toBe('The forum now has these tags: Chips, AI Ethics, NLP.');
  write('robin', { heat: 150 });
  const thread = await sandbox.waitFor(() => threadsOf(forum.id)[0], WAIT_MS);
  expect(thread.name).toBe('robin learns to fly');
  const { available_tags: tags = [] } = sandbox.channel('stories');
  const names = thread.applied_tags?.map((id) => tags.find((tag) => tag.id === id)?.name);
  expect(names?.toSorted()).toEqual(['AI Ethics', 'NLP']);

  write('robin', { heat: 150, title: 'robin learns to dive' });
  await expect
    .poll(() => threadsOf(forum.id).map(({ name }) => name), { timeout: WAIT_MS })
    .toEqual(['robin learns to dive']);
  expect(sandbox.messages(thread.id)[0]?.embeds[0]?.title).toBe('robin learns to dive');
  write('robin', { published: false });
  await expect.poll(() => sandbox.messages(thread.id), { timeout: WAIT_MS }).toEqual([]);
});

test('a line of text, a mention from its heat on, and a thread under each post', async () => {
  const { sandbox, home, start, feed, threadsOf } = await openScene(['robin', 'wren']);
  await start();
  const role = sandbox.addRole({ name: 'news readers', mentionable: true });
  const options = { style: 'headline', thread: true, mention: role.id, mention_heat: '145', per_run: 2 };
  await feed('add', { channel: home, ...options });
  const [robin, wren] = await sandbox.waitFor(() => {
    const messages = sandbox.messages(home);
    return messages.length === 2 && threadsOf(home).length === 2 && messages;
  }, WAIT_MS);
  const line = /^\*\*\[robin learns to fly\]\(<https:\/\/example\.com\/robin>\)\*\* · /;
  expect(robin?.content.replace(`<@&${role.id}> `, '')).toMatch(line);
  expect(robin).toMatchObject({ mention_roles: [role.id], embeds: [] });
  expect(wren?.content).toMatch(/^\*\*\[wren learns to fly\]/);
  expect(wren?.mention_roles).toEqual([]);
  const names = threadsOf(home).map(({ name }) => name);
  expect(names.toSorted()).toEqual(['robin learns to fly', 'wren learns to fly']);
});

test('as it breaks: a story is posted when it crosses the heat; what was hot before the feed began is not', async () => {
  const { sandbox, home, start, feed, write } = await openScene(['robin'], {}, 1);
  write('wren', { heat: 40 });
  await start();
  await feed('add', { channel: home, schedule: 'breaking' });
  write('wren', { heat: 95 });
  const message = await sandbox.waitFor(() => sandbox.messages(home)[0], WAIT_MS);
  expect(message.embeds[0]?.title).toBe('wren learns to fly');
  expect(textOf(await feed('post', { story: 'robin', channel: home }))).toMatch(
    /^Posted: https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/,
  );
});

test('the bot comes to a server and says how to begin; the feed of a channel that is deleted ends', async () => {
  const { sandbox, start, feed } = await openScene(['robin']);
  sandbox.setBotInGuild(false);
  const bot = await start();
  const lobby = sandbox.addChannel({ name: 'lobby' });
  sandbox.setSystemChannel(lobby.id);
  sandbox.setBotInGuild(true);
  const message = await sandbox.waitFor(() => sandbox.messages(lobby.id)[0], WAIT_MS);
  expect(message.content).toContain('`/feed add`');
  const [one, two] = [sandbox.addChannel({ name: 'one' }).id, sandbox.addChannel({ name: 'two' }).id];
  for (const channel of [one, two]) await feed('add', { channel });
  sandbox.deleteChannel(one);
  await expect.poll(async () => textOf(await feed('list'))).not.toContain(one);
  await bot.stop();
  sandbox.deleteChannel(two);
  await start();
  expect(textOf(await feed('list'))).toContain('This server has no feeds yet.');
});
