import { describe, expect, test } from 'vitest';
import { openSandbox, restOf } from './support.ts';

const option = (change: object = {}) => ({ type: 3, name: 'topic', description: 'A topic', ...change });
const news = (change: object = {}) => ({ name: 'news', description: 'News', ...change });
const withOptions = (...options: object[]) => news({ options });
/** Texts of 7912 characters and the description's, 100 of which come from each character of a choice's name. */
const large = (descriptionChars: number, choiceChars = 73, localized?: string) => ({
  description: 'd'.repeat(descriptionChars),
  name: 'news',
  options: Array.from({ length: 4 }, (_, index) =>
    option({
      name: `o${index}`,
      description: 'd'.repeat(100),
      choices: Array.from({ length: 25 }, (_, choice) => ({
        name: `${choice}`.padStart(choiceChars, 'c'),
        value: `${choice}`.padStart(2, '0'),
        ...(localized && { name_localizations: { de: localized } }),
      })),
    }),
  ),
});

/** Refused fields as `path: CODE`; empty when the command was taken. */
async function register(...commands: object[]): Promise<string[]> {
  const sandbox = await openSandbox();
  const answer = await restOf(sandbox)('PUT', `/applications/${sandbox.applicationId}/commands`, commands);
  const list = (node: unknown, path: string): string[] =>
    Object.entries(node as object).flatMap(([key, value]) =>
      key === '_errors'
        ? (value as { code: string }[]).map(({ code }) => `${path}: ${code}`)
        : list(value, path === '' ? key : `${path}.${key}`),
    );
  return answer.status === 200 ? [] : list(answer.body.errors, '');
}

describe('a command is registered', () => {
  test.each([
    [
      'names in scripts without case',
      news({ name_localizations: { ja: 'ニュース', th: 'ข่าว', hi: 'समाचार' } }),
    ],
    ['accents in lower case', news({ name_localizations: { fr: 'actualités', de: 'nachrichten' } })],
    ['a description of 100 emoji', news({ description_localizations: { ja: '📰'.repeat(100) } })],
    ['permissions as a bit set', news({ default_member_permissions: '32' })],
    [
      'every kind of channel',
      withOptions({ ...option(), type: 7, channel_types: [0, 5, 10, 11, 12, 15, 16] }),
    ],
    ['no more than 8000 characters', large(88)],
    ['the longest localization counted once', large(88, 60, 'x'.repeat(73))],
    [
      'a message command in mixed case',
      { type: 3, name: 'Related coverage', name_localizations: { de: 'Mehr dazu' } },
    ],
  ])('with %s', async (_, command) => {
    expect(await register(command)).toEqual([]);
  });
});

describe('a command is refused', () => {
  test.each([
    [
      'a locale that is none',
      news({ name_localizations: { pt: 'notícias' } }),
      '0.name_localizations.pt: BASE_TYPE_CHOICES',
    ],
    [
      'a description in a locale that is none',
      withOptions(option({ description_localizations: { de_DE: 'Thema' } })),
      '0.options.0.description_localizations.de_DE: BASE_TYPE_CHOICES',
    ],
    [
      'a choice in a locale that is none',
      withOptions(option({ choices: [{ name: 'a', value: 'a', name_localizations: { jp: 'あ' } }] })),
      '0.options.0.choices.0.name_localizations.jp: BASE_TYPE_CHOICES',
    ],
    [
      'its localized name in upper case',
      news({ name_localizations: { de: 'Nachrichten' } }),
      '0.name_localizations: APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a localized name with a space',
      withOptions(option({ name_localizations: { fr: 'mon sujet' } })),
      '0.options.0.name_localizations.fr: APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a localized name of 33 characters',
      withOptions(option({ name_localizations: { fr: 'x'.repeat(33) } })),
      '0.options.0.name_localizations.fr: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a localized description of 101',
      news({ description_localizations: { de: 'x'.repeat(101) } }),
      '0.description_localizations.de: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a localized choice of 101',
      withOptions(
        option({ choices: [{ name: 'a', value: 'a', name_localizations: { de: 'x'.repeat(101) } }] }),
      ),
      '0.options.0.choices.0.name_localizations.de: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice value of 101',
      withOptions(option({ choices: [{ name: 'a', value: 'x'.repeat(101) }] })),
      '0.options.0.choices.0.value: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'two options of one name in a locale',
      withOptions(
        option({ name: 'a', name_localizations: { de: 'thema' } }),
        option({ name: 'b', name_localizations: { de: 'thema' } }),
      ),
      '0.options.1.name_localizations.de: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'an option whose localized name is the default of another',
      withOptions(option({ name: 'thema' }), option({ name: 'b', name_localizations: { de: 'thema' } })),
      '0.options.1.name_localizations.de: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'subcommands beside options',
      withOptions({ type: 1, name: 'add', description: 'Add' }, option()),
      '0.options: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'permissions that are no bit set',
      news({ default_member_permissions: 'ManageGuild' }),
      '0.default_member_permissions: NUMBER_TYPE_COERCE',
    ],
    [
      'a smallest value above the largest',
      withOptions({ ...option(), type: 4, min_value: 5, max_value: 4 }),
      '0.options.0.max_value: NUMBER_TYPE_MIN',
    ],
    [
      'a smallest value that is not whole',
      withOptions({ ...option(), type: 4, min_value: 0.5 }),
      '0.options.0.min_value: NUMBER_TYPE_COERCE',
    ],
    ['8001 characters', large(89), '0: APPLICATION_COMMAND_TOO_LARGE'],
    [
      '8001 characters by its longest localization',
      large(89, 60, 'x'.repeat(73)),
      '0: APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('for %s', async (_, command, field) => {
    expect(await register(command)).toEqual([field]);
  });

  test('when another has its name in some locale', async () => {
    const other = { name: 'feed', description: 'Feed', name_localizations: { de: 'news' } };
    expect(await register(news(), other)).toEqual(['1: APPLICATION_COMMANDS_DUPLICATE_NAME']);
    expect(await register(news(), { ...other, name_localizations: { de: 'abo' } })).toEqual([]);
  });
});
