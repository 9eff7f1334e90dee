import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BotMessage, BotOrder } from './messages.ts';

const RESOLUTION_MS = 1;

/** Watches this process's event loop and answers the parent's orders. */
export function watchLoop(stop: () => void): void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  process.on('message', (order: BotOrder) => {
    if (order === 'stop') return stop();
    tell({
      kind: 'report',
      rssBytes: process.memoryUsage.rss(),
      longestBlockMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS),
    });
    delays.reset();
  });
}

export function tell(message: BotMessage): void {
  process.send?.(message);
}
