import type { Catalogue } from '../../locales/catalogue.ts';
import { en } from '../../locales/en.ts';
import { localize } from '../../locales/translate.ts';

type Commands = Catalogue['commands'];
type Choices = Catalogue['choices'];

/** A command's or option's name and description, in every language: part of its definition. */
export function describeIn(
  pick: (commands: Commands) => { readonly name: string; readonly description: string },
) {
  return {
    ...nameIn(pick),
    description: pick(en.commands).description,
    description_localizations: localize(({ commands }) => pick(commands).description),
  };
}

/** The name alone, as for the commands of the message menu. */
export function nameIn(pick: (commands: Commands) => { readonly name: string }) {
  return {
    name: pick(en.commands).name,
    name_localizations: localize(({ commands }) => pick(commands).name),
  };
}

/** A choice of an option, by its name in every language. */
export function choiceIn<Value extends string>(value: Value, pick: (choices: Choices) => string) {
  return { value, name: pick(en.choices), name_localizations: localize(({ choices }) => pick(choices)) };
}
