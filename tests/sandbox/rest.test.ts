import { beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { openSandbox, type RestAnswer, restOf } from './support.ts';

let sandbox: Sandbox;
let rest: ReturnType<typeof restOf>;
let text: string;

beforeEach(async () => {
  sandbox = await openSandbox({ rateLimits: false });
  rest = restOf(sandbox);
  text = sandbox.channel('ai-news').id;
});

const refusal = ({ status, body }: RestAnswer) => [status, body.code];

/** The one refused field, as `path: CODE`. */
function refusedField({ status, body }: RestAnswer): string {
  expect([status, body.code]).toEqual([400, 50035]);
  const path: string[] = [];
  let node = body.errors as Record<string, unknown>;
  while (node._errors === undefined) {
    const [key] = Object.keys(node);
    path.push(key ?? '?');
    node = node[key ?? '?'] as Record<string, unknown>;
  }
  return `${path.join('.')}: ${(node._errors as { code: string }[])[0]?.code}`;
}

const send = (body: unknown, channelId = text) => rest('POST', `/channels/${channelId}/messages`, body);
const row = (...components: unknown[]) => ({ components: [{ type: 1, components }] });
const button = (change: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...change });
const embed = (change: object) => ({ embeds: [{ title: 'Title', ...change }] });

describe('REST refuses', () => {
  test('a wrong token with 401 and an unknown path with 404, and records both', async () => {
    expect(refusal(await rest('GET', '/users/@me', undefined, 'wrong'))).toEqual([401, 0]);
    expect(refusal(await rest('GET', '/nowhere'))).toEqual([404, 0]);
    expect(sandbox.requests.map(({ path, status }) => [path, status])).toEqual([
      ['/users/@me', 401],
      ['/nowhere', 404],
    ]);
  });

  test('unknown channels and messages', async () => {
    expect(refusal(await send({ content: 'hi' }, '123456789012345678'))).toEqual([404, 10003]);
    expect(refusal(await rest('GET', `/channels/${text}/messages/123456789012345678`))).toEqual([404, 10008]);
  });

  test('broken JSON with 50109', async () => {
    const headers = { authorization: `Bot ${sandbox.token}` };
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${text}/messages`, {
      method: 'POST',
      headers,
      body: '{',
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 50109 }]);
  });

  test.each([
    ['a title of 257 characters', embed({ title: 'x'.repeat(257) }), 'embeds.0.title: BASE_TYPE_MAX_LENGTH'],
    ['a title that is no text', embed({ title: 5 }), 'embeds.0.title: STRING_TYPE_CONVERT'],
    [
      '26 fields',
      embed({ fields: Array(26).fill({ name: 'n', value: 'v' }) }),
      'embeds.0.fields: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without value',
      embed({ fields: [{ name: 'n' }] }),
      'embeds.0.fields.0.value: BASE_TYPE_REQUIRED',
    ],
    [
      'a blank field value',
      embed({ fields: [{ name: 'n', value: ' ' }] }),
      'embeds.0.fields.0.value: BASE_TYPE_REQUIRED',
    ],
    ['an embed with nothing in it', { embeds: [{}] }, 'embeds.0.description: BASE_TYPE_REQUIRED'],
    ['a javascript: link', embed({ url: 'javascript:alert(1)' }), 'embeds.0.url: URL_TYPE_INVALID_SCHEME'],
    ['an empty image address', embed({ image: { url: '' } }), 'embeds.0.image.url: URL_TYPE_INVALID_SCHEME'],
    [
      'a link to an attachment',
      embed({ url: 'attachment://a.png' }),
      'embeds.0.url: URL_TYPE_INVALID_SCHEME',
    ],
    [
      'an author without name',
      embed({ author: { url: 'https://a.example' } }),
      'embeds.0.author.name: BASE_TYPE_REQUIRED',
    ],
    ['a time that is none', embed({ timestamp: 'soon' }), 'embeds.0.timestamp: DATE_TIME_TYPE_PARSE'],
    [
      '6001 characters in all',
      { embeds: [...Array(2).fill({ description: 'x'.repeat(2000) }), { description: 'x'.repeat(2001) }] },
      'embeds: MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['11 embeds', { embeds: Array(11).fill({ title: 't' }) }, 'embeds: BASE_TYPE_MAX_LENGTH'],
    ['content of 2001 characters', { content: 'x'.repeat(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
    ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce: BASE_TYPE_MAX_LENGTH'],
    [
      'a button without custom id',
      row(button({ custom_id: undefined })),
      'components.0.components.0.custom_id: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    ],
    [
      'a button label of 81',
      row(button({ label: 'x'.repeat(81) })),
      'components.0.components.0.label: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'one custom id twice',
      row(button(), button()),
      'components.0.components.1.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a link button to ftp',
      row(button({ style: 5, custom_id: undefined, url: 'ftp://a.example' })),
      'components.0.components.0.url: URL_TYPE_INVALID_SCHEME',
    ],
    [
      '6 buttons in a row',
      row(...[1, 2, 3, 4, 5, 6].map((id) => button({ custom_id: `${id}` }))),
      'components.0.components: BASE_TYPE_MAX_LENGTH',
    ],
    [
      '6 rows',
      { components: [1, 2, 3, 4, 5, 6].map((id) => row(button({ custom_id: `${id}` })).components[0]) },
      'components: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a text display without the V2 flag',
      { components: [{ type: 10, content: 'hi' }] },
      'components.0.type: BASE_TYPE_CHOICES',
    ],
    [
      'content with V2',
      { content: 'hi', flags: 1 << 15, components: [{ type: 10, content: 'hi' }] },
      'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'users both parsed and listed',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
  ])('%s with 50035 and the field', async (_, body, field) => {
    expect(refusedField(await send(body))).toBe(field);
    expect(sandbox.messages(text)).toEqual([]);
  });

  test('a message with nothing to show, also after an edit', async () => {
    expect(refusal(await send({ content: ' \n' }))).toEqual([400, 50006]);
    const { body } = await send({ content: 'hi' });
    expect(refusal(await rest('PATCH', `/channels/${text}/messages/${body.id}`, { content: '' }))).toEqual([
      400, 50006,
    ]);
  });

  test.each([
    ['a title of 256 emoji (code points count)', embed({ title: '🔥'.repeat(256) })],
    ['a title whose white space is trimmed to 256', embed({ title: ` ${'x'.repeat(256)} ` })],
    ['an image from an attachment', embed({ image: { url: 'attachment://a.png' } })],
    ['a link with letters outside ASCII', embed({ url: 'https://exämple.org/ä' })],
    ['a time with an offset', embed({ timestamp: '2023-01-02T03:04:05+02:00' })],
    ['exactly 6000 characters in all', { embeds: Array(3).fill({ description: 'x'.repeat(2000) }) }],
  ])('not: %s', async (_, body) => {
    expect((await send(body)).status).toBe(200);
  });

  test("edits of another's message, and its deletion without Manage Messages", async () => {
    const { id } = sandbox.member().say({ channelId: text, content: 'hello' });
    expect(refusal(await rest('PATCH', `/channels/${text}/messages/${id}`, { content: 'x' }))).toEqual([
      403, 50005,
    ]);
    expect(refusal(await rest('DELETE', `/channels/${text}/messages/${id}`))).toEqual([403, 50013]);
    sandbox.setPermissions(text, { allow: ['ManageMessages'] });
    expect((await rest('DELETE', `/channels/${text}/messages/${id}`)).status).toBe(204);
  });

  test('what the bot may not: unseen channels 50001, sending and embeds 50013, all of it once thrown out', async () => {
    sandbox.setPermissions(text, { deny: ['EmbedLinks'] });
    expect(refusal(await send(embed({})))).toEqual([403, 50013]);
    expect((await send({ content: 'text is fine' })).status).toBe(200);
    sandbox.setPermissions(text, { deny: ['SendMessages'] });
    expect(refusal(await send({ content: 'hi' }))).toEqual([403, 50013]);
    sandbox.setPermissions(text, { deny: ['ViewChannel'] });
    expect(refusal(await send({ content: 'hi' }))).toEqual([403, 50001]);
    sandbox.setPermissions(text, {});
    expect((await send({ content: 'hi' })).status).toBe(200);
    sandbox.setBotInGuild(false);
    expect(refusal(await send({ content: 'hi' }))).toEqual([403, 50001]);
  });

  test('messages sent straight into a forum (40058) or a category (50008), and crossposts in a text channel (50024)', async () => {
    const category = sandbox.addChannel({ name: 'group', type: 'category' });
    expect(refusal(await send({ content: 'hi' }, sandbox.channel('forum').id))).toEqual([400, 40058]);
    expect(refusal(await send({ content: 'hi' }, category.id))).toEqual([400, 50008]);
    const { body } = await send({ content: 'hi' });
    expect(refusal(await rest('POST', `/channels/${text}/messages/${body.id}/crosspost`))).toEqual([
      400, 50024,
    ]);
  });

  test('commands that break the rules, with the index of the command', async () => {
    const put = (...commands: unknown[]) =>
      rest('PUT', `/applications/${sandbox.applicationId}/commands`, commands);
    const news = { name: 'news', description: 'News' };
    expect(refusedField(await put(news, { ...news, name: 'News' }))).toBe(
      '1.name: APPLICATION_COMMAND_INVALID_NAME',
    );
    expect(refusedField(await put({ name: 'news' }))).toBe('0.description: BASE_TYPE_REQUIRED');
    expect(refusedField(await put(news, news))).toBe('1: APPLICATION_COMMANDS_DUPLICATE_NAME');
    const option = { type: 3, name: 'topic', description: 'x'.repeat(101) };
    expect(refusedField(await put({ ...news, options: [option] }))).toBe(
      '0.options.0.description: BASE_TYPE_MAX_LENGTH',
    );
    const optional = { type: 3, name: 'a', description: 'a' };
    const required = { type: 3, name: 'b', description: 'b', required: true };
    expect(refusedField(await put({ ...news, options: [optional, required] }))).toBe(
      '0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    );
    expect(sandbox.commands()).toEqual([]);
  });
});

describe('messages', () => {
  test('list newest first, by limit, before, after and around', async () => {
    const ids: unknown[] = [];
    for (const content of ['a', 'b', 'c', 'd', 'e']) ids.push((await send({ content })).body.id);
    const list = async (query: string) => {
      const { body } = await rest('GET', `/channels/${text}/messages?${query}`);
      return (body as unknown as { content: string }[]).map(({ content }) => content).join('');
    };
    expect(await list('')).toBe('edcba');
    expect(await list('limit=2')).toBe('ed');
    expect(await list(`limit=2&before=${ids[2]}`)).toBe('ba');
    expect(await list(`limit=2&after=${ids[1]}`)).toBe('dc');
    expect(await list(`limit=3&around=${ids[2]}`)).toBe('dcb');
    expect(refusedField(await rest('GET', `/channels/${text}/messages?limit=101`))).toBe(
      'limit: NUMBER_TYPE_RANGE',
    );
  });

  test('list as empty, without an error, when the bot may not read the history', async () => {
    await send({ content: 'hi' });
    sandbox.setPermissions(text, { deny: ['ReadMessageHistory'] });
    expect((await rest('GET', `/channels/${text}/messages`)).body).toEqual([]);
  });

  test('hide what others wrote, as without the message content intent, but not that they wrote', async () => {
    sandbox.member().say({ channelId: text, content: 'secret' });
    const { body } = await rest('GET', `/channels/${text}/messages`);
    expect(body).toMatchObject([{ content: '' }]);
  });

  test('with an enforced nonce come once within the window; without it, each time', async () => {
    let nowMs = Date.parse('2023-05-01T00:00:00Z');
    sandbox = await openSandbox({ now: () => nowMs, nonceWindowMs: 60_000 });
    rest = restOf(sandbox);
    text = sandbox.channel('ai-news').id;
    const body = { content: 'hi', nonce: 'n1', enforce_nonce: true };
    const first = await send(body);
    const again = await send({ ...body, content: 'other' });
    expect([again.status, again.body.id, again.body.content]).toEqual([200, first.body.id, 'hi']);
    expect((await send({ content: 'hi', nonce: 'n1' })).body.id).not.toBe(first.body.id);

    nowMs += 60_000;
    expect((await send(body)).body.id).not.toBe(first.body.id);
    expect(sandbox.messages(text)).toHaveLength(3);
  });

  test('whose message was deleted: an enforced nonce gives 10008', async () => {
    const body = { content: 'hi', nonce: 'n1', enforce_nonce: true };
    const first = await send(body);
    await rest('DELETE', `/channels/${text}/messages/${first.body.id}`);
    expect(refusal(await send(body))).toEqual([404, 10008]);
  });

  test('take id and time from the given clock, and ids grow even while it stands still', async () => {
    sandbox = await openSandbox({ now: () => Date.parse('2023-05-01T00:00:00Z') });
    rest = restOf(sandbox);
    text = sandbox.channel('ai-news').id;
    const first = (await send({ content: 'a' })).body;
    const second = (await send({ content: 'b' })).body;
    expect(String(first.id)).toMatch(/^\d{17,19}$/);
    expect(BigInt(String(second.id)) > BigInt(String(first.id))).toBe(true);
    expect(new Date(String(first.timestamp)).toISOString()).toBe('2023-05-01T00:00:00.000Z');
  });

  test('name the fields Discord reads over in silence', async () => {
    await send({ content: 'hi', embed: { title: 'old' }, embeds: [{ title: 't', colour: 5 }] });
    expect(sandbox.requests.at(-1)?.ignoredFields).toEqual(['embed', 'embeds.0.colour']);
  });
});

describe('threads', () => {
  const forumPost = (change: object = {}) => ({ name: 'Post', message: { content: 'first' }, ...change });
  const post = (body: unknown, forumId: string) => rest('POST', `/channels/${forumId}/threads`, body);

  test('of a forum hold their first message under their own id', async () => {
    const { status, body } = await post(forumPost(), sandbox.channel('forum').id);
    expect([status, body.message]).toMatchObject([201, { id: body.id, content: 'first' }]);
    expect(sandbox.messages(String(body.id))).toMatchObject([{ content: 'first' }]);
  });

  test('of a forum want a tag when it asks for one, and only known and few ones', async () => {
    const forum = sandbox.addChannel({
      name: 'tagged',
      type: 'forum',
      tags: [{ name: 'AI' }],
      requireTag: true,
    });
    const tagId = forum.available_tags?.[0]?.id;
    expect(refusal(await post(forumPost(), forum.id))).toEqual([400, 40067]);
    expect(refusal(await post(forumPost({ applied_tags: ['1'] }), forum.id))).toEqual([404, 10087]);
    expect(refusedField(await post(forumPost({ applied_tags: Array(6).fill(tagId) }), forum.id))).toBe(
      'applied_tags: BASE_TYPE_MAX_LENGTH',
    );
    expect((await post(forumPost({ applied_tags: [tagId] }), forum.id)).status).toBe(201);
  });

  test('of a forum check the message inside', async () => {
    const bad = forumPost({ message: { embeds: [{ title: 't', url: 'ftp://a.example' }] } });
    expect(refusedField(await post(bad, sandbox.channel('forum').id))).toBe(
      'message.embeds.0.url: URL_TYPE_INVALID_SCHEME',
    );
  });

  test('archived: an edit gives 50083, a new message opens it; locked: 160005', async () => {
    const { body } = await post(forumPost(), sandbox.channel('forum').id);
    const id = String(body.id);
    sandbox.setThread(id, { archived: true });
    expect(refusal(await rest('PATCH', `/channels/${id}/messages/${id}`, { content: 'x' }))).toEqual([
      400, 50083,
    ]);
    expect((await send({ content: 'more' }, id)).status).toBe(200);
    expect((await rest('PATCH', `/channels/${id}/messages/${id}`, { content: 'x' })).status).toBe(200);
    sandbox.setThread(id, { locked: true });
    expect(refusal(await send({ content: 'more' }, id))).toEqual([400, 160005]);
  });

  test('that are active are listed for the guild', async () => {
    const { body } = await post(forumPost(), sandbox.channel('forum').id);
    const list = await rest('GET', `/guilds/${sandbox.guild.id}/threads/active`);
    expect(list.body.threads).toMatchObject([{ id: body.id, name: 'Post' }]);
  });

  test('from a message exist once, under its id', async () => {
    const { body } = await send({ content: 'hi' });
    const start = () => rest('POST', `/channels/${text}/messages/${body.id}/threads`, { name: 'Talk' });
    expect((await start()).body.id).toBe(body.id);
    expect(refusal(await start())).toEqual([400, 160004]);
  });
});

describe('commands', () => {
  test('that stay as they were keep id and version in a PUT, changed ones get a new version', async () => {
    const path = `/applications/${sandbox.applicationId}/commands`;
    const commands = [
      { name: 'news', description: 'News', default_member_permissions: '32' },
      { name: 'related', description: 'Related' },
    ];
    await rest('PUT', path, commands);
    const before = sandbox.commands();
    await rest('PUT', path, [commands[0], { ...commands[1], description: 'Other' }]);
    const after = sandbox.commands();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.id).toBe(before[1]?.id);
    expect(after[1]?.version).not.toBe(before[1]?.version);
    await rest('PUT', path, []);
    expect(sandbox.commands()).toEqual([]);
  });

  test('are added, changed and removed one by one', async () => {
    const path = `/applications/${sandbox.applicationId}/guilds/${sandbox.guild.id}/commands`;
    const { status, body } = await rest('POST', path, { name: 'news', description: 'News' });
    expect(status).toBe(201);
    await rest('PATCH', `${path}/${body.id}`, { description: 'Other' });
    expect(sandbox.commands()).toMatchObject([{ id: body.id, description: 'Other' }]);
    expect((await rest('DELETE', `${path}/${body.id}`)).status).toBe(204);
    expect(refusal(await rest('GET', `${path}/${body.id}`))).toEqual([404, 10063]);
  });
});
