import type { Obstacle } from '../../delivery/obstacle.ts';
import { en } from '../../locales/en.ts';
import type { Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../cards/markdown.ts';
import type { NeededPermission } from './postable-channel.ts';

/** An obstacle in a reader's language, as the end of a sentence. */
export function describeObstacleIn(obstacle: Obstacle, t: Translate): string {
  switch (obstacle.kind) {
    case 'no-channel':
    case 'wrong-type':
      return t(`feed.obstacle.${obstacle.kind}`);
    case 'missing-permissions': {
      const names = obstacle.permissions.map((permission) => `*${namePermission(permission, t)}*`);
      return t('feed.obstacle.missing-permissions', { permissions: names.join(', ') });
    }
    case 'refused':
      return t('feed.obstacle.refused', { reason: escapeMarkdown(obstacle.reason) });
  }
}

/** A permission as Discord's own settings call it. */
function namePermission(permission: string, t: Translate): string {
  return isNamed(permission) ? t(`permissions.${permission}.name`) : permission;
}

function isNamed(permission: string): permission is NeededPermission {
  return Object.hasOwn(en.permissions, permission);
}
