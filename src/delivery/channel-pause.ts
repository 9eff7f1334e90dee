import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { ChannelPort } from './channel-port.ts';
import { describeObstacle, isSameObstacle, type Obstacle } from './obstacle.ts';
import type { Pauses } from './pauses.ts';

/** How often a channel is asked that Discord refused for a reason the gateway does not tell of. */
const PAUSE_CHECK_MS = 3_600_000;

export type ChannelPauseOptions = {
  readonly pauses: Pauses;
  readonly port: ChannelPort;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Whether one channel is paused, until when, and who has been told. */
export class ChannelPause {
  readonly #channelId: string;
  readonly #options: ChannelPauseOptions;
  /** Whether this process knows of the pause itself; that of an earlier one is tried at once. */
  #isKnown = false;
  #checkedAtMs = 0;

  constructor(channelId: string, options: ChannelPauseOptions) {
    this.#channelId = channelId;
    this.#options = options;
  }

  /** What is not to be tried yet; null: go on, and tell `begin` or `end` what came of it. */
  find(): Obstacle | null {
    const { pauses, port, clock } = this.#options;
    const pause = pauses.get(this.#channelId);
    const known = port.findObstacle(this.#channelId);
    // Counted from here, or an hourly check would come a little late each time, and miss every second tick.
    const nowMs = clock.now();
    // The gateway reports the end of a cause that it reported; the end of any other shows only by asking Discord.
    const isWaiting =
      known === null &&
      pause !== undefined &&
      !pause.isKnownToGateway &&
      this.#isKnown &&
      nowMs - pause.checkedAtMs < PAUSE_CHECK_MS;
    if (isWaiting) return pause.obstacle;
    this.#checkedAtMs = nowMs;
    return known;
  }

  /** The channel took nothing. Said once, whatever the number of tries. */
  async begin(obstacle: Obstacle): Promise<void> {
    const { pauses, port, clock, log } = this.#options;
    const channelId = this.#channelId;
    const before = pauses.get(channelId);
    const isKnownToGateway = port.findObstacle(channelId) !== null;
    const checkedAtMs = this.#checkedAtMs;
    this.#isKnown = true;
    if (before !== undefined && isSameObstacle(before.obstacle, obstacle)) {
      const isChecked = checkedAtMs - before.checkedAtMs >= PAUSE_CHECK_MS;
      if (isChecked) await pauses.put({ ...before, checkedAtMs, isKnownToGateway });
      log.debug({ channelId }, 'still paused');
      return;
    }
    await pauses.put({ channelId, obstacle, sinceMs: clock.now(), checkedAtMs, isKnownToGateway });
    log.warn({ channelId }, `paused, nothing can be posted in this channel: ${describeObstacle(obstacle)}`);
    await port.notifyAdmins(channelId, obstacle);
  }

  /** @param hasSucceeded whether Discord took something: what ends a pause that the gateway does not tell of */
  async end(hasSucceeded: boolean): Promise<void> {
    const { pauses, log } = this.#options;
    const pause = pauses.get(this.#channelId);
    if (pause === undefined || !(pause.isKnownToGateway || hasSucceeded)) return;
    await pauses.remove(this.#channelId);
    log.info({ channelId: this.#channelId }, 'resumed: the channel takes posts again');
  }
}
