import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const NOW = '2021-12-14T12:00:00Z';
const WAIT_MS = 15_000;

/** A bot that has posted one story. */
async function openScene(changes: Record<string, unknown> = {}, channelName = 'ai-news') {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const channelId = sandbox.channel(channelName).id;
  const environment = { ...botEnvironment(sandbox, dir, contentDir), NEWS_CHANNEL_ID: channelId };
  writeRecord(contentDir, 'chips.md', makeRecord(changes));
  const bot = startCli(['start', '--now', NOW], environment);
  const isForum = channelName === 'forum';
  const messages = () => {
    const threads = sandbox.channels().filter((channel) => channel.parent_id === channelId);
    return (isForum ? threads.map(({ id }) => id) : [channelId]).flatMap((id) => sandbox.messages(id));
  };
  const message = await sandbox.waitFor(() => messages()[0], WAIT_MS);
  const libraryPath = join(dir, 'library.sqlite');
  return { sandbox, contentDir, channelId, environment, libraryPath, bot, messages, message };
}

test('a changed record changes its message; the message stays the same one', async () => {
  const { sandbox, contentDir, messages, message } = await openScene();
  writeRecord(
    contentDir,
    'chips.md',
    makeRecord({ title: 'Four labs agree on a test for chips', heat: 150 }),
  );
  const edited = await sandbox.waitFor(
    () => messages().find(({ edited_timestamp }) => edited_timestamp),
    WAIT_MS,
  );
  expect(edited.id).toBe(message.id);
  expect(edited.embeds[0]).toMatchObject({ title: 'Four labs agree on a test for chips', color: 0xe5383b });
  expect(edited.components).toMatchObject([{ components: [{}, { label: 'Related (1)' }] }]);
});

test('a record changed while the bot was down changes its message at the next start', async () => {
  const { sandbox, contentDir, messages, bot, environment } = await openScene();
  await bot.stop();
  writeRecord(contentDir, 'chips.md', makeRecord({ excerpt: 'The first numbers came early.' }));
  startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(
    () => messages()[0]?.embeds[0]?.description === 'The first numbers came early.',
    WAIT_MS,
  );
});

test.each([
  ['published: false', { published: false }],
  ['heat below 0', { heat: -1 }],
])('%s takes the message down, and published again it is posted again', async (_, changes) => {
  const { sandbox, contentDir, messages } = await openScene();
  writeRecord(contentDir, 'chips.md', makeRecord(changes));
  await sandbox.waitFor(() => messages().length === 0, WAIT_MS);
  writeRecord(contentDir, 'chips.md', makeRecord());
  await sandbox.waitFor(() => messages().length === 1, WAIT_MS);
});

test('a deleted file takes the message down', async () => {
  const { sandbox, contentDir, messages } = await openScene();
  rmSync(join(contentDir, 'chips.md'));
  await sandbox.waitFor(() => messages().length === 0, WAIT_MS);
});

test('a file that breaks leaves its message as it is, also when the index is built anew', async () => {
  const { contentDir, messages, message, bot, environment, libraryPath } = await openScene();
  await bot.stop();
  const broken = 'title: "no end\nwebUrl: https://example.com/chip-test\n';
  writeFileSync(join(contentDir, 'chips.md'), `---\n${broken}---\n`);
  rmSync(libraryPath);
  const next = startCli(['start', '--once', '--now', NOW], environment);
  expect(await next.exited).toBe(0);
  expect(next.log()).toMatch(/chips\.md:\d: YAML/);
  expect(messages()).toEqual([message]);
});

test('a message that an admin deleted is not posted again, and an edit of its record does not bring it back', async () => {
  const { sandbox, contentDir, channelId, messages, message, bot } = await openScene();
  sandbox.deleteMessage(channelId, message.id);
  writeRecord(contentDir, 'chips.md', makeRecord({ title: 'Four labs agree on a test for chips' }));
  await expect.poll(() => bot.log(), { timeout: WAIT_MS }).toContain('deleted in Discord');
  const other = {
    title: 'Robots learn to fold',
    excerpt: '',
    webUrl: 'https://example.com/fold',
    related: [],
  };
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  await sandbox.waitFor(() => messages().length === 1, WAIT_MS);
  expect(messages()[0]?.embeds[0]?.title).toBe('Robots learn to fold');
});

