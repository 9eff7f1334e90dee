import type { APIEmbed } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { type Plan, planPosts } from '../../src/curation/plan.ts';
import type { Pick } from '../../src/curation/selection.ts';
import type { Subscription } from '../../src/curation/subscription.ts';
import { readChannelHistory } from '../../src/delivery/channel-selection.ts';
import { LIST_COLOR } from '../../src/discord/cards/list-cards.ts';
import { escapeMarkdown, formatTimestamp, maskLink } from '../../src/discord/cards/markdown.ts';
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
  const card = first === undefined ? {} : buildCard(first, feed, channel, context);
  const shown = next.posts.length > 0 ? t('feed.preview.firstPosts') : t('feed.preview.firstCard');
  const parts = [
    describeFeed(feed, t, context),
    `**${t('feed.preview.past', { count: past.posts.length })}**\n${listPosts(past, t('feed.preview.nothingPast'), t, context)}`,
    `**${t('feed.preview.next', { count: next.posts.length })}**\n${listPosts(next, t('feed.preview.nothingNext'), t, context)}`,
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
  const candidatesFromMs = subscription.isBreaking ? fromMs : fromMs - subscription.policy.maxAgeMs;
  const { taxonomy, medianHeat } = library;
  return planPosts({ ...subscription, ignoredStoryIds: [] }, library.listPublished(candidatesFromMs, toMs), {
    fromMs,
    toMs,
    taxonomy,
    medianHeat,
  });
}

function planNext(subscription: Subscription, { library, ledger, clock }: CommandContext): Plan {
  const { channelId, policy } = subscription;
  const fromMs = clock.now();
  const toMs = fromMs + DAY_MS;
  const { taxonomy, medianHeat } = library;
  const candidates = library.listPublished(fromMs - policy.maxAgeMs, toMs);
  const history = readChannelHistory(channelId, candidates, { ledger, library, nowMs: fromMs });
  return planPosts(subscription, candidates, { fromMs, toMs, taxonomy, medianHeat, ...history });
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
