import type { FeedSettings } from '../../src/curation/feed.ts';
import { formatQuietHours } from '../../src/curation/quiet-hours.ts';
import { escapeMarkdown } from '../../src/discord/cards/markdown.ts';
import type { CommandContext } from '../../src/discord/interactions/command.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { describeSchedule } from './schedules.ts';

/** What a feed is set to, a line for each setting that is not as it comes. */
export function describeFeed(settings: FeedSettings, t: Translate, context: CommandContext): string {
  const { schedule, timezone, minHeat, perRun, perDay, quietHours, mention, style, opensThread } = settings;
  const excluded = [...settings.excludedTopics, ...settings.excludedProviders];
  const lost = listLostTopics(settings, context);
  return [
    `${describeTopics(settings, t)}${excluded.length === 0 ? '' : `, ${t('feed.summary.excluding', { names: joinNames(excluded) })}`}`,
    t('feed.summary.heat', { heat: minHeat }),
    t('feed.summary.schedule', { schedule: describeSchedule(schedule, t), timezone }),
    t('feed.summary.budget', { perRun, perDay }),
    ...(quietHours === null ? [] : [t('feed.summary.quietHours', { hours: formatQuietHours(quietHours) })]),
    ...(mention === null
      ? []
      : [t('feed.summary.mention', { role: `<@&${mention.roleId}>`, heat: mention.fromHeat })]),
    ...(style === 'card' ? [] : [t('feed.summary.style', { style: t(`choices.style.${style}`) })]),
    ...(opensThread ? [t('feed.summary.thread')] : []),
    ...(lost.length === 0 ? [] : [t('feed.summary.lostTopics', { topics: joinNames(lost) })]),
  ].join('\n');
}

export function describeTopics({ topics }: Pick<FeedSettings, 'topics'>, t: Translate): string {
  return topics.length === 0
    ? t('feed.summary.allTopics')
    : t('feed.summary.topics', { topics: joinNames(topics) });
}

/** Topics that an editor has taken out of the taxonomy since, and that no story has. */
function listLostTopics({ topics }: FeedSettings, { library, clock }: CommandContext): string[] {
  if (topics.length === 0) return [];
  const used = new Set(library.listTopicCounts(clock.now()).map(({ name }) => name.toLowerCase()));
  return topics.filter((name) => library.taxonomy.find(name) === undefined && !used.has(name.toLowerCase()));
}

function joinNames(names: readonly string[]): string {
  return names.map(escapeMarkdown).join(', ');
}
