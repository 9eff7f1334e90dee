import { createInstance, type TFunction } from 'i18next';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import ptBR from './pt-BR.json' with { type: 'json' };

/** English has every text; a language that lacks one shows the English. */
type Catalogue = typeof en;

declare module 'i18next' {
  // Declaration merging needs an interface: it makes English's keys the ones that can be asked for.
  interface CustomTypeOptions {
    readonly resources: { readonly translation: Catalogue };
  }
}

/** Says a text in one language: `t('news.nothing', { search })`. What a text fills in is checked by a test. */
export type Translate = TFunction;

const CATALOGUES = { en, de, fr, es, 'pt-BR': ptBR, ja };
export type Language = keyof typeof CATALOGUES;
/** All that the bot speaks. */
// The keys of a constant of our own.
export const SPOKEN_LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

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

function findText(root: Node, path: string): Node | undefined {
  return path.split('.').reduce<Node | undefined>((parent, key) => {
    return typeof parent === 'object' && Object.hasOwn(parent, key) ? parent[key] : undefined;
  }, root);
}

/** Puts the texts that `$t(key)` names in their places, so that a member's words are never read as such a key. */
function expandReferences(node: Node, root: Node): Node {
  if (typeof node !== 'string') {
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, expandReferences(child, root)]),
    );
  }
  return node.replace(/\$t\(([\w.]+)\)/g, (_, path: string) => {
    const found = findText(root, path) ?? findText(en, path);
    if (typeof found !== 'string') throw new Error(`a message refers to ${path}, which is no text`);
    return found;
  });
}

const i18n = createInstance();
// The catalogues are here already, so it is ready at once.
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
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

export function isNamedPermission(name: string): name is NamedPermission {
  return Object.hasOwn(en.permissions, name);
}

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

/** A text's key below one part of the catalogue: `news.options.topic.name` of `commands`. */
type TextKey<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${TextKey<Texts[Key]>}`;
}[keyof Texts & string];
/** A text of a command's definition. */
export type DefinitionKey =
  | `commands.${TextKey<Catalogue['commands']>}`
  | `choices.${TextKey<Catalogue['choices']>}`;
/** A permission that has a name and a purpose in the catalogue. */
export type NamedPermission = keyof Catalogue['permissions'];

/**
 * A text of a command's definition in English, and in each locale that has it, in the form in which commands are
 * registered. A locale that lacks it is left out: Discord shows the English there.
 */
export function localize(key: DefinitionKey): {
  readonly text: string;
  readonly localizations: Partial<Record<keyof typeof LANGUAGE_OF_LOCALE, string>>;
} {
  const localizations = Object.entries(LANGUAGE_OF_LOCALE).flatMap(([locale, language]) => {
    const text = findText(CATALOGUES[language], key);
    return typeof text === 'string' ? [[locale, text] as const] : [];
  });
  return { text: String(findText(en, key)), localizations: Object.fromEntries(localizations) };
}
