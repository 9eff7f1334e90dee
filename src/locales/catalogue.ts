import type { en } from './en.ts';

/**
 * What a catalogue in another language must hold: every key of the English one, and for texts that go by a count a
 * key for each plural form of that language (Intl.PluralRules names them). A missing key is an error of the check.
 */
export type Catalogue<PluralForm extends string = 'one' | 'other'> = Translated<typeof en, PluralForm>;

type Translated<Texts, PluralForm extends string> = {
  readonly [Key in keyof Texts as TranslatedKey<Key, PluralForm>]: Texts[Key] extends string
    ? string
    : Translated<Texts[Key], PluralForm>;
};

type TranslatedKey<Key, PluralForm extends string> = Key extends `${infer Base}_one`
  ? `${Base}_${PluralForm}`
  : Key extends `${string}_other`
    ? never
    : Key;
