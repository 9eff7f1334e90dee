import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { createReplay, formatPace } from '../../src/demo/replay.ts';
import { openSandbox, restOf } from '../sandbox/support.ts';

const SPEED = 1800;
const JUMP_SPEED = 36_000;

/** A replay that runs, and the speeds that the bot's clock was given. */
async function openReplay() {
  const clock = new ReplayClock(Date.parse('2021-12-14T09:00:00Z'), 0);
  onTestFinished(() => clock.set(clock.now(), 0));
  const sandbox = await openSandbox({ now: () => clock.now() });
  const botSpeeds: number[] = [];
  const bot = { setClock: (_nowMs: number, speed: number) => void botSpeeds.push(speed) };
  const replay = createReplay(clock, bot, sandbox, SPEED);
  onTestFinished(() => replay.pause());
  const channelId = sandbox.channel('ai-news').id;
  const post = () => restOf(sandbox)('POST', `/channels/${channelId}/messages`, { content: 'a post' });
  return { sandbox, replay, botSpeeds, channelId, post };
}

test('a jump runs until the next post of the bot, then the replay goes on as before', async () => {
  const { sandbox, replay, botSpeeds, channelId, post } = await openReplay();
  const jump = replay.jumpToNextPost();
  expect(replay.state()).toMatchObject({ isJumping: true, clockSpeed: JUMP_SPEED, speed: SPEED });
  sandbox.member().say({ channelId, content: 'What a rush!' });
  expect(replay.state().isJumping).toBe(true);
  await post();
  await jump;
  expect(replay.state()).toMatchObject({ isJumping: false, clockSpeed: SPEED, speed: SPEED });
  expect(botSpeeds).toEqual([SPEED, JUMP_SPEED, SPEED]);
});

test('a jump from pause is no pause while it lasts, and ends in one', async () => {
  const { replay, post } = await openReplay();
  replay.pause();
  const jump = replay.jumpToNextPost();
  expect(replay.state()).toMatchObject({ isJumping: true, clockSpeed: JUMP_SPEED });
  await post();
  await jump;
  expect(replay.state()).toMatchObject({ isJumping: false, clockSpeed: 0, speed: SPEED });
});

test('hurrying to an instant passes the posts on the way, and then the replay goes on as before', async () => {
  const { replay, botSpeeds, post } = await openReplay();
  const atMs = replay.state().nowMs + 4 * 3_600_000;
  const hurry = replay.fastForwardTo(atMs);
  await post();
  expect(replay.state()).toMatchObject({ isJumping: true, clockSpeed: JUMP_SPEED });
  await hurry;
  expect(replay.state()).toMatchObject({ isJumping: false, clockSpeed: SPEED });
  expect(replay.state().nowMs).toBeGreaterThanOrEqual(atMs);
  expect(botSpeeds).toEqual([SPEED, JUMP_SPEED, SPEED]);
});

test.each([
  ['pause', 'running', 0],
  ['pause', 'paused', 0],
  ['resume', 'running', SPEED],
  ['resume', 'paused', SPEED],
  ['setSpeed', 'running', 3600],
  ['setSpeed', 'paused', 0],
] as const)(
  '%s ends a jump that began %s, and no later post changes that',
  async (act, before, clockSpeed) => {
    const { replay, botSpeeds, post } = await openReplay();
    if (before === 'paused') replay.pause();
    const jump = replay.jumpToNextPost();
    if (act === 'setSpeed') replay.setSpeed(3600);
    else replay[act]();
    await jump;
    expect(replay.state()).toMatchObject({ isJumping: false, clockSpeed });
    await post();
    expect(replay.state()).toMatchObject({ isJumping: false, clockSpeed });
    expect(botSpeeds.at(-1)).toBe(clockSpeed);
  },
);

test.each([
  [7, 'an hour in 8.57 min'],
  [1800, 'an hour in 2 s'],
  [99_999, 'an hour in 0.036 s'],
])('a speed of %i is told as %s', (speed, pace) => {
  expect(formatPace(speed)).toBe(pace);
});
