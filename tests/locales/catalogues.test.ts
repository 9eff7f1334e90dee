import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import de from '../../src/locales/de.json' with { type: 'json' };
import en from '../../src/locales/en.json' with { type: 'json' };
import es from '../../src/locales/es.json' with { type: 'json' };
import fr from '../../src/locales/fr.json' with { type: 'json' };
import ja from '../../src/locales/ja.json' with { type: 'json' };
import ptBR from '../../src/locales/pt-BR.json' with { type: 'json' };
import { languageOf, translatorFor } from '../../src/locales/translate.ts';
import { countChars } from '../../src/story/text.ts';

const CATALOGUES = { en, de, fr, es, 'pt-BR': ptBR, ja };
type Texts = { readonly [key: string]: string | Texts };

/** Every text with its key: `news.nothing` → … */
function flatten(texts: Texts, path: readonly string[] = []): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'string'
        ? [[[...path, key].join('.'), text] as const]
        : [...flatten(text, [...path, key])],
    ),
  );
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))].toSorted();
const references = (text: string): string[] =>
  [...text.matchAll(/\$t\(([\w.]+)\)/g)].map(([, key]) => key ?? '');

describe.each(Object.entries(CATALOGUES))('the catalogue %s', (language, catalogue) => {
  const texts = flatten(catalogue);
  const english = flatten(en);

  test('has no text that English lacks, and of a text that goes by a count each plural form of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const expected = [...english.keys()].flatMap((key) => {
      if (!PLURAL.test(key)) return [key];
      return key.endsWith('_other') ? pluralCategories.map((form) => key.replace(PLURAL, `_${form}`)) : [];
    });
    expect([...texts.keys()].filter((key) => !expected.includes(key))).toEqual([]);
    for (const key of [...texts.keys()].filter((each) => PLURAL.test(each))) {
      for (const form of pluralCategories) expect(texts.has(key.replace(PLURAL, `_${form}`)), key).toBe(true);
    }
  });

  test('fills in what the English text fills in; only a form for one thing may leave the number out', () => {
    for (const [key, text] of texts) {
      const model = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      const needed = placeholders(model);
      const given = placeholders(text);
      const but = (names: readonly string[]) =>
        names.filter((name) => !key.endsWith('_one') || name !== 'count');
      expect(but(given), key).toEqual(but(needed));
    }
  });

  test('refers only to texts that there are', () => {
    for (const [key, text] of texts) {
      for (const reference of references(text))
        expect(texts.has(reference), `${key}: ${reference}`).toBe(true);
    }
  });

  test('has no text that is empty or has spaces at its ends', () => {
    for (const [key, text] of texts) expect(text, key).toMatch(/^\S(?:.*\S)?$/s);
  });

  // Discord's limits: components/reference and interactions/receiving-and-responding.
  test.each([
    [
      'labels of buttons',
      [
        'list.previous',
        'list.next',
        'feed.remove',
        'feed.keep',
        'feed.tags.create',
        'card.related',
        'card.relatedCount',
        'digest.more',
        'digest.show',
      ],
      80,
    ],
    ['title and labels of the form', ['feed.form'], 45],
    ['the placeholder of a menu', ['list.openStory', 'digest.open'], 150],
    ['the names of fields', ['card.alsoCoveredBy', 'help.members', 'help.admins'], 256],
  ])('keeps to the limit of %s', (_what, keys, maxChars) => {
    const found = [...texts].filter(([key]) =>
      keys.some((wanted) => key === wanted || key.startsWith(`${wanted}.`)),
    );
    expect(found.length).toBeGreaterThanOrEqual(keys.length);
    for (const [key, text] of found) expect(countChars(text), key).toBeLessThanOrEqual(maxChars);
  });
});

