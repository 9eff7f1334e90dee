import { type Client, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { MessagePlace } from '../../delivery/ledger.ts';
import { closeThread, reviveThread } from './threads.ts';

// A thread for discussion below a posted message. It has the message's id (topics/threads), so nothing of it is kept.

const UNKNOWN_CHANNEL = 10003;
const THREAD_ARCHIVED = 50083;
const THREAD_EXISTS = 160004;

export async function openDiscussion(
  rest: REST,
  { channelId, messageId }: MessagePlace,
  body: { name: string },
): Promise<void> {
  try {
    await rest.post(Routes.threads(channelId, messageId), { body });
  } catch (error) {
    // Also the answer to a second try whose first one had arrived.
    if (!hasCode(error, THREAD_EXISTS)) throw error;
  }
}

export async function renameDiscussion(rest: REST, threadId: string, name: string): Promise<void> {
  try {
    await reviveThread(rest, threadId, THREAD_ARCHIVED, () =>
      rest.patch(Routes.channel(threadId), { body: { name } }),
    );
  } catch (error) {
    // Deleted by a moderator, or locked: the headline above it is right, and that is what counts.
    if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error;
  }
}

/** Takes the thread away where the bot may; else its headline, while what members wrote stays. */
export async function removeDiscussion(
  client: Client<true>,
  rest: REST,
  threadId: string,
  label: string,
): Promise<void> {
  try {
    const thread = await client.channels.fetch(threadId);
    if (thread?.isThread()) await closeThread(rest, thread, label);
  } catch (error) {
    if (!hasCode(error, UNKNOWN_CHANNEL)) throw error;
  }
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
