import type { MessagePlace } from '../src/delivery/ledger-entry.ts';
import { linkMessage } from '../src/discord/cards/markdown.ts';
import type { CommandContext } from '../src/discord/interactions/command.ts';

/** The address of a message of one of our channels; null where the channel is gone. */
export function linkPosted(
  channelId: string,
  place: MessagePlace,
  { client }: Pick<CommandContext, 'client'>,
): string | null {
  const channel = client.channels.cache.get(channelId);
  return channel === undefined || channel.isDMBased() ? null : linkMessage(channel.guildId, place);
}
