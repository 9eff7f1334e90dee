import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { components } from '../../../commands/index.ts';
import { ReplayClock } from '../../../src/clock.ts';
import { buildCustomId } from '../../../src/discord/cards/custom-id.ts';
import {
  type CommandContext,
  type ComponentHandler,
  type Form,
  type MessageCommand,
  type SlashCommand,
  UserError,
} from '../../../src/discord/interactions/command.ts';
import { answerInteractions } from '../../../src/discord/interactions/interactions.ts';
import { CHOICES_MAX, FIRST_ANSWER_MAX_MS } from '../../../src/discord/rest/limits.ts';
import type { Content } from '../../../src/discord/rest/outgoing.ts';
import { collectLog } from '../../support/collect-log.ts';
import { createFakeClient, type FakeRequest, refuse } from '../../support/fake-client.ts';

const CALLBACK = '/interactions/9/token/callback';
/** What of a message is read. */
const MESSAGE = { id: '31', channel_id: '3', author: { id: '7' }, components: [], embeds: [] };
const ORIGINAL = '/webhooks/5/token/messages/@original';

type Answer = SlashCommand['answer'];
type Parts = {
  readonly answer?: Answer;
  readonly isPrivate?: boolean;
  readonly suggest?: SlashCommand['suggest'];
  readonly message?: MessageCommand['answer'];
  readonly button?: Partial<ComponentHandler>;
  readonly getContext?: () => Promise<CommandContext>;
};

/** The dispatcher with a command /news, a message command `Related`, and the menu of /news as its component. */
function openScene(parts: Parts = {}) {
  const discord = createFakeClient();
  const patience = new ReplayClock(0, 0);
  const { logger, lines } = collectLog();
  const say: Answer = () => ({ content: 'Here you are' });
  const slash: SlashCommand = {
    kind: 'slash',
    definition: { name: 'news', description: 'News' },
    isPrivate: () => parts.isPrivate ?? false,
    answer: parts.answer ?? say,
    ...(parts.suggest && { suggest: parts.suggest }),
  };
  const menu: MessageCommand = {
    kind: 'message',
    definition: { name: 'Related', type: ApplicationCommandType.Message },
    answer: parts.message ?? ((message) => ({ content: `about ${message.id}` })),
  };
  const button: ComponentHandler = {
    mode: 'update',
    answer: () => ({ content: 'The next page' }),
    ...parts.button,
  };
  answerInteractions({
    client: discord.client,
    log: logger,
    commands: [slash, menu],
    components: { ...components, 'news-open': button },
    // No command of these tests looks at its context.
    getContext: parts.getContext ?? (() => Promise.resolve({} as CommandContext)),
    patience,
  });
  const interact = (type: InteractionType, data: object, locale = 'en-US'): void => {
    discord.client.ws.emit('INTERACTION_CREATE', {
      id: '9',
      token: 'token',
      application_id: '5',
      type,
      locale,
      member: { user: { id: '7' }, permissions: '8' },
      guild_id: '2',
      channel: { id: '3' },
      data,
    });
  };
  return {
    discord,
    lines,
    type: (name = 'news', options: object[] = [], locale?: string) =>
      interact(
        InteractionType.ApplicationCommand,
        { name, type: ApplicationCommandType.ChatInput, options },
        locale,
      ),
    choose: (name: string, messages: object) =>
      interact(InteractionType.ApplicationCommand, {
        name,
        type: ApplicationCommandType.Message,
        target_id: '31',
        resolved: { messages },
      }),
    complete: (text: string) =>
      interact(InteractionType.ApplicationCommandAutocomplete, {
        name: 'news',
        type: ApplicationCommandType.ChatInput,
        options: [{ name: 'topic', type: ApplicationCommandOptionType.String, value: text, focused: true }],
      }),
    press: (customId = buildCustomId({ kind: 'news-open' }), values: string[] = []) =>
      interact(InteractionType.MessageComponent, {
        custom_id: customId,
        component_type: ComponentType.StringSelect,
        values,
      }),
    submit: (fields: object[]) =>
      interact(InteractionType.ModalSubmit, {
        custom_id: buildCustomId({ kind: 'news-open' }),
        components: fields,
      }),
    /** Lets Discord's patience come to the point where an answer is announced. */
    runOut: () => patience.set(FIRST_ANSWER_MAX_MS / 2),
  };
}

