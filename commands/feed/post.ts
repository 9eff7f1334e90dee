import { log2Hotness } from '../../src/curation/hotness.ts';
import { rateCandidate } from '../../src/curation/selection.ts';
import type { Subscription } from '../../src/curation/subscription.ts';
import { NoAnswerError, NotSentError } from '../../src/delivery/channel-port.ts';
import type { MessagePlace } from '../../src/delivery/ledger-entry.ts';
import type { PostRequest } from '../../src/delivery/publisher.ts';
import { escapeMarkdown } from '../../src/discord/cards/markdown.ts';
import { type CommandContext, UserError } from '../../src/discord/interactions/command.ts';
import { describeObstacleIn } from '../../src/discord/posting/obstacle-text.ts';
import { findObstacle } from '../../src/discord/posting/postable-channel.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import type { LibraryStory } from '../../src/library/library.ts';
import { languageOf } from '../../src/locales/translate.ts';
import { findTypedStory } from '../story-argument.ts';
import { type Admin, requireChannel } from './access.ts';
import type { FeedOptions } from './options.ts';

/** `/feed post`: one story now, whatever its heat, recorded as posted by the admin. */
export async function postStory(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const { t, guildId } = admin;
  const { ledger, subscriptions, delivery, client } = context;
  const channel = await requireChannel(options.getId('channel') ?? admin.channelId, admin, context);
  const mention = `<#${channel.id}>`;
  const subscription = subscriptions.find(channel.id);
  if (subscription === undefined) throw new UserError(t('feed.errors.noFeed', { channel: mention }));
  const obstacle = findObstacle(client, channel.id);
  if (obstacle !== null) {
    throw new UserError(t('feed.notPosted', { reason: describeObstacleIn(obstacle, t) }));
  }
  const found = findTypedStory(options.getString('story') ?? '', admin, context);
  const { story } = found;
  const entry = ledger.find(channel.id, story.id);
  if (entry?.state === 'sending') throw new UserError(t('feed.notSure'));
  if (entry?.state === 'posted' || entry?.state === 'aged') {
    const message = linkMessage(guildId, entry.place);
    throw new UserError(t('feed.errors.alreadyPosted', { channel: mention, message }));
  }
  const request = requestPost(found, subscription, channel.guild.preferredLocale, admin, context);
  const outcome = await delivery.postNow(channel.id, story.id, request).catch((error: unknown) => {
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
    look: { style: look.style, language: languageOf(guildLocale), mentionRoleId: null },
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

function linkMessage(guildId: string, { channelId, messageId }: MessagePlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}
