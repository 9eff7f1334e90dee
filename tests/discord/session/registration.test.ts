import { ApplicationCommandOptionType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { registerCommands } from '../../../src/discord/session/registration.ts';
import { EXIT_MISUSE } from '../../../src/fatal-error.ts';
import { collectLog } from '../../support/collect-log.ts';
import { createFakeClient, refuse } from '../../support/fake-client.ts';

type Definition = RESTPostAPIApplicationCommandsJSONBody;

const news: Definition = {
  name: 'news',
  description: 'The hottest stories',
  description_localizations: { de: 'Die wichtigsten Meldungen' },
  options: [
    { type: ApplicationCommandOptionType.String, name: 'query', description: 'Words of the headline' },
  ],
};
const help: Definition = { name: 'help', description: 'What you can do here' };

/** Registers commands with a Discord that has some already. */
async function register(
  definitions: readonly Definition[],
  registered: readonly Definition[],
  refusal: { readonly GET?: Response; readonly PUT?: Response } = {},
) {
  const discord = createFakeClient();
  discord.respond(({ method, body }) => {
    const list = (method === 'PUT' ? body : registered) as Definition[];
    const answer = list.map((definition, index) => ({
      ...definition,
      id: `${index}`,
      application_id: '5',
      version: '1',
    }));
    return refusal[method as 'GET' | 'PUT'] ?? Response.json(answer);
  });
  const { logger, lines } = collectLog();
  await registerCommands(discord.client, definitions, logger);
  const asked = discord.requests.find(({ method }) => method === 'GET');
  expect(asked?.query).toEqual({ with_localizations: 'true' });
  const writes = discord.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);
  return { writes, messages: lines.map(({ msg }) => msg) };
}

test('given a Discord that has our commands already, in any order, nothing is written', async () => {
  expect(await register([news, help], [help, news])).toEqual({
    writes: [],
    messages: ['commands are registered already'],
  });
});

test('given all real commands and their own list, nothing is written', async () => {
  const definitions = commands.map(({ definition }) => definition);
  expect((await register(definitions, definitions)).writes).toEqual([]);
});

test.each<[string, readonly Definition[]]>([
  ['has none', []],
  ['lacks one', [news]],
  ['has one too many', [news, help, { name: 'old', description: 'Gone' }]],
  ['has one by another name', [news, { ...help, name: 'hilfe' }]],
  ['describes one otherwise', [news, { ...help, description: 'Other words' }]],
  ['has another translation', [{ ...news, description_localizations: { de: 'Neues' } }, help]],
  ['has other options', [{ ...news, options: [] }, help]],
])('given a Discord that %s, the whole list is written', async (_what, registered) => {
  const { writes, messages } = await register([news, help], registered);
  expect(writes).toHaveLength(1);
  expect(writes[0]).toMatchObject([{ name: 'news' }, { name: 'help' }]);
  expect(messages).toEqual(['commands registered']);
});

test.each(['GET', 'PUT'] as const)(
  'given a Discord that refuses %s, the log says so, and the bot goes on',
  async (method) => {
    const { messages } = await register([news], [], { [method]: refuse(403, 50001, 'Missing Access') });
    expect(messages).toEqual([
      'commands could not be registered (tried again at the next start): Missing Access (HTTP 403, code 50001)',
    ]);
  },
);

test('given a token that is refused, the bot cannot go on', async () => {
  const refused = register([news], [], { PUT: refuse(401, 0, '401: Unauthorized') });
  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining('Discord refused the token'),
    exitCode: EXIT_MISUSE,
  });
});
