import { escapeMarkdown } from '../src/discord/cards/markdown.ts';
import type { Choice, CommandContext } from '../src/discord/interactions/command.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from '../src/discord/rest/limits.ts';
import type { NameCount } from '../src/index/name-counts.ts';
import { cutText } from '../src/story/text.ts';
import { findNearestNames } from '../src/topics/nearest-names.ts';

// How a member names a topic or an outlet: by name or short name, in any case.

/** As many characters as a choice of the list has. */
export const TYPED_NAME_MAX_CHARS = CHOICE_MAX_CHARS;
const NEAREST_MAX = 3;

/** The topic's full name; undefined when there is none like that. */
export function findTopicName(typed: string, context: CommandContext): string | undefined {
  return context.library.taxonomy.find(typed)?.name ?? findName(typed, listTopicNames(context));
}

export function findProviderName(typed: string, context: CommandContext): string | undefined {
  return findName(typed, listProviderNames(context));
}

/** The topics that have stories, most stories first, then those of the taxonomy that have none. */
export function listTopicNames({ library, clock }: CommandContext): string[] {
  const used = library.listTopicCounts(clock.now()).map(({ name }) => name);
  return [...new Set([...used, ...library.taxonomy.topics.map(({ name }) => name)])];
}

/** Outlets by the number of their stories. */
export function listProviderNames({ library, clock }: CommandContext): string[] {
  return library.listProviderCounts(clock.now()).map(({ name }) => name);
}

/** The names nearest to what was typed, as text for a sentence; empty when there is none. */
export function listNearest(typed: string, names: readonly string[]): string {
  return findNearestNames(typed, names, NEAREST_MAX)
    .map((name) => `**${escapeMarkdown(name)}**`)
    .join(', ');
}

/** Topics that hold what was typed, with their counts; one whose short name was typed comes first. */
export function suggestTopics(typed: string, { library, clock }: CommandContext): Choice[] {
  const counts = library.listTopicCounts(clock.now());
  const byShortName = library.taxonomy.find(typed)?.name;
  return [
    ...toChoices(
      counts.filter(({ name }) => name === byShortName),
      '',
    ),
    ...toChoices(
      counts.filter(({ name }) => name !== byShortName),
      typed,
    ),
  ];
}

export function suggestProviders(typed: string, { library, clock }: CommandContext): Choice[] {
  return toChoices(library.listProviderCounts(clock.now()), typed);
}

function findName(typed: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.toLowerCase() === typed.toLowerCase());
}

/** Names that hold what was typed, with their counts; all of them while nothing is typed. */
function toChoices(counts: readonly NameCount[], typed: string): Choice[] {
  return counts
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, CHOICES_MAX)
    .map(({ name, count }) => {
      const suffix = ` (${count})`;
      return {
        name: `${cutText(name, CHOICE_MAX_CHARS - suffix.length)}${suffix}`,
        value: cutText(name, CHOICE_MAX_CHARS),
      };
    });
}
