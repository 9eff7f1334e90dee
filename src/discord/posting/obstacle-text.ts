import type { Obstacle } from '../../delivery/obstacle.ts';
import { isNamedPermission, type Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../cards/markdown.ts';

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
  return isNamedPermission(permission) ? t(`permissions.${permission}.name`) : permission;
}
