/** What Discord's client takes when a locale is missing (interactions/application-commands, Locale fallbacks). */
const FALLBACKS: Readonly<Record<string, string>> = { 'en-US': 'en-GB', 'en-GB': 'en-US', 'es-419': 'es-ES' };

/** The text in the reader's language, where the bot has registered it. */
export function localize(
  text: string,
  localizations: Readonly<Record<string, string>> | null | undefined,
  locale: string,
): string {
  return localizations?.[locale] ?? localizations?.[FALLBACKS[locale] ?? ''] ?? text;
}
