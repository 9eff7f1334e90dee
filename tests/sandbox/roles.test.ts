import { beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { connectBot, openSandbox, restOf } from './support.ts';

let sandbox: Sandbox;
let open: string;
let closed: string;

beforeEach(async () => {
  sandbox = await openSandbox({ rateLimits: false });
  open = sandbox.addRole({ name: 'News', mentionable: true }).id;
  closed = sandbox.addRole({ name: 'Team' }).id;
});

async function send(allowedMentions?: object) {
  const { status, body } = await restOf(sandbox)(
    'POST',
    `/channels/${sandbox.channel('ai-news').id}/messages`,
    {
      content: `@everyone <@&${sandbox.guild.id}> <@&${open}> <@&${closed}> <@&123456789012345678> <@${sandbox.botId}>`,
      ...(allowedMentions && { allowed_mentions: allowedMentions }),
    },
  );
  return { status, body };
}

const pinged = async (allowedMentions?: object) => {
  const { body } = await send(allowedMentions);
  // The sandbox sends Discord's message.
  const mentions = body.mentions as { id: string }[];
  return { everyone: body.mention_everyone, roles: body.mention_roles, users: mentions.map(({ id }) => id) };
};

describe('a message pings', () => {
  test('by default everyone it names that may be pinged, and no role that does not exist', async () => {
    expect(await pinged()).toEqual({ everyone: false, roles: [open], users: [sandbox.botId] });
  });

  test('roles that are not mentionable, and everyone, only with the permission', async () => {
    sandbox.setPermissions(sandbox.channel('ai-news').id, { allow: ['MentionEveryone'] });
    expect(await pinged()).toMatchObject({ everyone: true, roles: [open, closed] });
  });

  test('nobody when allowed_mentions parses nothing', async () => {
    expect(await pinged({ parse: [] })).toEqual({ everyone: false, roles: [], users: [] });
  });

  test('the listed role alone, if it may be pinged', async () => {
    expect(await pinged({ roles: [open] })).toEqual({ everyone: false, roles: [open], users: [] });
    expect(await pinged({ roles: [closed] })).toMatchObject({ roles: [] });
  });

  test('no one when roles are both parsed and listed: 50035; an empty list does not count', async () => {
    expect(await send({ parse: ['roles'], roles: [open] })).toMatchObject({
      status: 400,
      body: {
        code: 50035,
        errors: { allowed_mentions: { _errors: [{ code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' }] } },
      },
    });
    expect(await pinged({ parse: ['roles'], roles: [] })).toMatchObject({ roles: [open] });
  });

  test('no one when more than 100 roles are listed: 50035', async () => {
    expect(await send({ roles: Array(101).fill(open) })).toMatchObject({
      status: 400,
      body: { code: 50035 },
    });
  });
});

test('a bot sees the roles when it connects, and new ones as they are made', async () => {
  const client = await connectBot(sandbox);
  const guild = client.guilds.cache.get(sandbox.guild.id);
  expect(guild?.roles.cache.get(open)).toMatchObject({ name: 'News', mentionable: true });
  const created = new Promise((resolve) => client.once('roleCreate', ({ name }) => resolve(name)));
  sandbox.addRole({ name: 'Later' });
  expect(await created).toBe('Later');
});

test('a bot sees the language of the guild, and its change', async () => {
  sandbox.setGuildLocale('de');
  const client = await connectBot(sandbox);
  expect(client.guilds.cache.get(sandbox.guild.id)?.preferredLocale).toBe('de');
  const changed = new Promise((resolve) =>
    client.once('guildUpdate', (_, { preferredLocale }) => resolve(preferredLocale)),
  );
  sandbox.setGuildLocale('ja');
  expect(await changed).toBe('ja');
});
