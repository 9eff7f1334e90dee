import { Locale, type PermissionResolvable } from 'discord.js';
import { expect, test } from 'vitest';
import { welcome } from '../../../src/discord/session/welcome.ts';
import { collectLog } from '../../support/collect-log.ts';
import { createFakeClient, refuse } from '../../support/fake-client.ts';

type Setup = {
  readonly locale?: string;
  /** Null: the server has no system channel. */
  readonly systemChannel?: { readonly deny?: PermissionResolvable } | null;
  readonly refusal?: Response;
};

async function welcomeGuild({ locale = 'en-US', systemChannel = {}, refusal }: Setup) {
  const discord = createFakeClient();
  discord.respond(() => refusal);
  const guild = discord.client.guilds.cache.get(discord.addGuild({ locale, systemChannel }));
  if (guild === undefined) throw new Error('the bot did not join');
  const { logger, lines } = collectLog();
  await welcome(guild, logger);
  return { requests: discord.requests, lines, systemChannelId: guild.systemChannelId };
}

test.each([
  [Locale.EnglishUS, 'Thank you for having me'],
  [Locale.German, 'Danke'],
])('given a server that speaks %s, its system channel is told how to begin', async (locale, opening) => {
  const { requests, lines, systemChannelId } = await welcomeGuild({ locale });
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: `/channels/${systemChannelId}/messages`,
      body: { content: expect.stringContaining(opening), allowed_mentions: { parse: [] } },
    },
  ]);
  expect(lines).toEqual([]);
});

test.each<[string, Setup]>([
  ['has no system channel', { systemChannel: null }],
  ['does not let the bot speak there', { systemChannel: { deny: ['SendMessages'] } }],
  ['does not let the bot see it', { systemChannel: { deny: ['ViewChannel'] } }],
])('given a server that %s, nothing is said', async (_what, setup) => {
  const { requests, lines } = await welcomeGuild(setup);
  expect(requests).toEqual([]);
  expect(lines).toEqual([]);
});

test('given a welcome that Discord refuses, the log says why', async () => {
  const { lines } = await welcomeGuild({ refusal: refuse(403, 50013, 'Missing Permissions') });
  expect(lines).toMatchObject([{ msg: 'not welcomed: Missing Permissions (HTTP 403, code 50013)' }]);
});
