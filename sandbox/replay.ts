import type { ReplayClock } from '../src/clock.ts';
import type { DemoBot } from './demo-bot.ts';
import type { Sandbox } from './sandbox.ts';
import type { Replay } from './web/server.ts';

/** Ten replayed hours a second: quick to the next post, and still a tick at a time for the bot. */
const JUMP_SPEED = 36_000;
/** At this speed, more than two weeks without a post: there is none to come. */
const JUMP_MAX_MS = 40_000;

/** The hands on a replayed clock, the demo's and the bot's at once. */
export function createReplay(clock: ReplayClock, bot: DemoBot, sandbox: Sandbox, startSpeed: number): Replay {
  const listeners = new Set<() => void>();
  let speed = startSpeed;
  let isPaused = false;

  const apply = (runningSpeed = isPaused ? 0 : speed): void => {
    clock.set(clock.now(), runningSpeed);
    bot.setClock(clock.now(), runningSpeed);
    for (const listener of listeners) listener();
  };
  apply();

  return {
    state: () => ({ nowMs: clock.now(), speed: clock.speed === JUMP_SPEED ? JUMP_SPEED : speed, isPaused }),
    setSpeed(wanted) {
      speed = wanted;
      apply();
    },
    pause() {
      isPaused = true;
      apply();
    },
    resume() {
      isPaused = false;
      apply();
    },
    async jumpToNextPost() {
      const isPost = Promise.withResolvers<void>();
      const onMessage = (change: string, message: { interaction_metadata?: unknown }): void => {
        if (change === 'create' && message.interaction_metadata === undefined) isPost.resolve();
      };
      sandbox.events.on('message', onMessage);
      const giveUp = setTimeout(isPost.resolve, JUMP_MAX_MS);
      apply(JUMP_SPEED);
      await isPost.promise;
      clearTimeout(giveUp);
      sandbox.events.off('message', onMessage);
      apply();
    },
    onChange(listener) {
      listeners.add(listener);
    },
  };
}
