import { expect, test } from 'vitest';
import { describeObstacle, isSameObstacle, Obstacle } from '../../src/delivery/obstacle.ts';

const obstacles: readonly (readonly [Obstacle, string])[] = [
  [{ kind: 'no-channel' }, 'the channel does not exist, or the bot is not in its server'],
  [{ kind: 'wrong-type' }, 'it is neither a text, an announcement, a forum or a media channel nor a thread'],
  [
    { kind: 'missing-permissions', permissions: ['EmbedLinks', 'SendMessagesInThreads'] },
    'missing permission: Embed Links, Send Messages In Threads',
  ],
  [{ kind: 'refused', reason: 'Missing Access' }, 'Missing Access'],
];

test.each(obstacles)('given the obstacle %o, the log says: %s', (obstacle, text) => {
  expect(describeObstacle(obstacle)).toBe(text);
});

test('given two obstacles, they are the same when they are alike in everything', () => {
  for (const [one] of obstacles) {
    const same = obstacles.filter(([other]) => isSameObstacle(one, { ...other }));
    expect(same.map(([other]) => other)).toEqual([one]);
  }
});

test('given an obstacle as it was kept, it is read; another kind is not', () => {
  for (const [obstacle] of obstacles)
    expect(Obstacle.parse(JSON.parse(JSON.stringify(obstacle)))).toEqual(obstacle);
  expect(Obstacle.safeParse({ kind: 'weather' }).success).toBe(false);
});
