import type { APIModalInteractionResponseCallbackData, ModalSubmitInteraction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { connectBot, openSandbox } from './support.ts';

const label = (text: string, component: object) => ({ type: 18, label: text, component });
const form = (...components: object[]) =>
  // Some forms here are wrong on purpose.
  ({ custom_id: 'form', title: 'Form', components }) as unknown as APIModalInteractionResponseCallbackData;
const text = (change: object = {}) => label('Name', { type: 4, custom_id: 'name', style: 1, ...change });
const menu = (change: object = {}) =>
  label('Style', {
    type: 3,
    custom_id: 'style',
    options: [
      { label: 'Card', value: 'card' },
      { label: 'Headline', value: 'headline', default: true },
    ],
    ...change,
  });
const wholeForm = form(
  { type: 10, content: 'Change what you like.' },
  text({ value: 'old', max_length: 5 }),
  menu(),
  label('Role', { type: 6, custom_id: 'role', required: false }),
  label('Channel', { type: 8, custom_id: 'channel', channel_types: [0] }),
);

/** A bot that opens the form for /edit, and what it got when the form was sent. */
async function startBot(shown: APIModalInteractionResponseCallbackData) {
  const sandbox = await openSandbox();
  const client = await connectBot(sandbox);
  let sent: ModalSubmitInteraction | undefined;
  const refusals: unknown[] = [];
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.showModal(shown).catch(async (error: unknown) => {
        refusals.push(error);
        await interaction.reply('refused');
      });
    if (!interaction.isModalSubmit()) return;
    sent = interaction;
    await interaction.reply('ok');
  });
  await client.application.commands.set([{ name: 'edit', description: 'Edit' }]);
  const member = sandbox.member();
  const channelId = sandbox.channel('ai-news').id;
  const answer = await member.runCommand({ channelId, name: 'edit' });
  const submit = (values: Parameters<typeof member.submitModal>[0]['values'], isForged = false) =>
    member.submitModal({ answer, channelId, values, isForged });
  return { sandbox, submit, refusals, sent: () => sent?.fields };
}