/** What of a first answer matters: its type, its text, and whether it is for the asker alone. */
function readCallback({ method, path, body }: FakeRequest) {
  expect([method, path]).toEqual(['POST', CALLBACK]);
  const { type, data } = body as {
    type: InteractionResponseType;
    data?: { content?: string; flags?: number };
  };
  return { type, content: data?.content, isPrivate: data?.flags === MessageFlags.Ephemeral };
}

/** An answer that a test gives when it wants to; that of a component cannot be a form. */
function holdBack<T extends Content | Form = Content | Form>() {
  const held = Promise.withResolvers<T>();
  // It may be given before the dispatcher asks for it.
  held.promise.catch(() => {});
  return { answer: () => held.promise, ...held };
}

const { ChannelMessageWithSource, UpdateMessage, Modal } = InteractionResponseType;
const DeferredMessage = InteractionResponseType.DeferredChannelMessageWithSource;
const DeferredUpdate = InteractionResponseType.DeferredMessageUpdate;

describe('given a command that is typed', () => {
  test.each([true, false])('private: %s, its answer is the first response', async (isPrivate) => {
    const scene = openScene({ isPrivate });
    scene.type();
    expect(readCallback(await scene.discord.nextRequest())).toEqual({
      type: ChannelMessageWithSource,
      content: 'Here you are',
      isPrivate,
    });
  });

  test('its options and who asks reach the command', async () => {
    const scene = openScene({
      answer: (options, { userId, channelId, guildId, permissions, language }) => ({
        content: JSON.stringify([
          options.getString('query'),
          userId,
          channelId,
          guildId,
          Number(permissions),
          language,
        ]),
      }),
    });
    const query = { name: 'query', type: ApplicationCommandOptionType.String, value: ' tesla ' };
    scene.type('news', [query], 'de');
    expect(readCallback(await scene.discord.nextRequest()).content).toBe('["tesla","7","3","2",8,"de"]');
  });

  test('a form opens instead of an answer', async () => {
    const form = { custom_id: 'x', title: 'Your feed', components: [] };
    const scene = openScene({ answer: () => ({ form }) });
    scene.type();
    expect((await scene.discord.nextRequest()).body).toEqual({ type: Modal, data: form });
  });

  test('a name that no command has is answered to the asker alone, with what to do', async () => {
    const scene = openScene();
    scene.type('weather');
    expect(readCallback(await scene.discord.nextRequest())).toEqual({
      type: ChannelMessageWithSource,
      content: 'This command is no longer here. Reload Discord to see those that are.',
      isPrivate: true,
    });
  });

  test('a mistake of the member’s is told to them alone, and is nothing for the log', async () => {
    const scene = openScene({
      answer: () => {
        throw new UserError('There is no topic “Cats”.');
      },
    });
    scene.type();
    const answer = readCallback(await scene.discord.nextRequest());
    expect(answer).toEqual({
      type: ChannelMessageWithSource,
      content: 'There is no topic “Cats”.',
      isPrivate: true,
    });
    expect(scene.lines).toEqual([]);
  });

  test('a bug is answered with a neutral sentence and a reference, under which the log has the error', async () => {
    const scene = openScene({ answer: () => Promise.reject(new Error('the ink is out')) });
    scene.type();
    const { content = '', isPrivate } = readCallback(await scene.discord.nextRequest());
    const [, reference] = /reference: `([0-9a-f]{8})`$/.exec(content) ?? [];
    expect(content).toMatch(/^Something went wrong here, not with you\./);
    expect(content).not.toContain('ink');
    expect(isPrivate).toBe(true);
    expect(scene.lines).toMatchObject([
      { msg: 'a command failed', reference, err: { message: 'the ink is out' } },
    ]);
  });

  test('a context that is not there is a bug too', async () => {
    const scene = openScene({ getContext: () => Promise.reject(new Error('no library')) });
    scene.type();
    expect(readCallback(await scene.discord.nextRequest()).content).toContain('Something went wrong here');
  });
});

