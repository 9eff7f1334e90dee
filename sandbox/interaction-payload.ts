import type { Interaction } from './interactions.ts';
import { appPermissions, type Place } from './places.ts';
import { describeMember } from './resolved.ts';
import type { World } from './world.ts';

/** interactions/receiving-and-responding: what a guild without boosts may attach. */
const ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024;

/** The payload of INTERACTION_CREATE. */
export function describeInteraction(
  world: World,
  interaction: Interaction,
  member: { locale: string; permissions: bigint; data: Record<string, unknown> },
) {
  const place = world.places.get(interaction.channelId);
  const channel = world.getChannel(interaction.channelId);
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: member.data,
    ...(place?.kind.endsWith('-dm')
      ? describePrivate(place, interaction)
      : describeGuildPart(world, interaction, member.permissions)),
    channel_id: channel.id,
    locale: member.locale,
    app_permissions: (place ? appPermissions(place) : world.botPermissions(channel)).toString(),
    entitlements: [],
    authorizing_integration_owners: interaction.owners,
    context: place?.context ?? 0,
    attachment_size_limit: ATTACHMENT_MAX_BYTES,
    ...(interaction.source ? { message: interaction.source } : {}),
  };
}

function describeGuildPart(world: World, interaction: Interaction, bits: bigint) {
  const channel = world.getChannel(interaction.channelId);
  const id = channel.guild_id;
  const locale = world.guildOf(channel)?.preferred_locale ?? 'en-US';
  const permissions = bits.toString();
  const member = describeMember(world, interaction.user, channel);
  return {
    guild_id: id,
    guild: { id, locale, features: [] },
    guild_locale: locale,
    channel: { ...channel, permissions },
    member: { ...member, user: interaction.user, deaf: false, mute: false, permissions },
  };
}

/** In direct messages there is no guild and no member, and the channel is told by its people. */
function describePrivate({ kind, channel }: Place, interaction: Interaction) {
  const { id, type, last_message_id, flags, name } = channel;
  const group = kind === 'group-dm' ? { name, icon: null, owner_id: interaction.user.id } : {};
  return {
    user: interaction.user,
    channel: { id, type, last_message_id, flags, recipients: [interaction.user], ...group },
  };
}
