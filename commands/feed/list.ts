import type { Feed } from '../../src/curation/feed.ts';
import type { Subscription } from '../../src/curation/subscription.ts';
import type { CustomId } from '../../src/discord/cards/custom-id.ts';
import { showHeatNumber } from '../../src/discord/cards/heat-words.ts';
import { buildPageButtons, formatPage, LIST_COLOR } from '../../src/discord/cards/list-cards.ts';
import { formatTimestamp } from '../../src/discord/cards/markdown.ts';
import { mayView } from '../../src/discord/interactions/channel-view.ts';
import {
  type CommandContext,
  type ComponentHandler,
  UserError,
} from '../../src/discord/interactions/command.ts';
import { describeObstacleIn } from '../../src/discord/posting/obstacle-text.ts';
import { findObstacle } from '../../src/discord/posting/postable-channel.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { cutText } from '../../src/story/text.ts';
import { type Admin, requireAdmin } from './access.ts';
import { buildFeedMenu } from './panel.ts';
import { describeSchedule } from './schedules.ts';
import { describeTopics } from './settings/names.ts';

/** With longest texts, a page of ten fits one embed. */
const FEEDS_PER_PAGE = 10;
const TOPICS_MAX_CHARS = 120;
const OBSTACLE_MAX_CHARS = 150;
/** How far ahead a next run is looked for: enough for a monthly line. */
const NEXT_RUN_MAX_DAYS = 32;

/** `/feed list`: a server's feeds with their state, next run, last post and last error. */
export function listFeeds(admin: Admin, wantedPage: number, context: CommandContext): Content {
  const { t, guildId } = admin;
  const { subscriptions, client } = context;
  const isSeen = ({ channelId }: { readonly channelId: string }) => mayView(channelId, admin, client);
  const isHere = ({ channelId }: Subscription) => {
    const channel = client.channels.cache.get(channelId);
    return channel !== undefined && !channel.isDMBased() && channel.guildId === guildId;
  };
  const environment = Map.groupBy(subscriptions.listEnvironment().filter(isHere), isSeen);
  const feeds = Map.groupBy(
    subscriptions.feeds.listOfGuild(guildId),
    // One whose channel is gone is listed: it wants removing.
    (feed) => !client.channels.cache.has(feed.channelId) || isSeen(feed),
  );
  const [ofEnvironment, ofGuild] = [environment.get(true) ?? [], feeds.get(true) ?? []];
  const hiddenCount = (environment.get(false)?.length ?? 0) + (feeds.get(false)?.length ?? 0);
  // What they say is only worked out for those that are shown.
  const entries = [
    ...ofEnvironment.map((subscription) => () => describeEnvironment(subscription, admin, context)),
    ...ofGuild.map((feed) => () => describeFeedState(feed, admin, context)),
    ...(hiddenCount === 0 ? [] : [() => t('feed.list.hidden', { count: hiddenCount })]),
  ];
  if (entries.length === 0) throw new UserError(t('feed.errors.noFeeds'));
  const pages = Math.ceil(entries.length / FEEDS_PER_PAGE);
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  const shown = entries.slice(page * FEEDS_PER_PAGE, (page + 1) * FEEDS_PER_PAGE);
  const start = page * FEEDS_PER_PAGE - ofEnvironment.length;
  const feedsShown = ofGuild.slice(Math.max(0, start), Math.max(0, start + FEEDS_PER_PAGE));
  const buttons = buildPageButtons(page, pages, t, (target) => ({ kind: 'feed-list', page: target }));
  return {
    embeds: [
      {
        title: t('feed.list.title'),
        description: shown.map((describe) => describe()).join('\n\n'),
        color: LIST_COLOR,
        ...(pages > 1 && { footer: { text: formatPage(page, pages, t) } }),
      },
    ],
    components: [...buildFeedMenu(feedsShown, admin, context), ...(pages > 1 ? [buttons] : [])],
  };
}

/** Previous and Next below a long list. */
export const feedListButton: ComponentHandler<Extract<CustomId, { kind: 'feed-list' }>> = {
  mode: 'update',
  answer: ({ page }, _given, asker, context) => listFeeds(requireAdmin(asker), page, context),
};

function describeFeedState(feed: Feed, admin: Admin, context: CommandContext): string {
  const { t } = admin;
  const subscription = context.subscriptions.toSubscription(feed);
  const state =
    feed.pausedBy === null
      ? describeRunning(subscription, admin, context)
      : t('feed.list.pausedBy', { member: `<@${feed.pausedBy}>` });
  const schedule = describeSchedule(feed.schedule, t);
  const settings = [
    cutText(describeTopics(feed, t), TOPICS_MAX_CHARS),
    t('feed.summary.heat', { heat: showHeatNumber(feed.minHeat, t) }),
    schedule,
  ];
  return `<#${feed.channelId}> ${state}\n${[...settings, describeLastPost(feed.channelId, admin, context)].join(' · ')}`;
}

function describeEnvironment(subscription: Subscription, admin: Admin, context: CommandContext): string {
  const { channelId } = subscription;
  const state = describeRunning(subscription, admin, context);
  const lastPost = describeLastPost(channelId, admin, context);
  return `<#${channelId}> ${state}\n${admin.t('feed.list.environment')} · ${lastPost}`;
}

/** What stops it, or when it posts next. */
function describeRunning(
  { channelId, isBreaking, schedule }: Subscription,
  { t }: Admin,
  { client, pauses, clock }: CommandContext,
): string {
  const obstacle = findObstacle(client, channelId) ?? pauses.get(channelId)?.obstacle ?? null;
  if (obstacle !== null) {
    const reason = cutText(describeObstacleIn(obstacle, t), OBSTACLE_MAX_CHARS);
    return t('feed.list.stopped', { reason });
  }
  if (isBreaking) return t('feed.list.breaking');
  const nextMs = schedule.nextTick(clock.now(), NEXT_RUN_MAX_DAYS);
  return t('feed.list.running', { when: nextMs === null ? '–' : formatTimestamp(nextMs, 'R') });
}

function describeLastPost(channelId: string, { t }: Admin, { ledger }: CommandContext): string {
  const [last] = ledger.listStanding(channelId, 1);
  return last === undefined
    ? t('feed.list.noPost')
    : t('feed.list.lastPost', { when: formatTimestamp(last.postedAtMs, 'R') });
}
