import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SandboxMessage } from '../../sandbox/sandbox.ts';
import { FIRST_ANSWER_MAX_MS } from '../../src/discord/rest/limits.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const CONTENT_DIR = join(import.meta.dirname, '../../content');
/** All of `content/` is out by then, and the post of this instant has coverage. */
const NOW = '2021-12-16T18:00:00Z';

async function openScene(contentDir = CONTENT_DIR) {
  const dir = makeTempDir();
  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  const environment = botEnvironment(sandbox, dir, contentDir);
  const start = async () => {
    const bot = startCli(['start', '--now', NOW], environment);
    await expect.poll(() => bot.log(), { timeout: 15_000 }).toContain('posting on schedule');
    return bot;
  };
  return { sandbox, channelId, environment, start, member: sandbox.member() };
}

function customIds(message: SandboxMessage | undefined): string[] {
  return JSON.stringify(message?.components ?? []).match(/(?<="custom_id":")[^"]+/g) ?? [];
}

function findButton(message: SandboxMessage | undefined, label: string): string {
  const rows = JSON.stringify(message?.components ?? []);
  const button = rows.match(/\{[^{}]*\}/g)?.find((text) => text.includes(`"label":"${label}`)) ?? '';
  return /"custom_id":"([^"]+)"/.exec(button)?.[1] ?? '';
}

test('/news topic:AI lists the hottest five with link, provider, age and heat', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const answer = await member.runCommand({ channelId, name: 'news', options: { topic: 'AI' } });
  expect(answer).toMatchObject({ ephemeral: false, deferred: false });
  const embed = answer.message?.embeds[0];
  expect(embed?.title).toBe('Hottest AI news');
  const lines = embed?.description?.split('\n\n') ?? [];
  expect(lines).toHaveLength(5);
  for (const [index, line] of lines.entries()) {
    expect(line).toMatch(
      new RegExp(
        `^\\*\\*${index + 1}\\.\\*\\* \\[.+\\]\\(https?://\\S+\\)\\n.+ · <t:\\d+:R>( · heat \\d+)?$`,
      ),
    );
  }
  expect(embed?.footer?.text).toMatch(/^Page 1 of \d+ · \d+ stories$/);
});

test('paging goes on after a restart, on the same message', async () => {
  const { channelId, start, member } = await openScene();
  const bot = await start();
  const first = await member.runCommand({ channelId, name: 'news', options: { topic: 'ai' } });
  await bot.stop();

  await start();
  const message = first.message as SandboxMessage;
  const second = await member.pressButton({ message, customId: findButton(message, 'Next') });
  expect(second.updatedMessage?.id).toBe(message.id);
  expect(second.updatedMessage?.embeds[0]?.footer?.text).toMatch(/^Page 2 of/);
  expect(second.updatedMessage?.embeds[0]?.description).toMatch(/^\*\*6\.\*\*/);
  const back = await member.pressButton({
    message: second.updatedMessage as SandboxMessage,
    customId: findButton(second.updatedMessage, 'Previous'),
  });
  expect(back.updatedMessage?.embeds[0]?.description).toBe(message.embeds[0]?.description);
});

test('the menu below a list opens the story for the one who chose it', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const { message } = await member.runCommand({ channelId, name: 'news' });
  const customId = customIds(message)[0] ?? '';
  const storyId = /"value":"([0-9a-f]{16})"/.exec(JSON.stringify(message?.components))?.[1] ?? '';
  const opened = await member.select({ message: message as SandboxMessage, customId, values: [storyId] });
  expect(opened.ephemeral).toBe(true);
  expect(opened.message?.embeds[0]?.author?.name).toBeTruthy();
  expect(findButton(opened.message, 'Read at')).toBe('');
  expect(JSON.stringify(opened.message?.components)).toContain('Read at');
});

test('short names and any case are taken; a parent takes its children; an unknown topic gets the three nearest', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const ask = async (topic: string) => {
    const { message, ephemeral } = await member.runCommand({ channelId, name: 'news', options: { topic } });
    return { text: message?.embeds[0]?.footer?.text ?? message?.content ?? '', ephemeral };
  };
  const count = (text: string) => Number(/(\d+) stor/.exec(text)?.[1]);
  expect((await ask('vision')).text).toBe((await ask('Computer Vision')).text);
  expect(count((await ask('aws ai')).text)).toBeGreaterThanOrEqual(1);
  expect(count((await ask('AI')).text)).toBeGreaterThan(count((await ask('vision')).text));

  const unknown = await ask('Robotix');
  expect(unknown.ephemeral).toBe(true);
  expect(unknown.text).toContain('There is no topic “Robotix”');
  expect(unknown.text.match(/\*\*/g)).toHaveLength(6);
  expect(unknown.text).toContain('**AI in Robotics**');
});