describe('given a command of the message menu', () => {
  test('it gets the message, and its answer is private', async () => {
    const scene = openScene();
    scene.choose('Related', { 31: MESSAGE });
    expect(readCallback(await scene.discord.nextRequest())).toEqual({
      type: ChannelMessageWithSource,
      content: 'about 31',
      isPrivate: true,
    });
  });

  test.each([
    ['a name that no command has', 'Weather', { 31: MESSAGE }],
    ['a message that Discord did not send along', 'Related', {}],
    ['the name of a command that is typed', 'news', { 31: MESSAGE }],
  ])('%s: it is said that the command is no longer here', async (_what, name, messages) => {
    const scene = openScene();
    scene.choose(name, messages);
    expect(readCallback(await scene.discord.nextRequest()).content).toContain('no longer here');
  });
});

describe('given an option that is being typed', () => {
  const choices = (request: FakeRequest) => request.body as { type: number; data: { choices: object[] } };

  test('the command’s suggestions come back, no more than Discord takes', async () => {
    const many = Array.from({ length: CHOICES_MAX + 5 }, (_, index) => ({
      name: `${index}`,
      value: `${index}`,
    }));
    const asked: string[] = [];
    const scene = openScene({
      suggest(options) {
        asked.push(options.getFocused().text);
        return many;
      },
    });
    scene.complete('tes');
    expect(choices(await scene.discord.nextRequest())).toEqual({
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: many.slice(0, CHOICES_MAX) },
    });
    expect(asked).toEqual(['tes']);
  });

  test('a command without suggestions has none', async () => {
    const scene = openScene();
    scene.complete('tes');
    expect(choices(await scene.discord.nextRequest()).data.choices).toEqual([]);
  });

  test('a library that is not read in time: none, as these cannot be announced', async () => {
    const scene = openScene({
      suggest: () => [{ name: 'a', value: 'a' }],
      getContext: () => new Promise(() => {}),
    });
    scene.complete('tes');
    scene.runOut();
    expect(choices(await scene.discord.nextRequest()).data.choices).toEqual([]);
  });
});

describe('given a component that is pressed', () => {
  test('what was chosen reaches its handler, and the answer replaces the message', async () => {
    const scene = openScene({ button: { answer: (_id, { choices }) => ({ content: choices.join() }) } });
    scene.press(undefined, ['a', 'b']);
    expect(readCallback(await scene.discord.nextRequest())).toMatchObject({
      type: UpdateMessage,
      content: 'a,b',
    });
  });

  test('mode reply: the answer is a new, private message', async () => {
    const scene = openScene({ button: { mode: 'reply' } });
    scene.press();
    expect(readCallback(await scene.discord.nextRequest())).toMatchObject({
      type: ChannelMessageWithSource,
      isPrivate: true,
    });
  });

  test('a mistake does not replace the message that was pressed', async () => {
    const scene = openScene({ button: { answer: () => Promise.reject(new UserError('It is gone.')) } });
    scene.press();
    expect(readCallback(await scene.discord.nextRequest())).toEqual({
      type: ChannelMessageWithSource,
      content: 'It is gone.',
      isPrivate: true,
    });
  });

  test('one of an older version: the member alone is told so', async () => {
    const scene = openScene();
    scene.press('what-was-once-a-button');
    const answer = readCallback(await scene.discord.nextRequest());
    expect(answer).toMatchObject({ type: ChannelMessageWithSource, isPrivate: true });
    expect(answer.content).toMatch(/button/i);
  });
});

test('given a form that was filled in, its fields reach the handler by their ids', async () => {
  const scene = openScene({
    button: { mode: 'reply', answer: (_id, { fields }) => ({ content: JSON.stringify(fields) }) },
  });
  scene.submit([
    {
      type: ComponentType.Label,
      component: { type: ComponentType.TextInput, custom_id: 'a', value: 'heat 80' },
    },
    {
      type: ComponentType.Label,
      component: { type: ComponentType.StringSelect, custom_id: 'b', values: ['card'] },
    },
    {
      type: ComponentType.Label,
      component: { type: ComponentType.StringSelect, custom_id: 'c', values: [] },
    },
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.TextInput, custom_id: 'd', value: '5' }],
    },
    { type: ComponentType.TextDisplay },
  ]);
  expect(readCallback(await scene.discord.nextRequest()).content).toBe(
    JSON.stringify({ a: 'heat 80', b: 'card', c: '', d: '5' }),
  );
});

