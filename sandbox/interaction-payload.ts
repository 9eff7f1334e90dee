import type { Component } from './component-limits.ts';
import type { Interaction } from './interactions.ts';
import type { World } from './world.ts';

/** interactions/receiving-and-responding: what a guild without boosts may attach. */
const ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024;

/** The payload of INTERACTION_CREATE. */
export function describeInteraction(
  world: World,
  interaction: Interaction,
  member: { locale: string; permissions: bigint; data: Record<string, unknown> },
) {
  const channel = world.getChannel(interaction.channelId);
  const permissions = member.permissions.toString();
  const { id, joined_at } = world.guild;
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: member.data,
    guild_id: id,
    guild: { id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel_id: channel.id,
    channel: { ...channel, permissions },
    member: {
      user: interaction.user,
      roles: [],
      permissions,
      joined_at,
      nick: null,
      avatar: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
    },
    locale: member.locale,
    app_permissions: world.botPermissions(channel).toString(),
    entitlements: [],
    authorizing_integration_owners: { '0': id },
    context: 0,
    attachment_size_limit: ATTACHMENT_MAX_BYTES,
    ...(interaction.source ? { message: interaction.source } : {}),
  };
}

/** The modal's components as a submission carries them: text inputs with their values. */
export function fillModal(components: readonly unknown[], values: Record<string, string>): unknown[] {
  // Discord's schema of a modal has accepted them.
  const rows = components as readonly Component[];
  const fill = (input: Component) => ({
    type: input.type,
    id: input.id,
    custom_id: input.custom_id,
    value: values[input.custom_id ?? ''] ?? '',
  });
  return rows.map((row, index) =>
    row.component
      ? { type: row.type, id: row.id ?? index + 1, component: fill(row.component) }
      : { type: row.type, id: row.id ?? index + 1, components: (row.components ?? []).map(fill) },
  );
}
