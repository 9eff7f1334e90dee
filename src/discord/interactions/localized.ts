import type { LocalizationMap } from 'discord.js';
import { type DefinitionKey, localize } from '../../locales/translate.ts';

/** A command or option of the catalogue that has a description: `feed.options.topics`. */
export type DescribedPath = DefinitionKey extends infer Key
  ? Key extends `commands.${infer Path}.description`
    ? Path
    : never
  : never;
/** A command of the message menu: it has a name alone. */
type MenuPath = 'relatedCoverage' | 'whyThisStory';

type LastOf<Path extends string> = Path extends `${string}.${infer Rest}` ? LastOf<Rest> : Path;

/**
 * The name and the description of a command or option in every language: part of its definition. Its own name, which
 * Discord sends back, is the last part of its path: so it has a type, and a misspelt one does not compile.
 */
export function describeIn<const Path extends DescribedPath>(path: Path) {
  const description = localize(`commands.${path}.description`);
  return {
    // The last part of the path is what this type says.
    name: path.slice(path.lastIndexOf('.') + 1) as LastOf<Path>,
    name_localizations: localizationsOf(localize(`commands.${path}.name`)),
    description: description.text,
    description_localizations: localizationsOf(description),
  };
}

/** The name of a command of the message menu. */
export function nameIn(path: MenuPath) {
  const name = localize(`commands.${path}.name`);
  return { name: name.text, name_localizations: localizationsOf(name) };
}

/** A choice of an option, by its name in every language. */
export function choiceIn<const Value extends string>(
  value: Value,
  key: Extract<DefinitionKey, `choices.${string}`>,
) {
  const name = localize(key);
  return { value, name: name.text, name_localizations: localizationsOf(name) };
}

function localizationsOf({ localizations }: ReturnType<typeof localize>): LocalizationMap {
  return localizations;
}
