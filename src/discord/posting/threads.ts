import { type AnyThreadChannel, PermissionFlagsBits, RESTJSONErrorCodes } from 'discord.js';
import type { DiscordApi } from '../rest/api.ts';
import { hasCode } from '../rest/errors.ts';

/**
 * Deletes a thread where the bot may; else takes its name away, and puts it out of sight.
 * @param work what is done in the thread while it is open, if it is not deleted
 */
export async function closeThread(
  api: DiscordApi,
  thread: AnyThreadChannel,
  label: string,
  work: () => Promise<void> = async () => {},
): Promise<void> {
  if (thread.permissionsFor(thread.client.user)?.has(PermissionFlagsBits.ManageThreads)) {
    await api.deleteChannel(thread.id);
    return;
  }
  // The headline first: tried again after its message is gone, the rest is still done.
  await api.editChannel(thread.id, { name: label, archived: false });
  await work();
  await api.editChannel(thread.id, { archived: true });
}

/** Does something in a thread that may be archived: then opens it for that moment. */
export async function reviveThread(
  api: DiscordApi,
  threadId: string,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!hasCode(error, RESTJSONErrorCodes.InvalidActionOnArchivedThread)) throw error;
    await api.editChannel(threadId, { archived: false });
    await work();
    await api.editChannel(threadId, { archived: true });
  }
}
