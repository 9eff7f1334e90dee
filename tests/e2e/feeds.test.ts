import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PermissionName } from '../../sandbox/permissions.ts';
import type { InteractionAnswer, SandboxMessage } from '../../sandbox/sandbox.ts';
import de from '../../src/locales/de.json' with { type: 'json' };
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const CONTENT_DIR = join(import.meta.dirname, '../../content');
/** In the busiest week of the content: there is much to post before and after. */
const NOW = '2021-12-16T18:00:00Z';
/** A minute in a tenth of a second: for tests that wait for a run. */
const FAST = 600;

type SceneOptions = {
  readonly contentDir?: string;
  readonly now?: string;
  /** Replayed milliseconds per real one. */
  readonly speed?: number;
  readonly environment?: Readonly<Record<string, string>>;
};

/** A bot that posts nowhere until an admin says so. */
async function openScene({
  contentDir = CONTENT_DIR,
  now = NOW,
  speed = 1,
  environment = {},
}: SceneOptions = {}) {
  const sandbox = await openSandbox({ rateLimits: false });
  const { NEWS_CHANNEL_ID: _, ...variables } = botEnvironment(sandbox, makeTempDir(), contentDir);
  const home = sandbox.channel('ai-news').id;
  const start = async (at = now) => {
    const args = ['start', '--now', at, '--speed', String(speed)];
    const bot = startCli(args, { ...variables, ...environment });
    await expect
      .poll(() => bot.log(), { timeout: 15_000 })
      .toMatch(/no channel gets posts yet|posting on schedule/);
    return bot;
  };
  const admin = sandbox.member({ name: 'admin', permissions: ['ManageGuild'] });
  /** `/feed …`, as the admin, typed in the text channel. */
  const feed = (subcommand: string, options: Record<string, string | number | boolean> = {}) =>
    admin.runCommand({ channelId: home, name: 'feed', subcommand, options });
  return { sandbox, home, start, admin, feed };
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

/** A folder of stories that an hour ago were new; the first is the hottest. */
function makeContent(names: readonly string[], changes: Record<string, unknown> = {}): string {
  const dir = makeTempDir();
  for (const [index, name] of names.entries()) writeStory(dir, name, { heat: 150 - 10 * index, ...changes });
  return dir;
}

function writeStory(dir: string, name: string, changes: Record<string, unknown> = {}): void {
  const link = `https://example.com/${name}`;
  const texts = { title: `${name} learns to fly`, excerpt: '', webUrl: link, originalUrl: link, related: [] };
  writeRecord(
    dir,
    `${name}.md`,
    makeRecord({ ...texts, publishedDateTime: '2021-12-14T09:00:00Z', ...changes }),
  );
}
const AN_HOUR_LATER = '2021-12-14T10:00:00Z';

describe('/feed add', () => {
  test('ends with a preview: what the channel would have got, will get, and the first card', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const channel = sandbox.channel('announcements').id;
    const answer = await feed('add', { channel, topics: 'autos, ML', schedule: 'hourly', min_heat: 80 });
    expect(answer).toMatchObject({ ephemeral: true, deferred: false });
    const text = textOf(answer);
    expect(text).toContain(`News is posted in <#${channel}> from now on.`);
    expect(text).toContain('Topics: AI in Autos, Machine Learning');
    expect(text).toContain('Schedule: every hour, UTC');
    expect(text).toMatch(/\*\*The last 7 days: \d+ stories\*\*\n<t:\d+:f> \[/);
    expect(text).toMatch(/\*\*The next 24 hours, as known now: \d+ stories\*\*\n<t:\d+:f> \[/);
    const [, card] = answer.message?.embeds ?? [];
    expect(card).toMatchObject({ url: expect.stringMatching(/^https?:/), author: expect.anything() });
    expect(text).toContain(`[${card?.title}](`);
  });

  test('then posts what the preview promised, first the card that it showed', async () => {
    const { sandbox, start, feed } = await openScene({ speed: FAST });
    await start();
    const channel = sandbox.channel('announcements').id;
    const answer = await feed('add', { channel, per_run: 2 });
    const promised = answer.message?.embeds[1]?.title;
    const [first] = await sandbox.waitFor(() => {
      const messages = sandbox.messages(channel);
      return messages.length > 0 && messages;
    }, 20_000);
    expect(first?.embeds[0]?.title).toBe(promised);
  });

  test('survives a restart, and a channel has one feed', async () => {
    const { sandbox, start, feed } = await openScene();
    const bot = await start();
    const channel = sandbox.channel('announcements').id;
    await feed('add', { channel, topics: 'AI', quiet_hours: '22-7', style: 'compact' });
    await bot.stop();
    await start();
    const again = await feed('add', { channel });
    expect(textOf(again)).toBe(`A feed posts in <#${channel}> already. Change it: \`/feed edit\`.`);
    expect(textOf(await feed('preview', { channel }))).toContain('Quiet hours: 22:00-07:00');
  });

  test('keeps to the limit that the host set, and to the channel of the environment', async () => {
    const { sandbox, home, start, feed } = await openScene({ environment: { FEEDS_PER_GUILD: '1' } });
    const bot = await start();
    await feed('add', { channel: home });
    const second = await feed('add', { channel: sandbox.channel('announcements').id });
    expect(textOf(second)).toBe('This server has 1 feed, and may not have more. End one first.');
    await bot.stop();
    const host = await openScene({ environment: {} });
    const own = host.sandbox.channel('announcements').id;
    await host.start();
    expect(textOf(await host.feed('edit', { channel: own, min_heat: 80 }))).toContain('No feed posts in');
  });
});

describe('what an admin typed wrong is told in a sentence, and nothing is changed', () => {
  test.each([
    [
      'an unknown topic',
      { topics: 'AI, Machine Lerning' },
      /`topics`: there is no topic “Machine Lerning”. The nearest: \*\*Machine Learning\*\*/,
    ],
    [
      'an unknown outlet',
      { exclude_providers: 'Forbs' },
      /`exclude_providers`: there is no outlet “Forbs”. The nearest: \*\*Forbes\*\*/,
    ],
    [
      'an unknown topic to exclude',
      { exclude_topics: 'Gardening' },
      /`exclude_topics`: there is no topic “Gardening”/,
    ],
    ['a cron line that is none', { cron: 'at noon' }, /`cron`: “at noon” is no schedule\. Write five fields/],
    ['a cron line of six fields', { cron: '0 0 9 * * *' }, /is no schedule/],
    [
      'a custom schedule without its line',
      { schedule: 'custom' },
      /A custom schedule needs its five fields in `cron`/,
    ],
    ['a time zone that is none', { timezone: 'Mars/Olympus' }, /`timezone`: “Mars\/Olympus” is no time zone/],
    [
      'quiet hours that are none',
      { quiet_hours: 'at night' },
      /`quiet_hours`: “at night” is no span of hours/,
    ],
    [
      'a heat without a role',
      { mention_heat: 120 },
      /`mention_heat` needs a role to mention; choose one in `mention`/,
    ],
    [
      'markup in what was typed',
      { timezone: '**x** @everyone' },
      /“\\\*\\\*x\\\*\\\* @everyone” is no time zone/,
    ],
  ])('%s', async (_what, options, sentence) => {
    const { home, start, feed } = await openScene();
    await start();
    const answer = await feed('add', { channel: home, ...options });
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer)).toMatch(sentence);
    expect(textOf(await feed('list'))).toContain('This server has no feeds yet.');
  });

  test('numbers out of range and @everyone, by a client that lets them through', async () => {
    const { sandbox, home, start, admin } = await openScene();
    await start();
    const forge = (options: Record<string, string | number>) =>
      admin.runCommand({
        channelId: home,
        name: 'feed',
        subcommand: 'add',
        options: { channel: home, ...options },
        isForged: true,
      });
    expect(textOf(await forge({ per_run: 500 }))).toBe('`per_run`: 500 is not a whole number from 1 to 10.');
    expect(textOf(await forge({ min_heat: -3 }))).toMatch(/`min_heat`: \\?-3 is not a whole number from 0/);
    expect(textOf(await forge({ per_day: 0 }))).toBe('`per_day`: 0 is not a whole number from 1 to 1000.');
    expect(textOf(await forge({ mention: sandbox.guild.id, mention_heat: 5_000 }))).toContain('@everyone');
    expect(textOf(await forge({ mention: sandbox.guild.id }))).toContain(
      '@everyone is not mentioned by news.',
    );
  });

  test('a thread under posts where there can be none', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const answer = await feed('add', { channel: sandbox.channel('forum').id, thread: true });
    expect(textOf(answer)).toBe('`thread`: a post in a forum or a thread opens no thread of its own.');
  });

  test('a channel that takes no posts', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const voice = sandbox.addChannel({ name: 'talk', type: 'voice' });
    expect(textOf(await feed('add', { channel: voice.id }))).toContain('I cannot post in');
  });
});

