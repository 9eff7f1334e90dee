import { createInstance, type TFunction } from 'i18next';
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ptBR } from './pt-br.ts';

declare module 'i18next' {
  // Declaration merging needs an interface: it makes keys and the values that a text wants part of its type.
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en };
  }
}

/** Says a text in one language: `t('news.nothing', { search })`. */
export type Translate = TFunction;

const CATALOGUES = { en, de, fr, es, 'pt-BR': ptBR, ja };
export type Language = keyof typeof CATALOGUES;

/** Discord's locales (reference, "Locales") that get another text than the English one. */
const LANGUAGE_OF_LOCALE = {
  de: 'de',
  fr: 'fr',
  'es-ES': 'es',
  'es-419': 'es',
  'pt-BR': 'pt-BR',
  ja: 'ja',
} as const satisfies Record<string, Language>;

type Node = string | { readonly [key: string]: Node };

/** Puts the texts that `$t(key)` names in their places, so that a member's words are never read as such a key. */
function expandReferences(node: Node, root: Node): Node {
  if (typeof node !== 'string') {
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, expandReferences(child, root)]),
    );
  }
  return node.replace(/\$t\(([\w.]+)\)/g, (_, path: string) => {
    const found = path.split('.').reduce<Node | undefined>((parent, key) => {
      return typeof parent === 'object' && Object.hasOwn(parent, key) ? parent[key] : undefined;
    }, root);
    if (typeof found !== 'string') throw new Error(`a message refers to ${path}, which is no text`);
    return found;
  });
}

const i18n = createInstance();
// The catalogues are here already, so it is ready at once.
void i18n.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  resources: Object.fromEntries(
    Object.entries(CATALOGUES).map(([language, texts]) => [
      language,
      { translation: expandReferences(texts, texts) },
    ]),
  ),
  // What is filled in is escaped for Discord where it comes from, and is never read as a key itself.
  interpolation: { escapeValue: false, nestingPrefix: '\0' },
});

/** The language of a Discord locale; English for those that Heatline does not speak. */
export function languageOf(locale: string): Language {
  const known = Object.entries(LANGUAGE_OF_LOCALE).find(([name]) => name === locale);
  return known?.[1] ?? 'en';
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(CATALOGUES, text);
}

/** @returns what says any text in that language */
export function translatorFor(language: Language): Translate {
  return i18n.getFixedT(language);
}

type Texts = Pick<Catalogue, 'commands' | 'choices'>;

/** A text in every locale that has its own, in the form in which commands are registered. */
export function localize(pick: (texts: Texts) => string): Record<keyof typeof LANGUAGE_OF_LOCALE, string> {
  const entries = Object.entries(LANGUAGE_OF_LOCALE);
  // The entries are those of the table.
  return Object.fromEntries(
    entries.map(([locale, language]) => [locale, pick(CATALOGUES[language])]),
  ) as Record<keyof typeof LANGUAGE_OF_LOCALE, string>;
}
