import { type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import type { DiscordApi } from '../rest/api.ts';
import { hasCode } from '../rest/errors.ts';
import { closeThread, reviveThread } from './threads.ts';

// A thread for discussion below a posted message. It has the message's id (topics/threads), so nothing of it is kept.

export async function openDiscussion(
  api: DiscordApi,
  { channelId, messageId }: MessagePlace,
  name: string,
): Promise<void> {
  try {
    await api.openThread(channelId, messageId, { name });
  } catch (error) {
    // Also the answer to a second try whose first one had arrived.
    if (!hasCode(error, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) throw error;
  }
}

export async function renameDiscussion(api: DiscordApi, threadId: string, name: string): Promise<void> {
  try {
    await reviveThread(api, threadId, () => api.editChannel(threadId, { name }));
  } catch (error) {
    // Deleted by a moderator, or locked: the headline above it is right, and that is what counts.
    if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error;
  }
}

/** Takes the thread away where the bot may; else its headline, while what members wrote stays. */
export async function removeDiscussion(
  client: Client<true>,
  api: DiscordApi,
  threadId: string,
  label: string,
): Promise<void> {
  try {
    const thread = await client.channels.fetch(threadId);
    if (thread?.isThread()) await closeThread(api, thread, label);
  } catch (error) {
    if (!hasCode(error, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
}
