import { Client, GatewayIntentBits, Options } from 'discord.js';

/** Discord answers in well under a second; a request that takes this long is lost. */
const REQUEST_TIMEOUT_MS = 15_000;

/** How often archived threads are forgotten. */
const SWEEP_INTERVAL_S = 3600;

/**
 * The connection to Discord. It asks for guilds alone, no privileged intent, and keeps only what permissions are
 * computed from.
 * @param keepsThread whether news is posted in a thread, which then stays known also while it is archived
 */
export function createClient(apiUrl: string, keepsThread: (id: string) => boolean): Client {
  const keepOwn = {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  };
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // As many connections as Discord recommends: from 2,500 servers on, one is refused (topics/gateway, "Sharding").
    shards: 'auto',
    rest: { api: apiUrl, timeout: REQUEST_TIMEOUT_MS },
    allowedMentions: { parse: [] },
    sweepers: {
      threads: {
        interval: SWEEP_INTERVAL_S,
        filter: () => (thread) => thread.archived === true && !keepsThread(thread.id),
      },
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: keepOwn,
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: keepOwn,
      VoiceStateManager: 0,
    }),
  });
}
