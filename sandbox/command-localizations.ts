import type { FieldError } from './errors.ts';
import { countChars } from './field-checks.ts';

/** Discord's locales (reference, Locales). */
export const LOCALES: readonly string[] = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fi', 'fr', 'he', 'hi', 'hr'],
  ...['hu', 'id', 'it', 'ja', 'ko', 'lt', 'nl', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'sv-SE', 'th', 'tr', 'uk'],
  ...['vi', 'zh-CN', 'zh-TW'],
];

export type Localizations = Record<string, string> | null | undefined;
export type Named = { name: string; name_localizations?: Localizations };

type Path = readonly (string | number)[];

/** Every key must be one of Discord's locales. */
export function checkLocales(localizations: Localizations, path: Path): FieldError[] {
  const list = LOCALES.map((locale) => `'${locale}'`).join(', ');
  return Object.keys(localizations ?? {})
    .filter((locale) => !LOCALES.includes(locale))
    .map((locale) => ({
      path: [...path, locale],
      code: 'BASE_TYPE_CHOICES',
      message: `Value must be one of (${list}).`,
    }));
}

/** What a member with that locale reads; where nothing is set for it, the default. */
function nameIn(locale: string, { name, name_localizations: localized }: Named): string {
  return localized?.[locale] ?? name;
}

/** `locale` is undefined where the default names are the same. */
type Duplicate = { index: number; locale: string | undefined };

/** Names that another one before them has in some locale, by their place. */
export function findDuplicates(siblings: readonly Named[]): Duplicate[] {
  const used = new Set(siblings.flatMap((named) => Object.keys(named.name_localizations ?? {})));
  return siblings.flatMap((named, index): Duplicate[] => {
    const before = siblings.slice(0, index);
    if (before.some(({ name }) => name === named.name)) return [{ index, locale: undefined }];
    const locale = [...used].find((each) =>
      before.some((other) => nameIn(each, other) === nameIn(each, named)),
    );
    return locale === undefined ? [] : [{ index, locale }];
  });
}

/** Only the longest localization counts towards a command's size (interactions/application-commands). */
export function countLongest(text: string, localizations: Localizations): number {
  return Math.max(...[text, ...Object.values(localizations ?? {})].map(countChars));
}