describe('permissions', () => {
  test.each([
    ['ViewChannel', {}, '**View Channel** to see it at all'],
    ['SendMessages', {}, '**Send Messages** to post'],
    ['EmbedLinks', {}, '**Embed Links** to show stories as cards'],
    ['ReadMessageHistory', {}, '**Read Message History** to make sure'],
    ['CreatePublicThreads', { thread: true }, '**Create Public Threads** to open a thread'],
  ] as const)(
    'without %s no feed begins, and the admin is told what it is for',
    async (name, options, line) => {
      const { sandbox, start, feed } = await openScene();
      await start();
      const channel = sandbox.addChannel({ name: 'closed', deny: [name] });
      const answer = await feed('add', { channel: channel.id, ...options });
      expect(textOf(answer)).toContain(`In <#${channel.id}> I need these permissions first:`);
      expect(textOf(answer)).toContain(`- ${line}`);
      expect(textOf(await feed('list'))).toContain('This server has no feeds yet.');
      sandbox.setPermissions(channel.id, { allow: [name satisfies PermissionName] });
      await expect
        .poll(async () => textOf(await feed('add', { channel: channel.id, ...options })))
        .toContain('News is posted in');
    },
  );

  test('all that are missing are named at once; a role that not everyone may mention needs one more', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const channel = sandbox.addChannel({ name: 'closed', deny: ['SendMessages', 'EmbedLinks'] });
    const role = sandbox.addRole({ name: 'news readers' });
    const text = textOf(await feed('add', { channel: channel.id, mention: role.id }));
    expect(text.match(/^- \*\*/gm)).toHaveLength(3);
    expect(text).toContain('**Mention @everyone, @here, and All Roles** to mention a role');
  });

  test('in a thread it is Send Messages in Threads', async () => {
    const { sandbox, home, start, feed } = await openScene();
    await start();
    const thread = sandbox.addThread({ parentId: home, name: 'daily news' });
    sandbox.setPermissions(home, { deny: ['SendMessagesInThreads'] });
    await expect
      .poll(async () => textOf(await feed('add', { channel: thread.id })))
      .toContain('**Send Messages in Threads** to post in a thread');
  });

  test('a member who may not manage the server is refused, also by a forged request', async () => {
    const { sandbox, home, start, feed } = await openScene();
    await start();
    const member = sandbox.member({ name: 'reader' });
    await expect(member.runCommand({ channelId: home, name: 'feed', subcommand: 'list' })).rejects.toThrow(
      'not offered',
    );
    for (const subcommand of ['add', 'list', 'preview', 'edit', 'pause', 'resume', 'remove', 'post']) {
      const options =
        subcommand === 'list' ? {} : { channel: home, ...(subcommand === 'post' && { story: 'x' }) };
      const answer = await member.runCommand({
        channelId: home,
        name: 'feed',
        subcommand,
        options,
        isForged: true,
      });
      expect(textOf(answer), subcommand).toBe(
        'This is for those who may manage the server (*Manage Server*).',
      );
    }
    // Not even the button of an admin's own answer.
    await feed('add', { channel: home });
    const question = requireMessage(await feed('remove', { channel: home }));
    const customId = findButton(question, 'End it');
    const pressed = await member.pressButton({ message: question, customId, isForged: true });
    expect(textOf(pressed)).toContain('This is for those who may manage the server');
    expect(textOf(await feed('list'))).toContain(`<#${home}>`);
  });
});

