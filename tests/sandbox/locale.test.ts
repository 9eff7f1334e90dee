import { expect, test } from 'vitest';
import { toDiscordLocale } from '../../sandbox/web/locale.ts';
import { localize } from '../../sandbox/web/page/localize.ts';

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en', 'en-US'],
  ['en-GB', 'en-GB'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['es', 'es-ES'],
  ['es-MX', 'es-419'],
  ['nb-NO', 'no'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['eo', 'en-US'],
  ['', 'en-US'],
])('a browser in %s is a member in %s', (language, locale) => {
  expect(toDiscordLocale(language)).toBe(locale);
});

test.each([
  ['de', 'farbe'],
  ['en-US', 'colour'],
  ['es-419', 'color'],
  ['fr', 'hue'],
])('a reader in %s sees "%s": the own language, its fallback, or the default', (locale, text) => {
  expect(localize('hue', { de: 'farbe', 'en-GB': 'colour', 'es-ES': 'color' }, locale)).toBe(text);
});
