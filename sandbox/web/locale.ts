import { LOCALES } from '../command-localizations.ts';

const DEFAULT_LOCALE = 'en-US';
/** Where one language has several of Discord's locales, or Discord writes it in another way. */
const ALIASES: Readonly<Record<string, string>> = {
  en: 'en-US',
  es: 'es-ES',
  nb: 'no',
  nn: 'no',
  pt: 'pt-BR',
  sv: 'sv-SE',
  zh: 'zh-CN',
  'zh-HK': 'zh-TW',
  'zh-Hant': 'zh-TW',
};

/** Discord's locale for a browser's language; en-US for one that Discord has not. */
export function toDiscordLocale(language: string): string {
  if (LOCALES.includes(language)) return language;
  const [base = '', region] = language.split('-');
  // Spanish outside of Spain is that of Latin America.
  if (base === 'es' && region) return 'es-419';
  const alias = ALIASES[language] ?? ALIASES[base] ?? base;
  return LOCALES.includes(alias) ? alias : DEFAULT_LOCALE;
}
