import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionResponseType,
  InteractionType,
} from 'discord.js';
import { expect, test } from 'vitest';
import { commands, components } from '../../../commands/index.ts';
import { ReplayClock } from '../../../src/clock.ts';
import { buildCustomId } from '../../../src/discord/cards/custom-id.ts';
import { answerInteractions } from '../../../src/discord/interactions/interactions.ts';
import { guardPackets } from '../../../src/discord/session/packets.ts';
import { collectLog } from '../../support/collect-log.ts';
import { prepareScenes } from '../../support/command-scene.ts';
import { createFakeClient } from '../../support/fake-client.ts';

const openScene = prepareScenes({});
const STORY_ID = '0123456789abcdef';
const { ChatInput, Message } = ApplicationCommandType;

const from = {
  application_id: '5',
  token: 'token',
  locale: 'en-US',
  guild_id: '2',
  channel: { id: '3', type: 0 },
  member: { user: { id: '7' }, permissions: '8', roles: ['21'] },
  entitlements: [],
  authorizing_integration_owners: {},
};
const option = { name: 'topic', type: ApplicationCommandOptionType.String, value: 'gpt' };
const pause = {
  name: 'pause',
  type: ApplicationCommandOptionType.Subcommand,
  options: [{ name: 'channel', type: ApplicationCommandOptionType.Channel, value: '3' }],
};
const message = { id: '31', channel_id: '3', author: { id: '7' }, components: [], embeds: [{ url: 'x' }] };
const button = { custom_id: buildCustomId({ kind: 'related', storyId: STORY_ID }) };
const field = { type: ComponentType.TextInput, custom_id: 'topics', value: 'gpt' };

/** One of each kind, as Discord sends them. */
const PAYLOADS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a command': {
    ...from,
    type: InteractionType.ApplicationCommand,
    data: { name: 'news', type: ChatInput, options: [option] },
  },
  'a subcommand': {
    ...from,
    type: InteractionType.ApplicationCommand,
    data: { name: 'feed', type: ChatInput, options: [pause] },
  },
  'a command of a menu': {
    ...from,
    type: InteractionType.ApplicationCommand,
    data: {
      name: 'Related coverage',
      type: Message,
      target_id: '31',
      resolved: { messages: { 31: message } },
    },
  },
  'an option that is being typed': {
    ...from,
    type: InteractionType.ApplicationCommandAutocomplete,
    data: { name: 'news', type: ChatInput, options: [{ ...option, focused: true }] },
  },
  'a button': {
    ...from,
    type: InteractionType.MessageComponent,
    data: { ...button, component_type: ComponentType.Button },
  },
  'a menu': {
    ...from,
    type: InteractionType.MessageComponent,
    data: { custom_id: 'o', component_type: ComponentType.StringSelect, values: [STORY_ID] },
  },
  'a form': {
    ...from,
    type: InteractionType.ModalSubmit,
    data: {
      custom_id: buildCustomId({ kind: 'feed-form', channelId: '300000000000000003' }),
      components: [{ type: ComponentType.Label, component: field }],
    },
  },
};

const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  99,
  1e308,
  '',
  'x',
  '9'.repeat(40),
  '\u0000\u202E',
  [],
  [null],
  {},
  { toString: null },
];

/** The payload with each of its parts in turn made hostile, at every depth. */
function* mutate(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const withPart = (part: unknown): unknown => {
      if (Array.isArray(value)) return value.map((old, at) => (String(at) === key ? part : old));
      const { [key]: _old, ...others } = { ...value } as Record<string, unknown>;
      return part === undefined ? others : { ...others, [key]: part };
    };
    for (const part of HOSTILE) yield withPart(part);
    for (const part of mutate(child)) yield withPart(part);
  }
}

async function openDispatcher() {
  const { context, discord } = await openScene();
  const { logger, lines } = collectLog();
  guardPackets(discord.client, logger);
  const patience = new ReplayClock(0, 0);
  answerInteractions({
    client: discord.client,
    log: logger,
    commands,
    components,
    getContext: () => Promise.resolve(context),
    patience,
  });
  /** As discord.js does with each packet: it tells who listens, and reads it itself. */
  const receive = (packet: unknown): void => {
    discord.client.ws.emit('INTERACTION_CREATE', packet);
    discord.receive('INTERACTION_CREATE', packet);
  };
  return { discord, receive, lines };
}

