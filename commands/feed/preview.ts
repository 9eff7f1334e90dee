import type { APIEmbed } from 'discord.js';
import { findPeriods, firstStoryMs } from '../../src/curation/digest.ts';
import type { Feed } from '../../src/curation/feed.ts';
import { type Plan, planPosts } from '../../src/curation/plan.ts';
import type { Pick } from '../../src/curation/selection.ts';
import type { Subscription } from '../../src/curation/subscription.ts';
import { readChannelHistory } from '../../src/delivery/channel-selection.ts';
import { readLines } from '../../src/delivery/read-post.ts';
import { buildDigestCard } from '../../src/discord/cards/digest-card.ts';
import { LIST_COLOR } from '../../src/discord/cards/list-cards.ts';
import { escapeMarkdown, formatTimestamp, linkMessage, maskLink } from '../../src/discord/cards/markdown.ts';
import { buildStoryCard } from '../../src/discord/cards/story-card.ts';
import type { CommandContext } from '../../src/discord/interactions/command.ts';
import type { PostableChannel } from '../../src/discord/posting/postable-channel.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { DAY_MS } from '../../src/duration.ts';
import { languageOf, type Translate } from '../../src/locales/translate.ts';
import { listOutlets } from '../../src/search/coverage.ts';
import { describeFeed } from './summary.ts';

const PAST_DAYS = 7;
const SHOWN_MAX = 5;
/** One for each day. */
const DIGESTS_SHOWN_MAX = 7;
const HEADLINE_MAX_CHARS = 100;
/** With ten longest lines and the card below, the answer keeps to Discord's 6000 characters. */
const LINK_MAX_CHARS = 200;

/** What a feed would have posted over the last 7 days and will post in the next 24 hours, and how that looks. */
export function buildPreview(
  feed: Feed,
  channel: PostableChannel,
  t: Translate,
  context: CommandContext,
): Content {
  const subscription = context.subscriptions.toSubscription(feed);
  const past = planPast(subscription, context);
  const next = planNext(subscription, context);
  const first = next.posts[0] ?? past.posts.toSorted((a, b) => b.log2Hotness - a.log2Hotness)[0];
  const isDigest = subscription.digest !== null;
  const list = isDigest ? listDigests : listPosts;
  const told = [...next.posts, ...past.posts].filter(({ atMs }) => atMs === first?.atMs);
  const card =
    first === undefined
      ? {}
      : isDigest
        ? buildDigest(told, subscription, channel, context)
        : buildCard(first, feed, channel, context);
  const shown = next.posts.length > 0 ? t('feed.preview.firstPosts') : t('feed.preview.firstCard');
  const parts = [
    describeFeed(feed, t, context),
    `**${t('feed.preview.past', { count: past.posts.length })}**\n${list(past, t('feed.preview.nothingPast'), t, context)}`,
    `**${t('feed.preview.next', { count: next.posts.length })}**\n${list(next, t('feed.preview.nothingNext'), t, context)}`,
    ...(first === undefined ? [] : [card.embeds === undefined ? `${shown}\n> ${card.content}` : shown]),
  ];
  const embed: APIEmbed = {
    // A title shows no mentions: the channel's name has to do.
    title: t('feed.preview.title', { channel: `#${escapeMarkdown(channel.name)}` }),
    description: parts.join('\n\n'),
    color: LIST_COLOR,
  };
  return { embeds: [embed, ...(card.embeds ?? [])], components: card.components ?? [] };
}

function planPast(subscription: Subscription, { library, clock }: CommandContext): Plan {
  const toMs = clock.now();
  const fromMs = toMs - PAST_DAYS * DAY_MS;
  // One that posts as it breaks would not have posted what was hot before.
  const candidatesFromMs = subscription.isBreaking ? fromMs : findFirstMs(subscription, fromMs);
  const { taxonomy, medianHeat } = library;
  return planPosts({ ...subscription, ignoredStoryIds: [] }, library.listPublished(candidatesFromMs, toMs), {
    fromMs,
    toMs,
    taxonomy,
    medianHeat,
  });
}

function planNext(subscription: Subscription, { library, ledger, clock }: CommandContext): Plan {
  const { channelId } = subscription;
  const fromMs = clock.now();
  const toMs = fromMs + DAY_MS;
  const { taxonomy, medianHeat } = library;
  // Nobody is told of what is not out yet, though it may be posted within the day.
  const candidates = library.listPublished(findFirstMs(subscription, fromMs), fromMs);
  const history = readChannelHistory(channelId, candidates, { ledger, library, nowMs: fromMs });
  return planPosts(subscription, candidates, { fromMs, toMs, taxonomy, medianHeat, ...history });
}

/** From when on stories matter to what is posted after an instant. */
function findFirstMs({ digest, schedule, policy }: Subscription, afterMs: number): number {
  return digest === null ? afterMs - policy.maxAgeMs : firstStoryMs(schedule, afterMs);
}

function listPosts(
  { posts }: Plan,
  nothing: string,
  t: Translate,
  { library, clock }: CommandContext,
): string {
  if (posts.length === 0) return nothing;
  const lines = posts.slice(0, SHOWN_MAX).map(({ atMs, story }) => {
    const outlets = listOutlets(story, library.coverageOf(story, Math.max(atMs, clock.now())));
    const headline = maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS);
    const count = outlets.length === 1 ? '' : ` · ${t('list.outlets', { count: outlets.length })}`;
    return `${formatTimestamp(atMs, 'f')} ${headline}${count}`;
  });
  const more = posts.length - lines.length;
  return [...lines, ...(more > 0 ? [t('feed.preview.more', { count: more })] : [])].join('\n');
}

function listDigests({ posts }: Plan, nothing: string, t: Translate): string {
  const digests = [...Map.groupBy(posts, ({ atMs }) => atMs)].map(
    ([atMs, lines]) => `${formatTimestamp(atMs, 'f')} ${t('list.stories', { count: lines.length })}`,
  );
  const more = digests.length - DIGESTS_SHOWN_MAX;
  if (more > 0) digests.splice(DIGESTS_SHOWN_MAX, more, t('feed.preview.more', { count: more }));
  return digests.join('\n') || nothing;
}

/** The digest as the channel will show it; its button leads to nothing, since it has not been posted. */
function buildDigest(
  posts: Plan['posts'],
  { channelId, schedule, timezone }: Subscription,
  channel: PostableChannel,
  context: CommandContext,
): Content {
  const period = findPeriods(schedule, posts[0]?.atMs ?? 0)?.ended;
  if (period === undefined) return {};
  const lines = readLines(channelId, posts, context);
  const look = {
    style: 'digest',
    language: languageOf(channel.guild.preferredLocale),
    mentionRoleId: null,
  } as const;
  const digest = { ...period, channelId, timezone, isOpen: false, isEmptied: false, lines };
  const card = buildDigestCard({ digest, look }, (place) => linkMessage(channel.guild.id, place));
  return { ...card, components: [] };
}

/** The card as the channel will show it: in the server's language, with its mention, though nobody is mentioned here. */
function buildCard(
  { story, heat }: Pick,
  { style, mention }: Feed,
  channel: PostableChannel,
  { library, clock }: CommandContext,
): Content {
  const mentionRoleId = mention !== null && heat >= mention.fromHeat ? mention.roleId : null;
  const language = languageOf(channel.guild.preferredLocale);
  return buildStoryCard(story, library.coverageOf(story, clock.now()), { style, language, mentionRoleId });
}