describe('given an answer that takes longer than half of Discord’s patience', () => {
  test.each([true, false])(
    'private: %s, it is announced, and then takes the place of that',
    async (isPrivate) => {
      const { answer, resolve } = holdBack();
      const scene = openScene({ isPrivate, answer });
      scene.type();
      scene.runOut();
      expect(readCallback(await scene.discord.nextRequest())).toEqual({
        type: DeferredMessage,
        content: undefined,
        isPrivate,
      });
      resolve({ content: 'At last' });
      const { method, path, body } = await scene.discord.nextRequest();
      expect([method, path, body]).toEqual([
        'PATCH',
        ORIGINAL,
        expect.objectContaining({ content: 'At last' }),
      ]);
    },
  );

  test('before that time nothing is announced', async () => {
    const { answer, resolve } = holdBack();
    const scene = openScene({ answer });
    scene.type();
    resolve({ content: 'In time' });
    expect(readCallback(await scene.discord.nextRequest())).toMatchObject({ type: ChannelMessageWithSource });
    scene.runOut();
    expect(scene.discord.requests).toHaveLength(1);
  });

  test('of a component: the message stays until the answer replaces it', async () => {
    const { answer, resolve } = holdBack<Content>();
    const scene = openScene({ button: { answer } });
    scene.press();
    scene.runOut();
    expect(readCallback(await scene.discord.nextRequest()).type).toBe(DeferredUpdate);
    resolve({ content: 'The next page' });
    const { method, path } = await scene.discord.nextRequest();
    expect([method, path]).toEqual(['PATCH', ORIGINAL]);
  });

  test('a late mistake does not replace the message that was pressed: it is a new, private one', async () => {
    const { answer, reject } = holdBack<Content>();
    const scene = openScene({ button: { answer } });
    scene.press();
    scene.runOut();
    await scene.discord.nextRequest();
    reject(new UserError('It is gone.'));
    const { method, path, body } = await scene.discord.nextRequest();
    expect([method, path]).toEqual(['POST', '/webhooks/5/token']);
    expect(body).toMatchObject({ content: 'It is gone.', flags: MessageFlags.Ephemeral });
    expect(scene.discord.requests).toHaveLength(2);
  });

  test('a late mistake of a typed command takes the place of the announcement', async () => {
    const { answer, reject } = holdBack();
    const scene = openScene({ answer });
    scene.type();
    scene.runOut();
    await scene.discord.nextRequest();
    reject(new UserError('There is no topic “Cats”.'));
    const { path, body } = await scene.discord.nextRequest();
    expect(path).toBe(ORIGINAL);
    expect(body).toMatchObject({ content: 'There is no topic “Cats”.' });
  });

  test('a form comes too late: it can only be the first answer, so the member is asked to try again', async () => {
    const { answer, resolve } = holdBack();
    const scene = openScene({ answer });
    scene.type();
    scene.runOut();
    await scene.discord.nextRequest();
    resolve({ form: { custom_id: 'x', title: 'Your feed', components: [] } });
    const { path, body } = await scene.discord.nextRequest();
    expect(path).toBe(ORIGINAL);
    expect(body).toMatchObject({ content: 'The form could not be opened in time. Try again.' });
  });
});

test('given an answer that Discord does not take, it is logged, and the next one is answered', async () => {
  const scene = openScene();
  let isTaken = false;
  scene.discord.respond(() => (isTaken ? undefined : refuse(404, 10062, 'Unknown interaction')));
  scene.type();
  await expect
    .poll(() => scene.lines)
    .toMatchObject([
      { msg: 'an answer could not be sent', interaction: '9', err: { message: 'Unknown interaction' } },
    ]);
  isTaken = true;
  await scene.discord.nextRequest();
  scene.type();
  expect(readCallback(await scene.discord.nextRequest()).content).toBe('Here you are');
});
