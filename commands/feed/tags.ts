import { type APIButtonComponent, ButtonStyle, ComponentType, PermissionFlagsBits } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { buildCustomId, type CustomId } from '../../src/discord/cards/custom-id.ts';
import { escapeMarkdown } from '../../src/discord/cards/markdown.ts';
import {
  type CommandContext,
  type ComponentHandler,
  UserError,
} from '../../src/discord/interactions/command.ts';
import {
  createTags,
  listMissingTags,
  listUsableTags,
  requiresTag,
} from '../../src/discord/posting/forum-tags.ts';
import {
  type ForumLikeChannel,
  isForum,
  type PostableChannel,
} from '../../src/discord/posting/postable-channel.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { requireAdmin, requireChannel, requireFeed } from './access.ts';

/** What an admin should know of a forum's tags, and the button that creates those that are missing. */
export function describeTags(
  feed: Feed,
  channel: PostableChannel,
  t: Translate,
  context: CommandContext,
): { readonly lines: string[]; readonly button: APIButtonComponent | null } {
  if (!isForum(channel)) return { lines: [], button: null };
  const missing = listMissingOf(feed, channel, context);
  const mayCreate = channel.permissionsFor(context.client.user)?.has(PermissionFlagsBits.ManageChannels);
  const [fallback] = requiresTag(channel) ? listUsableTags(channel) : [];
  const lines = [
    ...(fallback === undefined ? [] : [t('feed.tags.required', { tag: escapeMarkdown(fallback.name) })]),
    ...(missing.length === 0 ? [] : [t('feed.tags.missing', { count: missing.length, tags: join(missing) })]),
    ...(missing.length === 0 || mayCreate
      ? []
      : [t('feed.tags.mayNot', { permission: t('permissions.ManageChannels.name') })]),
  ];
  if (missing.length === 0 || !mayCreate) return { lines, button: null };
  const button: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: t('feed.tags.create'),
    custom_id: buildCustomId({ kind: 'feed-tags', channelId: channel.id }),
  };
  return { lines, button };
}

/** *Create the tags*. */
export const feedTagsButton: ComponentHandler<Extract<CustomId, { kind: 'feed-tags' }>> = {
  mode: 'reply',
  async answer({ channelId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    const channel = await requireChannel(channelId, admin, context);
    if (!isForum(channel)) throw new UserError(admin.t('errors.oldButton'));
    const missing = listMissingOf(feed, channel, context);
    if (missing.length > 0) await createTags(context.client.rest, channel, missing);
    const names = [...channel.availableTags.map(({ name }) => name), ...missing];
    return { content: admin.t('feed.tags.created', { tags: join([...new Set(names)]) }) };
  },
};

/** Of the feed's topics and those below them; of a feed that takes all, those with most stories. */
function listMissingOf(feed: Feed, channel: ForumLikeChannel, { library, clock }: CommandContext): string[] {
  const counts = library.listTopicCounts(clock.now()).map(({ name }) => name);
  const keys = new Set(feed.topics.flatMap((topic) => library.taxonomy.familyKeys(topic)));
  const wanted = feed.topics.length === 0 ? counts : counts.filter((name) => keys.has(name.toLowerCase()));
  return listMissingTags(channel, [...new Set([...feed.topics, ...wanted])], library.taxonomy);
}

function join(names: readonly string[]): string {
  return names.map(escapeMarkdown).join(', ');
}