describe('each kind of channel', () => {
  test.each(['text', 'announcement', 'forum', 'media'] as const)(
    'a %s channel gets its story',
    async (type) => {
      const contentDir = makeContent(['robin']);
      const { sandbox, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
      await start();
      const channel = sandbox.addChannel({ name: 'stories', type });
      await feed('add', { channel: channel.id });
      const isForum = type === 'forum' || type === 'media';
      const message = await sandbox.waitFor(() => {
        const thread = sandbox.channels().find(({ parent_id }) => parent_id === channel.id);
        return sandbox.messages(isForum ? (thread?.id ?? '') : channel.id)[0];
      }, 20_000);
      expect(message.embeds[0]?.title).toBe('robin learns to fly');
      if (type === 'announcement') {
        await sandbox.waitFor(() => ((sandbox.messages(channel.id)[0]?.flags ?? 0) & 1) === 1);
      }
    },
  );

  test('a thread gets its story, also one that is archived when the bot starts', async () => {
    const contentDir = makeContent(['robin']);
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    const bot = await start();
    const thread = sandbox.addThread({ parentId: home, name: 'daily news' });
    await feed('add', { channel: thread.id, cron: '0 12 * * *' });
    await bot.stop();
    sandbox.setThread(thread.id, { archived: true });
    await start('2021-12-14T11:50:00Z');
    const message = await sandbox.waitFor(() => sandbox.messages(thread.id)[0], 20_000);
    expect(message.embeds[0]?.title).toBe('robin learns to fly');
  });

  test('a forum gives posts the tags of their topics, short names too, and creates missing ones at a press', async () => {
    const contentDir = makeContent(['robin'], { topics: ['Natural Language Processing', 'AI Ethics'] });
    writeTopics(contentDir);
    const { sandbox, start, admin, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    await start();
    const forum = sandbox.addChannel({
      name: 'stories',
      type: 'forum',
      tags: [{ name: 'Chips' }],
      requireTag: true,
    });
    sandbox.setPermissions(forum.id, { allow: ['ManageChannels'] });
    const added = await feed('add', { channel: forum.id, cron: '30 10 * * *' });
    expect(textOf(added)).toContain('A story whose topics have none gets **Chips**.');
    expect(textOf(added)).toContain('The forum has no tags for these topics: AI Ethics, NLP.');
    const message = requireMessage(added);
    const created = await admin.pressButton({ message, customId: findButton(message, 'Create the tags') });
    expect(textOf(created)).toBe('The forum now has these tags: Chips, AI Ethics, NLP.');
    const thread = await sandbox.waitFor(
      () => sandbox.channels().find(({ parent_id }) => parent_id === forum.id),
      20_000,
    );
    const { available_tags: tags = [] } = sandbox.channel('stories');
    const names = thread.applied_tags?.map((id) => tags.find((tag) => tag.id === id)?.name);
    expect(names?.toSorted()).toEqual(['AI Ethics', 'NLP']);
  });

  test('a forum that demands a tag and has none is refused', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const forum = sandbox.addChannel({ name: 'stories', type: 'forum', tags: [], requireTag: true });
    expect(textOf(await feed('add', { channel: forum.id }))).toContain(
      'Every post of this forum needs a tag',
    );
  });
});

function writeTopics(dir: string): void {
  const topics = [
    { name: 'Natural Language Processing', shortName: 'NLP' },
    { name: 'AI Ethics', shortName: 'Ethics' },
  ];
  writeFileSync(join(dir, 'topics.yaml'), JSON.stringify(topics));
}

describe('what a feed is set to shows in its posts', () => {
  test('style, mention from its heat on, and a thread under the post', async () => {
    const contentDir = makeContent(['robin', 'wren']);
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    await start();
    const role = sandbox.addRole({ name: 'news readers', mentionable: true });
    const options = { style: 'headline', thread: true, mention: role.id, mention_heat: 145, per_run: 2 };
    await feed('add', { channel: home, ...options });
    const [robin, wren] = await sandbox.waitFor(() => {
      const messages = sandbox.messages(home);
      const threads = sandbox.channels().filter(({ parent_id }) => parent_id === home);
      return messages.length === 2 && threads.length === 2 && messages;
    }, 20_000);
    expect(robin?.content).toMatch(
      new RegExp(
        `^<@&${role.id}> \\*\\*\\[robin learns to fly\\]\\(<https://example\\.com/robin>\\)\\*\\* · `,
      ),
    );
    expect(robin?.mention_roles).toEqual([role.id]);
    expect(robin?.embeds).toEqual([]);
    expect(wren?.content).toMatch(/^\*\*\[wren learns to fly\]/);
    expect(wren?.mention_roles).toEqual([]);
    const names = sandbox.channels().flatMap(({ parent_id, name }) => (parent_id === home ? [name] : []));
    expect(names.toSorted()).toEqual(['robin learns to fly', 'wren learns to fly']);
  });

  test('a corrected headline changes the message in its own look, and the name of its thread', async () => {
    const contentDir = makeContent(['robin']);
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    await start();
    await feed('add', { channel: home, style: 'compact', thread: true });
    await sandbox.waitFor(() => sandbox.channels().find(({ parent_id }) => parent_id === home), 20_000);
    await feed('edit', { channel: home, style: 'card' });
    writeStory(contentDir, 'robin', { heat: 150, title: 'robin learns to dive' });
    const message = await sandbox.waitFor(
      () => sandbox.messages(home).find(({ embeds }) => embeds[0]?.title === 'robin learns to dive'),
      20_000,
    );
    expect(message.embeds[0]?.image).toBeUndefined();
    expect(message.embeds[0]?.thumbnail).toBeDefined();
    await sandbox.waitFor(() => sandbox.channels().find(({ name }) => name === 'robin learns to dive'));
  });

  test('topics and outlets that are excluded are not posted', async () => {
    const contentDir = makeContent([]);
    writeStory(contentDir, 'robin', { heat: 150, topics: ['Law'] });
    writeStory(contentDir, 'wren', {
      heat: 140,
      provider: { name: 'Gossip Daily', domain: 'gossip.example' },
    });
    writeStory(contentDir, 'finch', { heat: 90 });
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    await start();
    await feed('add', {
      channel: home,
      exclude_topics: 'Law',
      exclude_providers: 'gossip daily',
      per_run: 5,
    });
    const message = await sandbox.waitFor(() => sandbox.messages(home)[0], 20_000);
    expect(message.embeds[0]?.title).toBe('finch learns to fly');
    const why = await feed('post', { story: 'robin', channel: home });
    expect(textOf(why)).toMatch(/^Posted: https:/);
  });

  test('posts have the language of the server, answers that of the member', async () => {
    const contentDir = makeContent(['robin']);
    writeStory(contentDir, 'robin', {
      heat: 150,
      related: [{ title: 'A bird', webUrl: 'https://other.example/bird', provider: { name: 'Other' } }],
    });
    const { sandbox, home, start } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    sandbox.setGuildLocale('de');
    await start();
    const admin = sandbox.member({ name: 'admin', permissions: ['ManageGuild'], locale: 'fr' });
    const options = { channel: home };
    const answer = await admin.runCommand({ channelId: home, name: 'feed', subcommand: 'add', options });
    expect(textOf(answer)).not.toContain('News is posted');
    expect(textOf(answer)).toContain('7 derniers jours');
    const message = await sandbox.waitFor(() => sandbox.messages(home)[0], 20_000);
    expect(message.embeds[0]?.fields?.[0]?.name).toBe(de.card.alsoCoveredBy);
  });
});

describe('/feed edit', () => {
  test('changes what is given and keeps the rest; clear takes a setting away', async () => {
    const { home, start, feed } = await openScene();
    await start();
    await feed('add', { channel: home, topics: 'AI', min_heat: 90, quiet_hours: '22-7' });
    const changed = textOf(await feed('edit', { channel: home, min_heat: 100, schedule: 'daily' }));
    expect(changed).toContain(`The feed in <#${home}> is changed.`);
    expect(changed).toContain('Topics: AI\nHeat: from 100\nSchedule: every day at 9:00, UTC');
    expect(changed).toContain('Quiet hours: 22:00-07:00');
    expect(textOf(await feed('edit', { channel: home, clear: 'quiet_hours' }))).not.toContain('Quiet hours');
    expect(textOf(await feed('edit', { channel: home, min_heat: 100 }))).toContain('Nothing to change');
  });

  test('with the channel alone, a form opens, filled in; what is sent is saved, a mistake is told', async () => {
    const { home, start, admin, feed } = await openScene();
    await start();
    await feed('add', { channel: home, topics: 'AI', cron: '15 8 * * *' });
    const answer = await feed('edit', { channel: home });
    expect(answer.modal?.title).toBe('Feed');
    const shown = JSON.stringify(answer.modal);
    expect(shown).toContain('"value":"AI"');
    expect(shown).toContain('{"label":"15 8 * * *","value":"15 8 * * *","default":true}');
    const send = (values: Record<string, string | string[]>) =>
      admin.submitModal({ answer, channelId: home, values });
    const wrong = await send({ timezone: 'Mars/Olympus' });
    expect(textOf(wrong)).toContain('“Mars/Olympus” is no time zone');
    const right = await send({
      topics: '',
      min_heat: '85',
      schedule: ['weekdays'],
      timezone: 'europe/berlin',
      quiet_hours: '23-6',
    });
    expect(textOf(right)).toContain(
      'Topics: all\nHeat: from 85\nSchedule: weekdays at 9:00, Europe/Berlin\nAt most 1 at a time, 24 a day\nQuiet hours: 23:00-06:00',
    );
  });
});

describe('/feed pause, resume, remove, list', () => {
  test('a paused feed posts nothing until it is resumed; an ended one leaves what it posted', async () => {
    const contentDir = makeContent(['robin', 'wren', 'finch']);
    const { sandbox, home, start, admin, feed } = await openScene({
      contentDir,
      now: AN_HOUR_LATER,
      speed: FAST,
    });
    await start();
    await feed('add', { channel: home, cron: '*/5 * * * *' });
    await sandbox.waitFor(() => sandbox.messages(home).length === 1, 20_000);
    expect(textOf(await feed('pause', { channel: home }))).toContain('Paused');
    expect(textOf(await feed('pause', { channel: home }))).toContain('is paused already');
    expect(textOf(await feed('list'))).toContain(`⏸️ paused by <@${admin.id}>`);
    const why = await admin.runCommand({ channelId: home, name: 'why' });
    expect(textOf(why)).toContain(`⏸️ paused by <@${admin.id}>`);
    const posted = sandbox.messages(home).length;
    // Four runs would have been due in this time; the other channel's show that they were.
    const other = sandbox.channel('announcements').id;
    await feed('add', { channel: other, cron: '*/5 * * * *' });
    await sandbox.waitFor(() => sandbox.messages(other).length === 3, 20_000);
    expect(sandbox.messages(home)).toHaveLength(posted);
    expect(textOf(await feed('resume', { channel: home }))).toContain('Going on');
    await sandbox.waitFor(() => sandbox.messages(home).length === 3, 20_000);

    const question = requireMessage(await feed('remove', { channel: home }));
    const kept = await admin.pressButton({ message: question, customId: findButton(question, 'Keep it') });
    expect(textOf({ message: kept.updatedMessage })).toContain('goes on');
    const again = requireMessage(await feed('remove', { channel: home }));
    const ended = await admin.pressButton({ message: again, customId: findButton(again, 'End it') });
    expect(textOf({ message: ended.updatedMessage })).toContain('has ended. What it posted stays.');
    expect(ended.updatedMessage?.components).toEqual([]);
    expect(sandbox.messages(home)).toHaveLength(3);
    expect(textOf(await feed('list'))).not.toContain(`<#${home}>`);
  });

  test('the list says what stops a feed, in plain words, and has a second page', async () => {
    const { sandbox, home, start, admin, feed } = await openScene();
    await start();
    for (let count = 1; count <= 11; count++) {
      const channel = sandbox.addChannel({ name: `news-${count}` });
      await feed('add', { channel: channel.id });
    }
    sandbox.setPermissions(sandbox.channel('news-1').id, { deny: ['SendMessages'] });
    await expect
      .poll(async () => textOf(await feed('list')))
      .toContain(`<#${sandbox.channel('news-1').id}> 🔴 I lack a permission: *Send Messages*`);
    const list = await feed('list');
    expect(list.message?.embeds[0]?.footer?.text).toBe('Page 1 of 2');
    expect(textOf(list)).toMatch(
      /🟢 next run <t:\d+:R>\nTopics: all · Heat: from 70 · every 30 minutes · no post yet/,
    );
    const message = requireMessage(list);
    const next = await admin.pressButton({ message, customId: findButton(message, 'Next') });
    expect(next.updatedMessage?.embeds[0]?.description).toContain(`<#${sandbox.channel('news-11').id}>`);
    expect(home).not.toBe('');
  });
});

describe('/feed post', () => {
  test('posts one story now, once, and /why tells who did', async () => {
    const contentDir = makeContent(['robin', 'wren']);
    writeStory(contentDir, 'wren', { heat: 20 });
    const { home, start, admin, feed } = await openScene({ contentDir, now: AN_HOUR_LATER });
    await start();
    expect(textOf(await feed('post', { story: 'wren' }))).toContain(`No feed posts in <#${home}>.`);
    await feed('add', { channel: home, cron: '0 23 * * *' });
    const choices = await admin.autocomplete({
      channelId: home,
      name: 'feed',
      subcommand: 'post',
      focused: 'story',
      options: { story: 'wre' },
    });
    expect(choices).toMatchObject([{ name: expect.stringContaining('wren learns to fly') }]);
    const story = String(choices[0]?.value);
    expect(textOf(await feed('post', { story }))).toMatch(
      /^Posted: https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/,
    );
    expect(textOf(await feed('post', { story }))).toContain(`That story stands in <#${home}> already`);
    const why = await admin.runCommand({ channelId: home, name: 'why', options: { story } });
    expect(textOf(why)).toContain(`by <@${admin.id}>, with \`/feed post\``);
  });
});

describe('as it breaks', () => {
  test('a story is posted when it crosses the heat; what was hot before the feed began is not', async () => {
    const contentDir = makeContent(['robin']);
    writeStory(contentDir, 'wren', { heat: 40 });
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER });
    await start();
    await feed('add', { channel: home, schedule: 'breaking' });
    writeStory(contentDir, 'wren', { heat: 95 });
    const message = await sandbox.waitFor(() => sandbox.messages(home)[0], 10_000);
    expect(message.embeds[0]?.title).toBe('wren learns to fly');
    const why = await feed('post', { story: 'robin', channel: home });
    expect(textOf(why)).toMatch(/^Posted/);
  });

  test('in quiet hours it waits for their end', async () => {
    const contentDir = makeContent([]);
    writeStory(contentDir, 'wren', { heat: 40 });
    const { sandbox, home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER, speed: FAST });
    await start();
    await feed('add', { channel: home, schedule: 'breaking', quiet_hours: '09:00-13:00' });
    writeStory(contentDir, 'wren', { heat: 95 });
    await sandbox.waitFor(() => sandbox.messages(home)[0], 40_000);
    const why = await feed('list');
    const lastPostS = Number(/last post <t:(\d+):R>/.exec(textOf(why))?.[1]);
    expect(lastPostS * 1000).toBeGreaterThanOrEqual(Date.parse('2021-12-14T13:00:00Z'));
  });
});

