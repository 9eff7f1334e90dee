import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Replay } from '../../sandbox/web/controls.ts';
import type { ReplayClock } from '../clock.ts';
import type { DemoBot } from './demo-bot.ts';

/** Ten replayed hours a second: quick to the next post, and still a tick at a time for the bot. */
const JUMP_SPEED = 36_000;
/** At this speed, more than two weeks without a post: there is none to come. */
const JUMP_MAX_MS = 40_000;

/** How fast a speed is, for people: `an hour in 2 s`. */
export function formatPace(speed: number): string {
  const seconds = 3600 / speed;
  const [amount, unit] = seconds < 100 ? [seconds, 's'] : [seconds / 60, 'min'];
  return `an hour in ${Number(amount.toPrecision(3))} ${unit}`;
}

type Jump = PromiseWithResolvers<void> & { endsAtPost: boolean };

/** The hands on a replayed clock, the demo's and the bot's at once. */
export function createReplay(
  clock: ReplayClock,
  bot: Pick<DemoBot, 'setClock'>,
  sandbox: Sandbox,
  startSpeed: number,
): Replay & {
  /** Fast-forwards to an instant, past all posts. */
  fastForwardTo(atMs: number): Promise<void>;
} {
  const listeners = new Set<() => void>();
  let speed = startSpeed;
  let isPaused = false;
  let jump: Jump | undefined;

  const apply = (): void => {
    const clockSpeed = jump ? JUMP_SPEED : isPaused ? 0 : speed;
    clock.set(clock.now(), clockSpeed);
    bot.setClock(clock.now(), clockSpeed);
    for (const listener of listeners) listener();
  };
  const endJump = (): void => {
    jump?.resolve();
    jump = undefined;
    apply();
  };
  sandbox.events.on('message', (change, message) => {
    const isPost = message.author.bot && message.interaction_metadata === undefined;
    if (jump?.endsAtPost && isPost && change === 'create') endJump();
  });
  apply();
  const startJump = (endsAtPost: boolean): Jump => {
    jump = { ...Promise.withResolvers<void>(), endsAtPost };
    apply();
    return jump;
  };

  return {
    state: () => ({ nowMs: clock.now(), clockSpeed: clock.speed, speed, isJumping: jump !== undefined }),
    setSpeed(wanted) {
      speed = wanted;
      endJump();
    },
    pause() {
      isPaused = true;
      endJump();
    },
    resume() {
      isPaused = false;
      endJump();
    },
    async jumpToNextPost() {
      if (jump) return await jump.promise;
      const giveUp = setTimeout(endJump, JUMP_MAX_MS);
      await startJump(true).promise;
      clearTimeout(giveUp);
    },
    async fastForwardTo(atMs) {
      const cancelTimer = clock.setTimer(atMs, endJump);
      await startJump(false).promise;
      cancelTimer();
    },
    onChange(listener) {
      listeners.add(listener);
    },
  };
}
