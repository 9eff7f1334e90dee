import { ButtonStyle, ComponentType } from 'discord.js';
import { log2Hotness } from '../../src/curation/hotness.ts';
import { rateCandidate } from '../../src/curation/selection.ts';
import type { Subscription } from '../../src/curation/subscription.ts';
import { NoAnswerError, NotSentError } from '../../src/delivery/channel-port.ts';
import { readChannelHistory } from '../../src/delivery/channel-selection.ts';
import type { PostRequest } from '../../src/delivery/publisher.ts';
import { buildCustomId, type CustomId } from '../../src/discord/cards/custom-id.ts';
import { escapeMarkdown, formatTimestamp, linkMessage } from '../../src/discord/cards/markdown.ts';
import {
  type CommandContext,
  type ComponentHandler,
  UserError,
} from '../../src/discord/interactions/command.ts';
import { describeObstacleIn } from '../../src/discord/posting/obstacle-text.ts';
import { findObstacle, type PostableChannel } from '../../src/discord/posting/postable-channel.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { mayEditLibrary } from '../../src/discord/session/library-editors.ts';
import type { LibraryStory } from '../../src/library/library.ts';
import { languageOf } from '../../src/locales/translate.ts';
import { findTypedStory, getStory, isUnknownArticle } from '../story-argument.ts';
import { type Admin, requireAdmin, requireChannel } from './access.ts';
import { addOffered, offerArticle, previewArticle } from './new-article.ts';
import type { FeedOptions } from './options.ts';

/**
 * `/feed post`: one story now, whatever its heat, recorded as posted by the admin. Where another story of its event was
 * posted, it asks first; an article that nobody has a record of is offered to those who may add one.
 */
export async function postStory(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const channel = await requireChannel(options.getId('channel') ?? admin.channelId, admin, context);
  const subscription = requireSubscription(channel.id, admin, context);
  const typed = options.getString('story') ?? '';
  if (!isUnknownArticle(typed, context) || !(await mayEditLibrary(context.client, admin.userId)))
    return postOnce(findTypedStory(typed, admin, context), channel, subscription, admin, context);
  const preview = await previewArticle(typed, admin, context);
  if (preview.kind === 'read') return offerArticle(preview.story, channel.id, admin);
  return postOnce(preview.found, channel, subscription, admin, context);
}

/** *Add and post*. */
export const feedAddButton: ComponentHandler<Extract<CustomId, { kind: 'feed-add' }>> = {
  mode: 'update',
  async answer({ channelId }, { card }, asker, context) {
    const admin = requireAdmin(asker);
    const channel = await requireChannel(channelId, admin, context);
    const subscription = requireSubscription(channelId, admin, context);
    const found = await addOffered(card?.url, admin, context);
    return postOnce(found, channel, subscription, admin, context);
  },
};

/** Posts a story, or asks whether a second one of its event shall be. @throws UserError when it stands there */
async function postOnce(
  found: LibraryStory,
  channel: PostableChannel,
  subscription: Subscription,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  refuseRepeat(found, channel.id, admin, context);
  return (
    askToRepeat(found, channel.id, admin, context) ??
    (await postNow(found, channel, subscription, admin, context))
  );
}

/** *Post it too*. */
export const feedRepeatButton: ComponentHandler<Extract<CustomId, { kind: 'feed-repeat' }>> = {
  mode: 'update',
  async answer({ channelId, storyId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    const channel = await requireChannel(channelId, admin, context);
    const subscription = requireSubscription(channelId, admin, context);
    const found = getStory(storyId, admin.t, context);
    refuseRepeat(found, channelId, admin, context);
    return postNow(found, channel, subscription, admin, context);
  },
};

/** What the channel's feed is. @throws UserError where there is none, or nothing can be posted */
function requireSubscription(
  channelId: string,
  { t }: Admin,
  { subscriptions, client }: CommandContext,
): Subscription {
  const subscription = subscriptions.find(channelId);
  if (subscription === undefined)
    throw new UserError(t('feed.errors.noFeed', { channel: `<#${channelId}>` }));
  const obstacle = findObstacle(client, channelId);
  if (obstacle !== null)
    throw new UserError(t('feed.notPosted', { reason: describeObstacleIn(obstacle, t) }));
  return subscription;
}

/** @throws UserError when this very story stands there, or may */
function refuseRepeat(
  { story }: LibraryStory,
  channelId: string,
  { t, guildId }: Admin,
  { ledger }: CommandContext,
): void {
  const entry = ledger.find(channelId, story.id);
  if (entry?.state === 'sending') throw new UserError(t('feed.notSure'));
  if (entry?.state === 'posted' || entry?.state === 'aged') {
    const message = linkMessage(guildId, entry.place);
    throw new UserError(t('feed.errors.alreadyPosted', { channel: `<#${channelId}>`, message }));
  }
}

/** The question, where the channel got the event by another story; null where it did not. */
function askToRepeat(
  found: LibraryStory,
  channelId: string,
  { t, guildId }: Admin,
  { ledger, library, clock }: CommandContext,
): Content | null {
  const { earlier } = readChannelHistory(channelId, [found], { ledger, library, nowMs: clock.now() });
  const before = earlier.findLast(
    ({ storyId, clusterId }) => clusterId === found.clusterId && storyId !== found.story.id,
  );
  if (before === undefined) return null;
  const entry = ledger.find(channelId, before.digestId ?? before.storyId);
  const place = entry?.state === 'posted' || entry?.state === 'aged' ? entry.place : null;
  const when = formatTimestamp(before.atMs, 'f');
  return {
    content: t('feed.askRepeat', { message: place === null ? when : linkMessage(guildId, place) }),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: t('feed.repeat'),
            custom_id: buildCustomId({ kind: 'feed-repeat', channelId, storyId: found.story.id }),
          },
        ],
      },
    ],
  };
}

async function postNow(
  found: LibraryStory,
  channel: PostableChannel,
  subscription: Subscription,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const { t, guildId } = admin;
  const request = requestPost(found, subscription, channel.guild.preferredLocale, admin, context);
  const outcome = await context.delivery
    .postNow(channel.id, found.story.id, request)
    .catch((error: unknown) => {
      // Nothing is lost by it: what may have arrived is settled like any post that was cut off. Anything else is a bug.
      if (error instanceof NoAnswerError || error instanceof NotSentError)
        throw new UserError(t('feed.notSure'));
      throw error;
    });
  if (outcome.kind === 'sent') {
    return { content: t('feed.posted', { message: linkMessage(guildId, outcome.place) }) };
  }
  const reason =
    outcome.kind === 'invalid' ? escapeMarkdown(outcome.reason) : describeObstacleIn(outcome.obstacle, t);
  throw new UserError(t('feed.notPosted', { reason }));
}

function requestPost(
  found: LibraryStory,
  { look, policy }: Subscription,
  guildLocale: string,
  { userId }: Admin,
  { library, clock }: CommandContext,
): PostRequest {
  const { story, clusterId } = found;
  const nowMs = clock.now();
  const heat = rateCandidate(found, { nowMs, medianHeat: library.medianHeat });
  return {
    eventId: clusterId,
    // A person who posts a story decides what it is worth; it mentions nobody by itself.
    look: {
      style: look.style === 'digest' ? 'card' : look.style,
      language: languageOf(guildLocale),
      mentionRoleId: null,
    },
    opensThread: look.opensThread,
    reasons: {
      rank: 0,
      heat,
      log2Hotness: log2Hotness(heat, story.publishedAtMs, nowMs, policy.halfLifeMs),
      atMs: nowMs,
      postedBy: userId,
    },
  };
}