describe('the commands, in every language', () => {
  type Node = {
    readonly name: string;
    readonly name_localizations?: Record<string, string> | null;
    readonly description?: string;
    readonly description_localizations?: Record<string, string> | null;
    readonly value?: unknown;
    readonly options?: readonly Node[];
    readonly choices?: readonly Node[];
  };
  // The definitions of all kinds have these parts.
  const definitions = commands.map(({ definition }) => definition as unknown as Node);
  const LOCALES = ['en', 'de', 'fr', 'es-ES', 'es-419', 'pt-BR', 'ja'];
  const nameOf = (node: Node, locale: string) => node.name_localizations?.[locale] ?? node.name;
  const descriptionOf = (node: Node, locale: string) =>
    node.description_localizations?.[locale] ?? node.description ?? '';
  const walk = (nodes: readonly Node[]): Node[] =>
    nodes.flatMap((node) => [node, ...walk(node.options ?? [])]);

  // interactions/application-commands, "Application Command Naming" and the limits of its tables.
  test.each(LOCALES)('in %s, names and descriptions are what Discord takes', (locale) => {
    for (const node of walk(definitions)) {
      const name = nameOf(node, locale);
      if (node.description === undefined) expect(name, node.name).toMatch(/^.{1,32}$/u);
      else expect(name, node.name).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);
      if (node.description !== undefined) {
        expect(name).toBe(name.toLowerCase());
        expect(countChars(descriptionOf(node, locale)), name).toBeLessThanOrEqual(100);
      }
      for (const choice of node.choices ?? [])
        expect(countChars(nameOf(choice, locale))).toBeLessThanOrEqual(100);
      const names = (node.options ?? []).map((option) => nameOf(option, locale));
      expect(new Set(names).size, `${name}: ${names}`).toBe(names.length);
    }
  });

  test.each(definitions.map((node) => [node.name, node] as const))(
    '%s has at most 8000 characters, the longest translation of each text counted',
    (_name, command) => {
      const longest = (textOf: (locale: string) => string) =>
        Math.max(...LOCALES.map((locale) => countChars(textOf(locale))));
      const count = (node: Node): number =>
        longest((locale) => nameOf(node, locale)) +
        longest((locale) => descriptionOf(node, locale)) +
        countChars(String(node.value ?? '')) +
        [...(node.options ?? []), ...(node.choices ?? [])].reduce((sum, child) => sum + count(child), 0);
      expect(count(command)).toBeLessThanOrEqual(8000);
    },
  );
});

describe('a text', () => {
  test('that refers to a command names it in its language', () => {
    expect(translatorFor('en')('feed.errors.noFeeds')).toContain('`/feed add`');
    expect(translatorFor('de')('news.tryTopic', { topic: 'AI' })).toContain(
      `/${de.commands.news.name} ${de.commands.news.options.topic.name}:AI`,
    );
  });

  test('is not read again after something was filled in: a headline can name no other text', () => {
    const hostile = '$t(errors.unknownCommand) {{topic}} <b>&amp;';
    expect(translatorFor('en')('feed.notPosted', { reason: hostile })).toBe(`Not posted: ${hostile}`);
  });

  test('goes by the plural forms of its language', () => {
    expect(translatorFor('en')('list.stories', { count: 1 })).toBe('1 story');
    expect(translatorFor('en')('list.stories', { count: 0 })).toBe('0 stories');
    expect(translatorFor('fr')('list.stories', { count: 0 })).toBe(
      fr.list.stories_one.replace('{{count}}', '0'),
    );
  });

  test('writes numbers as its language does', () => {
    expect(translatorFor('en')('why.number', { value: 76 })).toBe('76.0');
    expect(translatorFor('de')('why.number', { value: 76.04 })).toBe('76,0');
  });
});

test.each([
  ['en-US', 'en'],
  ['en-GB', 'en'],
  ['de', 'de'],
  ['es-ES', 'es'],
  ['es-419', 'es'],
  ['pt-BR', 'pt-BR'],
  ['ja', 'ja'],
  ['fr', 'fr'],
  ['ko', 'en'],
  ['toString', 'en'],
  ['', 'en'],
])('a member whose Discord is in %j is answered in %j', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
