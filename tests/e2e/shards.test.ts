import { expect, test } from 'vitest';
import { shardOf } from '../../sandbox/guild.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const WAIT_MS = 40_000;
const SHARDS = 3;

test('three servers on three shards of one process each get their post and an answer; one shard closed for good ends it', async () => {
  const contentDir = makeTempDir();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const sandbox = await openSandbox({ shards: SHARDS });
  const guilds = [sandbox.guild, sandbox.addGuild({ name: 'Two' }), sandbox.addGuild({ name: 'Three' })];
  const guildIds = guilds.map(({ id }) => id);
  expect(new Set(guildIds.map((id) => shardOf(id, SHARDS))).size).toBe(SHARDS);
  const channelIds = guildIds.map((id) => sandbox.channel('ai-news', id).id);
  // The first server's channel gets its posts by NEWS_CHANNEL_ID, a minute in a tenth of a second.
  const environment = {
    ...botEnvironment(sandbox, makeTempDir(), contentDir),
    NEWS_SCHEDULE: '* * * * *',
  };
  const bot = startCli(['start', '--now', '2021-12-14T12:00:00Z', '--speed', '600'], environment);
  await sandbox.waitFor(() => sandbox.commands().length > 0, WAIT_MS);
  expect(sandbox.connectedCount()).toBe(SHARDS);

  const admin = sandbox.member({ permissions: ['ManageGuild'], guildIds });
  for (const channelId of channelIds.slice(1)) {
    const options = { channel: channelId, cron: '* * * * *' };
    const added = await admin.runCommand({ channelId, name: 'feed', subcommand: 'add', options });
    expect(added.message?.content).toContain(`News is posted in <#${channelId}> from now on.`);
  }
  const reader = sandbox.member({ guildIds });
  for (const channelId of channelIds) {
    const news = await reader.runCommand({ channelId, name: 'news' });
    expect(JSON.stringify(news.message?.embeds)).toContain('Labs agree on a test for chips');
    const post = await sandbox.waitFor(() => sandbox.messages(channelId)[0], WAIT_MS);
    expect(post.embeds[0]?.title).toBe('Labs agree on a test for chips');
  }

  sandbox.dropGateway(4014, 1);
  expect(await bot.exited).toBe(1);
  expect(bot.log()).toContain('Discord closed the connection of shard 1 for good (code 4014');
});
