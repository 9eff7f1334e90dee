import { type Guild, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import { languageOf, translatorFor } from '../../locales/translate.ts';
import { DiscordApi } from '../rest/api.ts';
import { classifyError } from '../rest/errors.ts';
import { toMessageBody } from '../rest/outgoing.ts';

/** Says in a new server's own channel for such things how to begin. */
export async function welcome(guild: Guild, log: Logger): Promise<void> {
  const channel = guild.systemChannel;
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];
  if (!channel?.permissionsFor(guild.client.user)?.has(needed)) return;
  const t = translatorFor(languageOf(guild.preferredLocale));
  try {
    await new DiscordApi(guild.client.rest).createMessage(
      channel.id,
      toMessageBody({ content: t('help.welcome') }),
    );
  } catch (error) {
    log.warn({ channelId: channel.id }, `not welcomed: ${classifyError(error).reason}`);
  }
}