test.each(Object.entries(PAYLOADS))(
  'given %s with each of its parts spoilt in turn, each is answered once or not at all, and the next is answered',
  async (_what, payload) => {
    const { discord, receive } = await openDispatcher();
    let sent = 0;
    for (const packet of mutate(payload)) {
      sent += 1;
      // Its own id tells which one an answer is for; one that has lost it cannot be answered.
      const id = String(sent);
      receive(typeof packet === 'object' && packet !== null ? { id, ...packet } : packet);
    }
    expect(sent).toBeGreaterThan(100);
    receive({ ...payload, id: '999999' });
    const answered: string[] = [];
    while (answered.at(-1) !== '999999') {
      const { path } = await discord.nextRequest();
      const [, id] = /^\/interactions\/(\d+)\//.exec(path) ?? [];
      // What a command asks besides is of no matter here.
      if (id !== undefined) answered.push(id);
    }
    expect(new Set(answered).size).toBe(answered.length);
    // Only those that lost what an answer is sent by are without one: token, application, type.
    expect(sent + 1 - answered.length).toBeLessThan(3 * HOSTILE.length);
  },
);

test.each([null, undefined, 0, 'x', [], {}, { id: 9 }, { d: {} }])(
  'given %j for an interaction, nothing ends, and the next is answered',
  async (packet) => {
    const { discord, receive, lines } = await openDispatcher();
    receive(packet);
    receive({ ...PAYLOADS['a command'], id: '9' });
    expect((await discord.nextRequest()).path).toBe('/interactions/9/token/callback');
    expect(JSON.stringify(lines)).toContain('an interaction cannot be read');
  },
);

test('given an interaction that cannot be read, the member alone is told, in their language', async () => {
  const { discord, receive } = await openDispatcher();
  receive({ ...PAYLOADS['a button'], id: '9', data: { custom_id: 7 }, locale: 'de' });
  expect((await discord.nextRequest()).body).toMatchObject({
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { content: expect.stringMatching(/^Ich konnte nicht lesen/), flags: 64 },
  });
});

test('given an option that is being typed and cannot be read, nothing is suggested', async () => {
  const { discord, receive } = await openDispatcher();
  const payload = PAYLOADS['an option that is being typed'];
  receive({
    ...payload,
    id: '9',
    data: { name: 'news', type: ChatInput, options: [{ ...option, type: 77 }] },
  });
  expect((await discord.nextRequest()).body).toEqual({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: [] },
  });
});

test('given a text longer than its option takes, the member is told; while it is typed, nothing is suggested', async () => {
  const { discord, receive } = await openDispatcher();
  const options = [{ ...option, value: 'x'.repeat(6000), focused: true }];
  receive({ ...PAYLOADS['a command'], id: '8', data: { name: 'news', type: ChatInput, options } });
  expect((await discord.nextRequest()).body).toMatchObject({
    data: { content: '`topic` takes at most 100 characters.' },
  });
  const typing = PAYLOADS['an option that is being typed'];
  receive({ ...typing, id: '9', data: { name: 'news', type: ChatInput, options } });
  expect((await discord.nextRequest()).body).toMatchObject({ data: { choices: [] } });
});

test('given events that discord.js cannot read, they are logged and left out', () => {
  const discord = createFakeClient();
  const { logger, lines } = collectLog();
  guardPackets(discord.client, logger);
  const events = ['GUILD_CREATE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE', 'THREAD_CREATE', 'GUILD_ROLE_CREATE'];
  for (const event of events) for (const data of [null, 7, 'x', []]) discord.receive(event, data);
  expect(lines.length).toBeGreaterThan(0);
  expect(discord.client.guilds.cache.get(discord.guildId)?.id).toBe(discord.guildId);
});

test('given the definitions of all commands, each text that is typed has a longest length', () => {
  const unbounded = commands.flatMap(({ definition }) =>
    ('options' in definition ? (definition.options ?? []) : [])
      .flatMap((option) => ('options' in option ? (option.options ?? []) : [option]))
      .filter((option) => option.type === ApplicationCommandOptionType.String)
      .filter((option) => !('choices' in option) && !('max_length' in option))
      .map(({ name }) => `${definition.name} ${name}`),
  );
  expect(unbounded).toEqual([]);
});
