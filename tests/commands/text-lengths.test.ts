import { ApplicationCommandOptionType, ComponentType } from 'discord.js';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { makeFeed } from '../support/command-feed.ts';
import { prepareScenes } from '../support/command-scene.ts';

const openScene = prepareScenes({});

type Option = { readonly name: string; readonly type: number; readonly options?: readonly Option[] };

/** Every option of a command that is a text, those of its subcommands among them. */
function listTexts(path: string, options: readonly Option[] = []): [string, Option][] {
  return options.flatMap((option) =>
    option.options === undefined && option.type !== ApplicationCommandOptionType.String
      ? []
      : option.type === ApplicationCommandOptionType.String
        ? [[`${path} ${option.name}`, option] as [string, Option]]
        : listTexts(`${path} ${option.name}`, option.options),
  );
}

const TEXTS = commands.flatMap(({ definition }) =>
  'options' in definition ? listTexts(`/${definition.name}`, definition.options) : [],
);

test('given all commands, they have texts to type', () => {
  expect(TEXTS.map(([path]) => path)).toEqual(
    expect.arrayContaining(['/news topic', '/news provider', '/feed add timezone', '/why story']),
  );
});

test.each(TEXTS)('given %s, it is chosen or has a length', (_path, option) => {
  const isBounded =
    ('choices' in option && option.choices !== undefined) ||
    ('max_length' in option && Number(option.max_length) <= 2048);
  expect(isBounded).toBe(true);
});

test('given the form of a feed, every field that is typed has a length, and a longer text is refused', async () => {
  const { admin, home, feeds, discord } = await openScene();
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
  const form = await admin.openForm('feed', 'edit', { channel: home });
  for (const part of form.components) {
    const field = 'component' in part ? part.component : null;
    if (field?.type !== ComponentType.TextInput) continue;
    expect(field.max_length).toBeLessThanOrEqual(1000);
    const text = 'x'.repeat(4000);
    expect(await admin.submitRefused(form, { [field.custom_id]: text })).toBe(
      `\`${field.custom_id}\` takes at most 1000 characters.`,
    );
  }
});