describe('a form', () => {
  test('brings texts and choices to the bot, and what they name', async () => {
    const { sandbox, submit, sent } = await startBot(wholeForm);
    const role = sandbox.addRole({ name: 'News' });
    const channelId = sandbox.channel('ai-news').id;
    await submit({ name: 'new', style: 'card', role: [role.id], channel: channelId });
    expect(sent()?.getTextInputValue('name')).toBe('new');
    expect(sent()?.getStringSelectValues('style')).toEqual(['card']);
    expect(
      sent()
        ?.getSelectedRoles('role')
        ?.map((role) => role?.name),
    ).toEqual(['News']);
    expect(
      sent()
        ?.getSelectedChannels('channel')
        ?.map((channel) => channel?.id),
    ).toEqual([channelId]);
  });

  test('keeps what the bot put into it where the member changes nothing', async () => {
    const { sandbox, submit, sent } = await startBot(wholeForm);
    await submit({ channel: [sandbox.channel('ai-news').id] });
    expect(sent()?.getTextInputValue('name')).toBe('old');
    expect(sent()?.getStringSelectValues('style')).toEqual(['headline']);
    expect(sent()?.getSelectedRoles('role')).toBeNull();
  });

  test('may have boxes to tick and buttons of which one is chosen', async () => {
    const options = [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b' },
    ];
    const { submit, sent } = await startBot(
      form(
        label('Thread', { type: 23, custom_id: 'thread' }),
        label('One', { type: 21, custom_id: 'one', options }),
        label('Some', { type: 22, custom_id: 'some', options }),
      ),
    );
    await submit({ thread: true, one: 'a', some: ['a', 'b'] });
    expect(sent()?.getCheckbox('thread')).toBe(true);
    expect(sent()?.getRadioGroup('one')).toBe('a');
    expect(sent()?.getCheckboxGroup('some')).toEqual(['a', 'b']);
    await expect(submit({ one: 'c', some: [] })).rejects.toThrow('offers no "c"');
  });

  test.each([
    ['too long a text', { name: 'too long' }, 'wants at most 5 characters'],
    ['no text where one is required', { name: '' }, 'field "name" is required'],
    ['a choice that is none', { style: 'poem' }, 'offers no "poem"'],
    ['no choice where one is required', { style: [] }, 'field "style" is required'],
    ['two choices of one', { style: ['card', 'headline'] }, 'takes 1 to 1 values'],
    ['a role that is not there', { role: '1' }, 'offers no "1"'],
    ['a field that is not there', { colour: 'red' }, 'has no field "colour"'],
  ])('cannot be sent with %s, unless forged', async (_, values, message) => {
    const { sandbox, submit } = await startBot(wholeForm);
    const filled = { channel: sandbox.channel('ai-news').id, ...values };
    await expect(submit(filled)).rejects.toThrow(message);
    expect((await submit(filled, true)).message?.content).toBe('ok');
  });

  test('offers only the kinds of channels that it names', async () => {
    const { sandbox, submit } = await startBot(wholeForm);
    await expect(submit({ channel: sandbox.channel('forum').id })).rejects.toThrow(
      'channels of type 0, not 15',
    );
  });

  test.each([
    [
      'six fields',
      form(...Array.from({ length: 6 }, (_, index) => text({ custom_id: `${index}` }))),
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a required menu of which nothing may be chosen',
      form(menu({ min_values: 0 })),
      'SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES',
    ],
    ['one custom id twice', form(text(), text()), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    [
      'a text input in a row, without label',
      form({ type: 1, components: [{ type: 4, custom_id: 'a', style: 1 }] }),
      'BASE_TYPE_REQUIRED',
    ],
    ['a label of 46 characters', form({ ...text(), label: 'x'.repeat(46) }), 'BASE_TYPE_MAX_LENGTH'],
    ['a title of 46 characters', { ...form(text()), title: 'x'.repeat(46) }, 'BASE_TYPE_MAX_LENGTH'],
  ])('is refused with %s', async (_, shown, code) => {
    const { refusals } = await startBot(shown);
    expect(String(refusals[0])).toContain(code);
  });
});

describe('a menu of a message', () => {
  test.each([
    ['roles', 6, (sandbox: Awaited<ReturnType<typeof openSandbox>>) => sandbox.addRole({ name: 'News' }).id],
    ['channels', 8, (sandbox: Awaited<ReturnType<typeof openSandbox>>) => sandbox.channel('ai-news').id],
  ])('offers the %s of the guild, and brings them resolved', async (_, type, pick) => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    client.on('interactionCreate', async (interaction) => {
      // The types are checked where the API itself is; a menu's builder knows one type at a time.
      const row = { type: 1, components: [{ type, customId: 'pick' }] } as never;
      if (interaction.isChatInputCommand()) await interaction.reply({ components: [row] });
      else if (interaction.isRoleSelectMenu()) await interaction.update(`${interaction.roles.first()?.name}`);
      else if (interaction.isChannelSelectMenu())
        await interaction.update(
          `${interaction.channels.map((channel) => 'name' in channel && channel.name)}`,
        );
    });
    await client.application.commands.set([{ name: 'ask', description: 'Asks' }]);
    const member = sandbox.member();
    const { message } = await member.runCommand({ channelId: sandbox.channel('ai-news').id, name: 'ask' });
    if (!message) throw new Error('no answer');
    const answer = await member.select({ message, customId: 'pick', values: [pick(sandbox)] });
    expect(answer.updatedMessage?.content).toBe(type === 6 ? 'News' : 'ai-news');
    await expect(member.select({ message, customId: 'pick', values: ['1'] })).rejects.toThrow(
      'offers no "1"',
    );
  });
});