describe('what becomes of a feed', () => {
  test('its channel is deleted: it ends, also when the bot was away', async () => {
    const { sandbox, home, start, feed } = await openScene();
    const bot = await start();
    const one = sandbox.addChannel({ name: 'one' });
    const two = sandbox.addChannel({ name: 'two' });
    await feed('add', { channel: one.id });
    await feed('add', { channel: two.id });
    sandbox.deleteChannel(one.id);
    await expect.poll(async () => textOf(await feed('list'))).not.toContain(one.id);
    await bot.stop();
    sandbox.deleteChannel(two.id);
    await start();
    expect(textOf(await feed('list'))).toContain('This server has no feeds yet.');
    expect(home).not.toBe('');
  });

  test('the channel of its thread is deleted: it ends with the thread', async () => {
    const { sandbox, start, feed } = await openScene();
    await start();
    const parent = sandbox.addChannel({ name: 'one' });
    const thread = sandbox.addThread({ parentId: parent.id, name: 'daily news' });
    await feed('add', { channel: thread.id });
    sandbox.deleteChannel(parent.id);
    await expect.poll(async () => textOf(await feed('list'))).toContain('This server has no feeds yet.');
  });

  test('the bot is removed from the server and comes back within 30 days: it goes on; later, it is gone', async () => {
    const { sandbox, home, start, feed } = await openScene({ contentDir: makeContent(['robin']) });
    const bot = await start('2021-12-14T10:00:00Z');
    await feed('add', { channel: home, min_heat: 91 });
    sandbox.setBotInGuild(false);
    await expect.poll(() => bot.log()).toContain('a feed rests: the bot was removed');
    sandbox.setBotInGuild(true);
    await expect.poll(() => bot.log()).toContain('a feed goes on: the bot is back');
    expect(textOf(await feed('list'))).toContain('Heat: from 91');

    sandbox.setBotInGuild(false);
    await expect.poll(() => bot.log().match(/a feed rests/g)).toHaveLength(2);
    await bot.stop();
    const later = await start('2022-01-12T10:00:00Z');
    await later.stop();
    sandbox.setBotInGuild(true);
    const back = await start('2022-01-12T11:00:00Z');
    expect(textOf(await feed('list'))).toContain('Heat: from 91');
    sandbox.setBotInGuild(false);
    await expect.poll(() => back.log()).toContain('a feed rests');
    await back.stop();
    const muchLater = await start('2022-03-01T10:00:00Z');
    await muchLater.stop();
    sandbox.setBotInGuild(true);
    await start('2022-03-01T11:00:00Z');
    expect(textOf(await feed('list'))).toContain('This server has no feeds yet.');
  });

  test('a topic is renamed: with its former name in topics.yaml the feed goes on; without it, the list warns', async () => {
    const contentDir = makeContent(['robin'], { topics: ['Robots'] });
    writeFileSync(join(contentDir, 'topics.yaml'), '- name: Robots\n- name: Law\n');
    const { home, start, feed } = await openScene({ contentDir, now: AN_HOUR_LATER });
    await start();
    await feed('add', { channel: home, topics: 'Robots, Law' });
    writeFileSync(join(contentDir, 'topics.yaml'), '- name: Robotics\n  formerNames: [Robots]\n');
    await expect
      .poll(async () => textOf(await feed('preview', { channel: home })), { timeout: 10_000 })
      .toContain('No longer a topic: Law');
    expect(textOf(await feed('preview', { channel: home }))).toContain('robin learns to fly');
  });

  test('the bot comes to a server: it says in the system channel how to begin', async () => {
    const { sandbox, start } = await openScene();
    sandbox.setBotInGuild(false);
    await start();
    const lobby = sandbox.addChannel({ name: 'lobby' });
    sandbox.setSystemChannel(lobby.id);
    sandbox.setBotInGuild(true);
    const message = await sandbox.waitFor(() => sandbox.messages(lobby.id)[0]);
    expect(message.content).toContain('`/feed add`');
  });
});