test("another outlet's story of the event makes no second post: the card grows, and shrinks when it is gone", async () => {
  const { sandbox, contentDir, messages, message } = await openScene();
  const second = {
    webUrl: 'https://third.example.net/yardstick',
    provider: { name: 'Third Mail' },
    related: [],
  };
  const listed = {
    ...makeRecord(second),
    related: [{ title: 'x', webUrl: 'https://example.com/chip-test' }],
  };
  writeRecord(contentDir, 'second.md', {
    ...listed,
    title: 'A yardstick for chips, by three labs',
    heat: 180,
  });
  const grown = await sandbox.waitFor(
    () => messages().find(({ components }) => JSON.stringify(components).includes('Related (2)')),
    WAIT_MS,
  );
  expect(grown.id).toBe(message.id);
  expect(grown.embeds[0]?.fields?.[0]).toMatchObject({ name: 'Also covered by' });
  expect(grown.embeds[0]?.fields?.[0]?.value).toContain('Third Mail');
  expect(messages()).toHaveLength(1);

  rmSync(join(contentDir, 'second.md'));
  await sandbox.waitFor(() => JSON.stringify(messages()[0]?.components).includes('Related (1)'), WAIT_MS);
});

test('an announcement is published to its followers, once', async () => {
  const { sandbox } = await openScene({}, 'announcements');
  const crossposts = () => sandbox.requests.filter(({ route }) => route.endsWith('/crosspost'));
  await sandbox.waitFor(() => crossposts().length === 1, WAIT_MS);
  expect(crossposts()).toMatchObject([{ status: 200 }]);
});

test('in a forum a story is a post of its own, edited and taken down like any other', async () => {
  const { sandbox, contentDir, channelId, messages } = await openScene({}, 'forum');
  const thread = sandbox.channels().find((channel) => channel.parent_id === channelId);
  expect(thread?.name).toBe('Labs agree on a test for chips');
  writeRecord(contentDir, 'chips.md', makeRecord({ title: 'Four labs agree on a test for chips' }));
  const names = () =>
    sandbox.channels().flatMap(({ parent_id, name }) => (parent_id === channelId ? name : []));
  await expect.poll(names, { timeout: WAIT_MS }).toEqual(['Four labs agree on a test for chips']);
  expect(messages()[0]?.embeds[0]?.title).toBe('Four labs agree on a test for chips');
  writeRecord(contentDir, 'chips.md', makeRecord({ published: false }));
  await sandbox.waitFor(() => messages().length === 0, WAIT_MS);
});

test('two bots on one state: the second does not start', async () => {
  const { environment, messages } = await openScene();
  const second = startCli(['start', '--now', NOW], environment);
  expect(await second.exited).toBe(2);
  expect(second.log()).toContain('in use by another Heatline');
  expect(messages()).toHaveLength(1);
});

test('/why and Why this story? tell why a story was picked, and why another was not', async () => {
  const { sandbox, contentDir, channelId, message } = await openScene();
  const cool = {
    title: 'Bananas on ice',
    excerpt: '',
    webUrl: 'https://example.com/ice',
    heat: 30,
    related: [],
  };
  writeRecord(contentDir, 'ice.md', makeRecord(cool));
  const member = sandbox.member();
  const byMenu = await member.useMessageCommand({ name: 'Why this story?', message });
  expect(byMenu.ephemeral).toBe(true);
  const text = byMenu.message?.embeds[0]?.description;
  expect(text).toMatch(/Picked <t:\d+:f> as the hottest of the eligible stories: heat 120, hotness 100\.9/);
  expect(text).toMatch(/Told by Example Times\./);
  expect(text).toMatch(/Posted <t:\d+:f>\./);

  const ask = async () => {
    const answer = await member.runCommand({ channelId, name: 'why', options: { story: 'bananas' } });
    return answer.message?.embeds[0]?.description ?? '';
  };
  await expect.poll(ask, { timeout: WAIT_MS }).toContain('its heat is below what this channel takes');

  const run = await member.runCommand({ channelId, name: 'why' });
  expect(run.message?.content).toContain('for those who manage the server');
  const admin = sandbox.member({ permissions: ['ManageGuild'] });
  const askLastRun = async () => {
    const answer = await admin.runCommand({ channelId, name: 'why' });
    return answer.message?.embeds[0]?.description ?? '';
  };
  await expect
    .poll(askLastRun, { timeout: WAIT_MS })
    .toMatch(/looked at: 2, picked: 0[\s\S]*1: its heat is below/);
});

