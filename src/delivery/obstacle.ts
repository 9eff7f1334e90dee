import { z } from 'zod';

/** Why a channel takes nothing until an admin acts. Kept with the pause that it makes. */
export const Obstacle = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-channel') }),
  z.object({ kind: z.literal('wrong-type') }),
  /** By discord.js's names for them, e.g. `SendMessages`. */
  z.object({ kind: z.literal('missing-permissions'), permissions: z.array(z.string()) }),
  /** In Discord's words. */
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);
export type Obstacle = z.output<typeof Obstacle>;

/** An obstacle in English, for the log. */
export function describeObstacle(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'no-channel':
      return 'the channel does not exist, or the bot is not in its server';
    case 'wrong-type':
      return 'it is neither a text, an announcement, a forum or a media channel nor a thread';
    case 'missing-permissions':
      return `missing permission: ${obstacle.permissions.map(spellOut).join(', ')}`;
    case 'refused':
      return obstacle.reason;
  }
}

/** `EmbedLinks` → `Embed Links`, as Discord's settings call it. */
function spellOut(permission: string): string {
  return permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

export function isSameObstacle(a: Obstacle, b: Obstacle): boolean {
  return describeObstacle(a) === describeObstacle(b);
}