describe('/topics and /help', () => {
  test('/topics is the tree with counts and the channels that get each; /help has what the asker may do', async () => {
    const { sandbox, home, start, feed } = await openScene();
    await start();
    await feed('add', { channel: home, topics: 'AI in Autos' });
    const member = sandbox.member({ name: 'reader' });
    const topics = await member.runCommand({ channelId: home, name: 'topics' });
    expect(topics.ephemeral).toBe(true);
    expect(textOf(topics)).toMatch(/^- \*\*AI\*\* \d+$/m);
    expect(textOf(topics)).toMatch(new RegExp(`^ {2}- \\*\\*AI in Autos\\*\\* \\d+ → <#${home}>$`, 'm'));
    expect(textOf(topics)).toMatch(/^ {4}- \*\*TensorFlow\*\* 0$/m);

    const help = await member.runCommand({ channelId: home, name: 'help' });
    expect(help.message?.embeds[0]?.fields?.map(({ name }) => name)).toEqual(['For everyone']);
    expect(textOf(help)).toContain(`News is posted in 1 channel of this server: <#${home}>.`);
    const german = sandbox.member({ name: 'chefin', permissions: ['ManageGuild'], locale: 'de' });
    const hilfe = await german.runCommand({ channelId: home, name: 'help' });
    expect(hilfe.message?.embeds[0]?.fields).toHaveLength(2);
    expect(hilfe.message?.embeds[0]?.fields?.[0]?.name).not.toBe('For everyone');
  });
});

describe('installed to a user account', () => {
  test.each(['bot-dm', 'group-dm', 'foreign-guild'] as const)(
    '/news and /related work in a %s, /feed is not there',
    async (kind) => {
      const { sandbox, start } = await openScene();
      await start();
      const channelId = sandbox.openPlace(kind);
      const member = sandbox.member({ name: 'reader' });
      const names = member.offeredCommands(channelId).map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['news', 'related', 'topics', 'help', 'Related coverage']),
      );
      expect(names).not.toContain('feed');
      expect(names).not.toContain('why');
      const list = await member.runCommand({ channelId, name: 'news', options: { topic: 'AI' } });
      expect(textOf(list)).toContain('Hottest AI news');
      const message = requireMessage(list);
      const next = await member.pressButton({ message, customId: findButton(message, 'Next') });
      expect(next.updatedMessage?.embeds[0]?.footer?.text).toMatch(/^Page 2 of/);
      const related = await member.runCommand({ channelId, name: 'related', options: { story: 'tesla' } });
      expect(textOf(related)).toMatch(/other coverage of/i);
      const none = await member.runCommand({ channelId, name: 'related' });
      expect(textOf(none)).toContain('No story has been posted in this channel yet.');
    },
  );
});