test('autocomplete offers topics with their counts, by name or short name, and providers', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const suggest = (focused: string, text: string) =>
    member.autocomplete({ channelId, name: 'news', focused, options: { [focused]: text } });
  const all = await suggest('topic', '');
  expect(all[0]).toMatchObject({ value: 'AI' });
  expect(all.every(({ name }) => / \(\d+\)$/.test(name))).toBe(true);
  expect(await suggest('topic', 'ml')).toMatchObject([{ value: 'Machine Learning' }]);
  expect((await suggest('provider', 'forb')).map(({ value }) => value)).toEqual(['Forbes']);
});

test('words find stories, also with a letter wrong; a private answer is private; nothing found says what to try', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const ask = (options: Record<string, string | boolean>) =>
    member.runCommand({ channelId, name: 'news', options });
  const typo = await ask({ query: 'drivreless permit', private: true });
  expect(typo.ephemeral).toBe(true);
  expect(typo.message?.embeds[0]?.description).toMatch(/Pony\.ai/);

  const nothing = await ask({ query: 'zzyzx', topic: 'AI Ethics', since: 'day' });
  expect(nothing.message?.content).toContain('Nothing found');
  expect(nothing.message?.content).toMatch(/Try `\/news topic:.+`/);
});

test('/related gives the same answer by the button, by the message menu and by name, to the asker alone', async () => {
  const { sandbox, channelId, start, member } = await openScene();
  await start();
  const message = await sandbox.waitFor(
    () => sandbox.messages(channelId).find((candidate) => findButton(candidate, 'Related') !== ''),
    15_000,
  );
  const byButton = await member.pressButton({ message, customId: findButton(message, 'Related') });
  const byMenu = await member.useMessageCommand({ name: 'Related coverage', message });
  const link = `https://discord.com/channels/${sandbox.guild.id}/${channelId}/${message.id}`;
  const byLink = await member.runCommand({ channelId, name: 'related', options: { story: link } });
  const choices = await member.autocomplete({
    channelId,
    name: 'related',
    focused: 'story',
    options: { story: '' },
  });
  const posted = sandbox.messages(channelId).map(({ embeds }) => embeds[0]?.title ?? '');
  expect(posted.some((title) => choices[0]?.name.startsWith(title.slice(0, 40)))).toBe(true);

  expect(byButton.message?.embeds[0]?.title).toMatch(/^Related coverage \([1-9]\d*\)$/);
  for (const answer of [byButton, byMenu, byLink]) {
    expect(answer.ephemeral).toBe(true);
    expect(answer.firstResponseMs).toBeLessThan(FIRST_ANSWER_MAX_MS);
    expect(answer.message?.embeds).toEqual(byButton.message?.embeds);
  }
  const list = byButton.message?.embeds[0]?.description ?? '';
  const links = [...list.matchAll(/\]\((\S+)\)\n/g)].map(([, link]) => link);
  expect(new Set(links).size).toBe(links.length);
  expect(links).not.toContain(message.embeds[0]?.url);
});

