import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InteractionAnswer, SandboxMessage } from '../../sandbox/sandbox.ts';
import { FIRST_ANSWER_MAX_MS } from '../../src/discord/rest/limits.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

// What each command answers is shown in tests/commands; here is what only a process and a wire can show.

const CONTENT_DIR = join(import.meta.dirname, '../../demo');
/** All of `demo/` is out by then, and the post of this instant has coverage. */
const NOW = '2021-12-16T18:00:00Z';

async function openScene(contentDir = CONTENT_DIR) {
  const dir = makeTempDir();
  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  const environment = botEnvironment(sandbox, dir, contentDir);
  const start = async () => {
    const bot = startCli(['start', '--now', NOW], environment);
    await expect.poll(() => bot.log()).toContain('posting on schedule');
    return bot;
  };
  return { sandbox, channelId, environment, start, member: sandbox.member() };
}

function requireMessage(message: SandboxMessage | undefined): SandboxMessage {
  if (message === undefined) throw new Error('there is no answer');
  return message;
}

function findButton(message: SandboxMessage | undefined, label: string): string {
  const rows = JSON.stringify(message?.components ?? []);
  const button = rows.match(/\{[^{}]*\}/g)?.find((text) => text.includes(`"label":"${label}`)) ?? '';
  return /"custom_id":"([^"]+)"/.exec(button)?.[1] ?? '';
}

test('a list opens its stories to the one who chose, and its pages go on after a restart, on the same message', async () => {
  const { channelId, start, member } = await openScene();
  const bot = await start();
  const first = await member.runCommand({ channelId, name: 'news', options: { topic: 'ai' } });
  expect(first).toMatchObject({ ephemeral: false, deferred: false });
  const message = requireMessage(first.message);
  const storyId = /"value":"([0-9a-f]{16})"/.exec(JSON.stringify(message.components))?.[1] ?? '';
  const opened = await member.select({ message, customId: 'o', values: [storyId] });
  expect(opened.ephemeral).toBe(true);
  expect(opened.message?.embeds[0]?.author?.name).toBeTruthy();
  const offered = await member.autocomplete({
    channelId,
    name: 'news',
    focused: 'topic',
    options: { topic: 'ml' },
  });
  expect(offered).toMatchObject([{ value: 'Machine Learning' }]);
  await bot.stop();

  await start();
  const second = await member.pressButton({ message, customId: findButton(message, 'Next') });
  expect(second.updatedMessage?.id).toBe(message.id);
  expect(second.updatedMessage?.embeds[0]?.footer?.text).toMatch(/^Page 2 of/);
  const next = requireMessage(second.updatedMessage);
  const back = await member.pressButton({ message: next, customId: findButton(next, 'Previous') });
  expect(back.updatedMessage?.embeds[0]?.description).toBe(message.embeds[0]?.description);
});

test('a post is asked about by its button, by its menu and by its link: the same answer, in time, to the asker alone', async () => {
  const { sandbox, channelId, start, member } = await openScene();
  await start();
  const message = await sandbox.waitFor(
    () => sandbox.messages(channelId).find((candidate) => findButton(candidate, 'Related') !== ''),
    40_000,
  );
  const link = `https://discord.com/channels/${sandbox.guild.id}/${channelId}/${message.id}`;
  const answers: InteractionAnswer[] = [
    await member.pressButton({ message, customId: findButton(message, 'Related') }),
    await member.useMessageCommand({ name: 'Related coverage', message }),
    await member.runCommand({ channelId, name: 'related', options: { story: link } }),
  ];
  expect(answers[0]?.message?.embeds[0]?.title).toMatch(/^Related coverage \([1-9]\d*\)$/);
  for (const answer of answers) {
    expect(answer.ephemeral).toBe(true);
    expect(answer.firstResponseMs).toBeLessThan(FIRST_ANSWER_MAX_MS);
    expect(answer.message?.embeds).toEqual(answers[0]?.message?.embeds);
  }
  const why = await member.useMessageCommand({ name: 'Why this story?', message });
  expect(why.message?.embeds[0]?.description).toMatch(/Picked <t:\d+:f> as the hottest/);
});

test('a command that comes before the library is read is answered when it is', async () => {
  const dir = makeTempDir();
  for (let index = 0; index < 500; index++) {
    const title = `Story ${index.toString(36)} of the day`;
    const webUrl = `https://example.com/${index}`;
    writeRecord(dir, `s${index}.md`, makeRecord({ title, excerpt: '', webUrl, related: [] }));
  }
  const { sandbox, channelId, environment, member } = await openScene(dir);
  // Registered by an earlier run, so that a member may type it at once.
  const earlier = startCli(['start', '--once', '--now', NOW], { ...environment, CONTENT_DIR: makeTempDir() });
  expect(await earlier.exited).toBe(0);
  startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(() => sandbox.connectedCount() === 1, 40_000);
  const answer = await member.runCommand({ channelId, name: 'news' });
  expect(answer.firstResponseMs).toBeLessThan(FIRST_ANSWER_MAX_MS);
  expect(answer.message?.embeds[0]?.footer?.text).toContain('500 stories');
});

test('installed to a user account, /news and /related work in direct messages and foreign servers; /feed is not there', async () => {
  const { sandbox, start, member } = await openScene();
  await start();
  for (const kind of ['bot-dm', 'group-dm', 'foreign-guild'] as const) {
    const channelId = sandbox.openPlace(kind);
    const names = member.offeredCommands(channelId).map(({ name }) => name);
    expect(names, kind).toEqual(
      expect.arrayContaining(['news', 'related', 'topics', 'help', 'Related coverage']),
    );
    expect(names, kind).not.toContain('feed');
    expect(names, kind).not.toContain('why');
    const list = await member.runCommand({ channelId, name: 'news', options: { topic: 'AI' } });
    const message = requireMessage(list.message);
    const next = await member.pressButton({ message, customId: findButton(message, 'Next') });
    expect(next.updatedMessage?.embeds[0]?.footer?.text, kind).toMatch(/^Page 2 of/);
    const related = await member.runCommand({ channelId, name: 'related', options: { story: 'tesla' } });
    expect(related.message?.embeds[0]?.description, kind).toMatch(/other coverage of/i);
  }
});
