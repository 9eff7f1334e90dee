import { refuse } from './errors.ts';
import type { Guild } from './guild.ts';
import type { Route, RouteRequest } from './http.ts';
import { isThread, type Role } from './model.ts';
import type { World } from './world.ts';

/** topics/gateway: sessions a bot may start a day. */
const SESSION_STARTS_PER_DAY = 1000;
const DAY_MS = 86_400_000;

/** Where the gateway is, who the bot is, and what the guild looks like. */
export function guildRoutes(
  world: World,
  gateway: { url: () => string; shards: number; identifyCount: () => number },
): Route[] {
  const application = () => ({
    ...world.application,
    description: '',
    icon: null,
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    owner: world.owner,
    team: null,
    approximate_guild_count: [...world.guilds.values()].filter(({ joined }) => joined).length,
  });

  const inGuild = (request: RouteRequest, describe: (guild: Guild) => unknown) => {
    const guild = world.guilds.get(request.param('guildId'));
    if (!guild) throw refuse('unknownGuild');
    if (!guild.joined) throw refuse('missingAccess');
    return { status: 200, body: describe(guild) };
  };

  return [
    { method: 'GET', path: '/gateway', handle: () => ({ status: 200, body: { url: gateway.url() } }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle() {
        const remaining = Math.max(0, SESSION_STARTS_PER_DAY - gateway.identifyCount());
        const { shards } = gateway;
        const limit = {
          total: SESSION_STARTS_PER_DAY,
          remaining,
          reset_after: DAY_MS,
          // All shards at once: else clients wait five seconds between two of them.
          max_concurrency: shards,
        };
        return { status: 200, body: { url: gateway.url(), shards, session_start_limit: limit } };
      },
    },
    { method: 'GET', path: '/users/@me', handle: () => ({ status: 200, body: world.bot }) },
    { method: 'GET', path: '/applications/@me', handle: () => ({ status: 200, body: application() }) },
    { method: 'GET', path: '/oauth2/applications/@me', handle: () => ({ status: 200, body: application() }) },
    {
      method: 'GET',
      path: '/guilds/{guildId}',
      handle: (request) => inGuild(request, describeGuild),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/channels',
      handle: (request) =>
        inGuild(request, ({ id }) =>
          [...world.channels.values()].filter((channel) => channel.guild_id === id && !isThread(channel)),
        ),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/roles',
      handle: (request) => inGuild(request, ({ roles }) => roles.map(describeRole)),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/members/{userId}',
      handle: (request) =>
        inGuild(request, (guild) => {
          if (!['@me', world.bot.id].includes(request.param('userId'))) throw refuse('unknownMember');
          return world.botMember(guild);
        }),
    },
  ];
}

/** A role as Discord sends it. */
export function describeRole(role: Role) {
  return {
    ...role,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    flags: 0,
  };
}

/** The guild as REST and GUILD_CREATE show it, without channels and members. */
export function describeGuild({ id, name, owner_id, system_channel_id, preferred_locale, roles }: Guild) {
  return {
    id,
    name,
    owner_id,
    system_channel_id,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    vanity_url_code: null,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: roles.map(describeRole),
    emojis: [],
    stickers: [],
    features: ['COMMUNITY', 'NEWS'],
    mfa_level: 0,
    application_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale,
    nsfw_level: 0,
  };
}