test('/why tells the rule that a story met, and each outlet once', async () => {
  const { contentDir, message, sandbox, messages } = await openScene();
  const related = [{ title: 'x', webUrl: 'https://example.com/chip-test' }];
  writeRecord(contentDir, 'two.md', makeRecord({ webUrl: 'https://example.com/two', heat: 90, related }));
  await sandbox.waitFor(() => messages()[0]?.edited_timestamp, WAIT_MS);
  const answer = await sandbox.member().useMessageCommand({ name: 'Why this story?', message });
  const text = answer.message?.embeds[0]?.description;
  expect(text).toContain('The rule it met: any topic, heat at least 70.');
  expect(text).toContain('Told by Example Times.');
});

test('/why in a paused channel tells why it is paused, also before any run has looked', async () => {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const channelId = sandbox.channel('ai-news').id;
  sandbox.setPermissions(channelId, { deny: ['SendMessages'] });
  const environment = { ...botEnvironment(sandbox, dir, contentDir), NEWS_TOPICS: 'AI Hardware' };
  const bot = startCli(['start', '--now', NOW], environment);
  await expect.poll(() => bot.log(), { timeout: WAIT_MS }).toContain('paused');
  const options = { story: 'labs agree' };
  const ofStory = await sandbox.member().runCommand({ channelId, name: 'why', options });
  const admin = sandbox.member({ permissions: ['ManageGuild'] });
  const ofRun = await admin.runCommand({ channelId, name: 'why' });
  const reason = 'Nothing is posted here at the moment: I lack a permission: *Send Messages*.';
  expect(ofStory.message?.embeds[0]?.description).toContain(reason);
  expect(ofRun.message?.content).toContain(reason);

  sandbox.setPermissions(channelId, {});
  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0], WAIT_MS);
  const posted = await sandbox.member().useMessageCommand({ name: 'Why this story?', message });
  const rule = 'The rule it met: topic AI Hardware, heat at least 70.';
  expect(posted.message?.embeds[0]?.description).toContain(rule);
});

test('/why for admins tells what the last run posted, also when it was cut off half-way', async () => {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const other = {
    title: 'Robots learn to fold',
    excerpt: '',
    webUrl: 'https://example.com/fold',
    heat: 100,
    related: [],
  };
  writeRecord(contentDir, 'chips.md', makeRecord());
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  const channelId = sandbox.channel('ai-news').id;
  let posts = 0;
  sandbox.fail({
    match: ({ method, path }) => method === 'POST' && path.endsWith('/messages') && ++posts === 2,
    mode: { status: 503 },
  });
  const schedule = { NEWS_PER_RUN: '2', NEWS_SCHEDULE: '5 0 12 * * *' };
  startCli(['start', '--now', NOW], { ...botEnvironment(sandbox, dir, contentDir), ...schedule });
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 2, 25_000);
  const admin = sandbox.member({ permissions: ['ManageGuild'] });
  const ask = async () => {
    const answer = await admin.runCommand({ channelId, name: 'why' });
    return answer.message?.embeds[0]?.description ?? '';
  };
  await expect
    .poll(ask, { timeout: WAIT_MS })
    .toMatch(/picked: 2[\s\S]*1\. .*Labs agree[\s\S]*2\. .*Robots learn/);
});
