import type { Component } from './component-limits.ts';
import { isPickable, type PickedKind } from './resolved.ts';
import type { World } from './world.ts';

/** Select types by Discord's numbers (components/reference), and what those without options of their own offer. */
const PICKED_KINDS: Readonly<Record<number, readonly PickedKind[]>> = {
  3: [],
  5: ['user'],
  6: ['role'],
  7: ['user', 'role'],
  8: ['channel'],
};
export const SELECT_TYPES: readonly number[] = Object.keys(PICKED_KINDS).map(Number);

/** Whether the menu's values are ids. */
export const picksIds = ({ type }: Component): boolean => (PICKED_KINDS[type]?.length ?? 0) > 0;

/** @throws Error when Discord's client would not let the member choose this */
export function checkSelection(
  world: World,
  channelId: string,
  select: Component,
  values: readonly string[],
  min = select.min_values ?? 1,
): void {
  const label = `select "${select.custom_id}"`;
  const kinds = PICKED_KINDS[select.type] ?? [];
  const offered = (select.options ?? []).map(({ value }) => value);
  const isOffered = (value: string) =>
    kinds.length > 0
      ? kinds.some((kind) => isPickable(world, channelId, kind, value))
      : offered.includes(value);
  const unknown = values.find((value) => !isOffered(value));
  if (unknown !== undefined)
    throw new Error(`${label} offers no "${unknown}"; it offers: ${[...offered, ...kinds].join(', ')}`);
  const channelTypes = select.channel_types ?? [];
  const wrong = values
    .map((value) => world.channels.get(value))
    .find((channel) => channel && channelTypes.length > 0 && !channelTypes.includes(channel.type));
  if (wrong)
    throw new Error(`${label} offers channels of type ${channelTypes.join(', ')}, not ${wrong.type}`);
  const max = select.max_values ?? 1;
  if (values.length < min || values.length > max) throw new Error(`${label} takes ${min} to ${max} values`);
}
