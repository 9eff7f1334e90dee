import type { FeedSettings } from '../../src/curation/feed.ts';
import type { CommandContext } from '../../src/discord/interactions/command.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { joinNames } from './settings/names.ts';
import { describeSettings } from './settings/settings.ts';

/** What a feed is set to, a line for each setting that is not as it comes. */
export function describeFeed(settings: FeedSettings, t: Translate, context: CommandContext): string {
  const lost = listLostTopics(settings, context);
  return [
    ...describeSettings(settings, t),
    ...(lost.length === 0 ? [] : [t('feed.summary.lostTopics', { topics: joinNames(lost) })]),
    ...(takesNothing(settings, context) ? [t('feed.summary.takesNothing')] : []),
  ].join('\n');
}

/** Whether all topics that it takes are excluded again. */
function takesNothing({ topics, excludedTopics }: FeedSettings, { library }: CommandContext): boolean {
  const keysOf = (names: readonly string[]) => names.flatMap((name) => library.taxonomy.familyKeys(name));
  const excluded = new Set(keysOf(excludedTopics));
  return topics.length > 0 && keysOf(topics).every((key) => excluded.has(key));
}

/** Topics that an editor has taken out of the taxonomy since, and that no story has. */
function listLostTopics({ topics }: FeedSettings, { library, clock }: CommandContext): string[] {
  if (topics.length === 0) return [];
  const used = new Set(library.listTopicCounts(clock.now()).map(({ name }) => name.toLowerCase()));
  return topics.filter((name) => library.taxonomy.find(name) === undefined && !used.has(name.toLowerCase()));
}
