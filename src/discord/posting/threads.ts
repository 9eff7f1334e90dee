import { type AnyThreadChannel, DiscordAPIError, PermissionFlagsBits, type REST, Routes } from 'discord.js';

/**
 * Deletes a thread where the bot may; else takes its name away, and puts it out of sight.
 * @param work what is done in the thread while it is open, if it is not deleted
 */
export async function closeThread(
  rest: REST,
  thread: AnyThreadChannel,
  label: string,
  work: () => Promise<void> = async () => {},
): Promise<void> {
  if (thread.permissionsFor(thread.client.user)?.has(PermissionFlagsBits.ManageThreads)) {
    await rest.delete(Routes.channel(thread.id));
    return;
  }
  // The headline first: tried again after its message is gone, the rest is still done.
  await rest.patch(Routes.channel(thread.id), { body: { name: label, archived: false } });
  await work();
  await rest.patch(Routes.channel(thread.id), { body: { archived: true } });
}

/** Does something in a thread that may be archived: then opens it for that moment. */
export async function reviveThread(
  rest: REST,
  threadId: string,
  archivedCode: number,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== archivedCode) throw error;
    await rest.patch(Routes.channel(threadId), { body: { archived: false } });
    await work();
    await rest.patch(Routes.channel(threadId), { body: { archived: true } });
  }
}
