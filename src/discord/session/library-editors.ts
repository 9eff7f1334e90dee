import { type Client, Team } from 'discord.js';

/**
 * Whether a member who manages their server may add to the library, which every server of the bot gets news from: where
 * there is no other server, or for those whom the bot belongs to.
 */
export async function mayEditLibrary(client: Client<true>, userId: string): Promise<boolean> {
  if (client.guilds.cache.size === 1) return true;
  const { owner } = await client.application.fetch();
  return owner instanceof Team ? owner.members.has(userId) : owner?.id === userId;
}
