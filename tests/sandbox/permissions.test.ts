import { describe, expect, test } from 'vitest';
import {
  computePermissions,
  hasPermission,
  type PermissionOverwrite,
  permissionBits,
} from '../../sandbox/permissions.ts';

const everyone = { id: '1', permissions: permissionBits(['ViewChannel']).toString() };
const writer = { id: '2', permissions: permissionBits(['SendMessages']).toString() };

function compute(overwrites: readonly PermissionOverwrite[], roleIds = ['2'], memberId = '9'): bigint {
  const roles = [everyone, writer];
  return computePermissions({
    guildId: '1',
    ownerId: '5',
    memberId,
    roles,
    memberRoleIds: roleIds,
    overwrites,
  });
}

function overwrite(
  id: string,
  type: 0 | 1,
  allow: Parameters<typeof permissionBits>[0],
  deny: Parameters<typeof permissionBits>[0],
) {
  return { id, type, allow: permissionBits(allow).toString(), deny: permissionBits(deny).toString() };
}

describe('computePermissions', () => {
  test('joins the permissions of @everyone and of held roles, and of no others', () => {
    expect(compute([])).toBe(permissionBits(['ViewChannel', 'SendMessages']));
    expect(compute([], [])).toBe(permissionBits(['ViewChannel']));
  });

  test('lets a role overwrite beat the one for @everyone, and the member overwrite beat both', () => {
    const closed = overwrite('1', 0, [], ['ViewChannel']);
    const opened = overwrite('2', 0, ['ViewChannel'], []);
    const expelled = overwrite('9', 1, [], ['ViewChannel']);
    expect(hasPermission(compute([closed]), 'ViewChannel')).toBe(false);
    expect(hasPermission(compute([opened, closed]), 'ViewChannel')).toBe(true);
    expect(hasPermission(compute([expelled, opened, closed]), 'ViewChannel')).toBe(false);
  });

  test('lets an allow beat a deny of the same level', () => {
    const both = overwrite('2', 0, ['EmbedLinks'], ['EmbedLinks']);
    expect(hasPermission(compute([both]), 'EmbedLinks')).toBe(true);
  });

  test('gives the owner everything, whatever the channel denies', () => {
    const closed = overwrite('1', 0, [], ['ViewChannel']);
    expect(hasPermission(compute([closed], [], '5'), 'ManageThreads')).toBe(true);
  });
});