test('/related shows the coverage of a story, then stories on the same subject; its pages go on across both', async () => {
  const dir = makeTempDir();
  const write = (name: string, changes: Record<string, unknown>) =>
    writeRecord(
      dir,
      `${name}.md`,
      makeRecord({ webUrl: `https://${name}.example/x`, related: [], ...changes }),
    );
  const related = Array.from({ length: 9 }, (_, index) => ({
    title: `Telling ${index}`,
    webUrl: `https://outlet${index}.example/x`,
    provider: { name: `Outlet ${index}` },
  }));
  write('caves', { title: 'Volcano robots explore Iceland caves', related, heat: 150 });
  // Weeks before, so that neither is coverage of the same event.
  write('wakes', { title: 'Iceland volcano wakes tourists', publishedDateTime: '2021-11-01T09:00:00Z' });
  write('depths', { title: 'Robots explore pyramids', publishedDateTime: '2021-11-02T09:00:00Z' });
  const { sandbox, channelId, start, member } = await openScene(dir);
  await start();
  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0], 15_000);

  const first = await member.pressButton({ message, customId: findButton(message, 'Related (9)') });
  const firstLines = first.message?.embeds[0]?.description?.split('\n\n') ?? [];
  expect(firstLines).toHaveLength(9);
  expect(firstLines[0]).toMatch(/^Other coverage of \[Volcano robots/);
  expect(firstLines.some((line) => line.includes('same subject'))).toBe(false);

  const list = first.message as SandboxMessage;
  const next = await member.pressButton({ message: list, customId: findButton(list, 'Next') });
  const embed = next.updatedMessage?.embeds[0];
  const nextLines = embed?.description?.split('\n\n') ?? [];
  expect(embed).toMatchObject({ title: 'Related coverage (9)', footer: { text: 'Page 2 of 2' } });
  expect(nextLines.slice(1)).toEqual([
    expect.stringContaining('Telling 8'),
    '**Stories on the same subject**',
    expect.stringMatching(/wakes tourists|explore pyramids/),
    expect.stringMatching(/wakes tourists|explore pyramids/),
  ]);
  expect(new Set([...firstLines, ...nextLines].filter((line) => /\n/.test(line))).size).toBe(11);
});

test('/related without a story takes the latest in the channel; where none is posted it says so', async () => {
  const dir = makeTempDir();
  writeRecord(dir, 'chips.md', makeRecord());
  const { sandbox, channelId, start, member } = await openScene(dir);
  await start();
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 1, 15_000);
  const latest = await member.runCommand({ channelId, name: 'related' });
  expect(latest.message?.embeds[0]?.description).toContain('A common yardstick for AI chips');
  const elsewhere = await member.runCommand({
    channelId: sandbox.channel('announcements').id,
    name: 'related',
  });
  expect(elsewhere.message?.content).toContain('No story has been posted in this channel yet');
});

test('on a message that is no story of ours the menu says so', async () => {
  const { channelId, start, member } = await openScene();
  await start();
  const message = member.say({ channelId, content: 'https://example.com/chip-test looks good' });
  const answer = await member.useMessageCommand({ name: 'Related coverage', message });
  expect(answer.ephemeral).toBe(true);
  expect(answer.message?.content).toContain('no story of mine');
});

test('a button of an older version answers in words', async () => {
  const { sandbox, channelId, start, member } = await openScene();
  await start();
  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0], 15_000);
  const old = { ...message, id: message.id };
  // The sandbox holds what was sent: an old button is put on it as Discord would still show it.
  const components = [{ type: 1, components: [{ type: 2, style: 2, label: 'Old', custom_id: 'news_v0:1' }] }];
  await fetch(`${sandbox.apiUrl}/v10/channels/${channelId}/messages/${old.id}`, {
    method: 'PATCH',
    headers: { Authorization: `Bot ${sandbox.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ components }),
  });
  const changed = sandbox.messages(channelId).find(({ id }) => id === old.id) as SandboxMessage;
  const answer = await member.pressButton({ message: changed, customId: 'news_v0:1' });
  expect(answer.ephemeral).toBe(true);
  expect(answer.message?.content).toContain('older version');
});

test('a command that comes before the library is read is deferred and then answered', async () => {
  const dir = makeTempDir();
  for (let index = 0; index < 4_000; index++) {
    const title = `Story ${index.toString(36)} of the day`;
    writeRecord(
      dir,
      `s${index}.md`,
      makeRecord({ title, webUrl: `https://example.com/${index}`, related: [] }),
    );
  }
  expect(readdirSync(dir)).toHaveLength(4_000);
  const { sandbox, channelId, environment, member } = await openScene(dir);
  // Registered by an earlier run, so that a member may type it at once.
  const earlier = startCli(['start', '--once', '--now', NOW], { ...environment, CONTENT_DIR: makeTempDir() });
  expect(await earlier.exited).toBe(0);
  startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(() => sandbox.connectedCount() === 1, 15_000);
  const answer = await member.runCommand({ channelId, name: 'news' });
  expect(answer.firstResponseMs).toBeLessThan(FIRST_ANSWER_MAX_MS);
  expect(answer.message?.embeds[0]?.footer?.text).toContain('4000 stories');
});
