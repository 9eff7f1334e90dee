import { ChannelFlags, PermissionFlagsBits, type REST } from 'discord.js';
import { countChars } from '../../story/text.ts';
import type { Taxonomy } from '../../topics/taxonomy.ts';
import { DiscordApi } from '../rest/api.ts';
import type { ForumLikeChannel } from './postable-channel.ts';

// Topics are a forum's tags of the same name, or of the short name where the name is too long for a tag.

/** resources/channel, "Forum Tag Object" and "Modify Channel". */
const TAG_NAME_MAX_CHARS = 20;
const TAGS_MAX = 20;
/** How many tags one post takes (discord-api-docs #5559). */
const APPLIED_TAGS_MAX = 5;

/** The ids of the tags that a post of these topics gets; a forum that demands one gets its first where no topic has one. */
export function chooseTagIds(
  channel: ForumLikeChannel,
  topics: readonly string[],
  taxonomy: Taxonomy,
): string[] {
  const names = new Set(
    topics.flatMap((topic) => {
      const shortName = taxonomy.find(topic)?.shortName ?? null;
      return [topic.toLowerCase(), ...(shortName === null ? [] : [shortName.toLowerCase()])];
    }),
  );
  const usable = listUsableTags(channel);
  const fitting = usable.filter(({ name }) => names.has(name.toLowerCase()));
  const chosen = fitting.length === 0 && requiresTag(channel) ? usable.slice(0, 1) : fitting;
  return chosen.slice(0, APPLIED_TAGS_MAX).map(({ id }) => id);
}

export function requiresTag(channel: ForumLikeChannel): boolean {
  return channel.flags.has(ChannelFlags.RequireTag);
}

/** The tags that the bot may give; some are for moderators. */
export function listUsableTags(channel: ForumLikeChannel) {
  const isModerator = channel.permissionsFor(channel.client.user)?.has(PermissionFlagsBits.ManageThreads);
  return channel.availableTags.filter(({ moderated }) => !moderated || isModerator);
}

/** The tags that topics would need and the forum lacks, as many as still fit into it. */
export function listMissingTags(
  channel: ForumLikeChannel,
  topics: readonly string[],
  taxonomy: Taxonomy,
): string[] {
  const known = new Set(channel.availableTags.map(({ name }) => name.toLowerCase()));
  const missing = topics.flatMap((topic) => {
    const { name = topic, shortName = null } = taxonomy.find(topic) ?? {};
    if (known.has(name.toLowerCase()) || (shortName !== null && known.has(shortName.toLowerCase())))
      return [];
    const fitting = [name, shortName].find((one) => one !== null && countChars(one) <= TAG_NAME_MAX_CHARS);
    return fitting ?? [];
  });
  return [...new Set(missing)].slice(0, TAGS_MAX - channel.availableTags.length);
}

/** Adds tags to those that a forum has. Needs the permission Manage Channels. */
export async function createTags(
  rest: REST,
  channel: ForumLikeChannel,
  names: readonly string[],
): Promise<void> {
  const kept = channel.availableTags.map(({ id, name, moderated, emoji }) => ({
    id,
    name,
    moderated,
    emoji_id: emoji?.id ?? null,
    emoji_name: emoji?.name ?? null,
  }));
  const body = { available_tags: [...kept, ...names.map((name) => ({ name }))] };
  await new DiscordApi(rest).editChannel(channel.id, body);
}
