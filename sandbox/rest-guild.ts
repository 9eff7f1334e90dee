import { refuse } from './errors.ts';
import type { Route, RouteRequest } from './http.ts';
import { isThread, type Role } from './model.ts';
import type { World } from './world.ts';

/** topics/gateway: sessions a bot may start a day. */
const SESSION_STARTS_PER_DAY = 1000;
const DAY_MS = 86_400_000;

/** Where the gateway is, who the bot is, and what the guild looks like. */
export function guildRoutes(
  world: World,
  gateway: { url: () => string; identifyCount: () => number },
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
    approximate_guild_count: world.guild.joined ? 1 : 0,
  });

  const inGuild = (request: RouteRequest, body: () => unknown) => {
    if (request.param('guildId') !== world.guild.id) throw refuse('unknownGuild');
    if (!world.guild.joined) throw refuse('missingAccess');
    return { status: 200, body: body() };
  };

  return [
    { method: 'GET', path: '/gateway', handle: () => ({ status: 200, body: { url: gateway.url() } }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle() {
        const remaining = Math.max(0, SESSION_STARTS_PER_DAY - gateway.identifyCount());
        const limit = { total: SESSION_STARTS_PER_DAY, remaining, reset_after: DAY_MS, max_concurrency: 1 };
        return { status: 200, body: { url: gateway.url(), shards: 1, session_start_limit: limit } };
      },
    },
    { method: 'GET', path: '/users/@me', handle: () => ({ status: 200, body: world.bot }) },
    { method: 'GET', path: '/applications/@me', handle: () => ({ status: 200, body: application() }) },
    { method: 'GET', path: '/oauth2/applications/@me', handle: () => ({ status: 200, body: application() }) },
    {
      method: 'GET',
      path: '/guilds/{guildId}',
      handle: (request) => inGuild(request, () => describeGuild(world)),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/channels',
      handle: (request) =>
        inGuild(request, () => [...world.channels.values()].filter((channel) => !isThread(channel))),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/roles',
      handle: (request) => inGuild(request, () => world.roles.map(describeRole)),
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/members/{userId}',
      handle: (request) =>
        inGuild(request, () => {
          if (!['@me', world.bot.id].includes(request.param('userId'))) throw refuse('unknownMember');
          return world.botMember();
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
export function describeGuild(world: World) {
  const { id, name, owner_id, system_channel_id, preferred_locale } = world.guild;
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
    roles: world.roles.map(describeRole),
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
