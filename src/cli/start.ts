import { z } from 'zod';
import { ReplayClock, systemClock } from '../clock.ts';
import type { BotConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { runBot } from '../main.ts';
import type { CommandIo } from '../terminal.ts';

export type StartOptions = {
  readonly once?: boolean;
  /** The bot's clock starts at this instant instead of now. */
  readonly nowMs?: number;
  /** Replayed milliseconds per real one; only with `nowMs`. */
  readonly speed?: number;
};

/** Sets a replayed clock; how the demo pauses and hurries the bot's time. */
const ClockMessage = z.object({ nowMs: z.number(), speed: z.number().min(0) });

/** Runs the bot until it is told to stop. @returns the exit code */
export async function startBot(
  { once, nowMs, speed }: StartOptions,
  config: BotConfig,
  io: CommandIo,
): Promise<number> {
  const log = createLog({ level: config.logLevel, stream: io.stderr, secrets: [config.discordToken] });
  const clock = nowMs === undefined ? systemClock : createReplayClock(nowMs, speed, io);
  await runBot({ config, clock, log, isOnce: once ?? false, signal: io.signal });
  return 0;
}

function createReplayClock(nowMs: number, speed: number | undefined, io: CommandIo): ReplayClock {
  const clock = new ReplayClock(nowMs, speed);
  io.onParentMessage?.((message) => {
    const setting = ClockMessage.safeParse(message);
    if (setting.success) clock.set(setting.data.nowMs, setting.data.speed);
  });
  return clock;
}
