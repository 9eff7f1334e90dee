import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { WebClient } from '../ingest/fetch/web-client.ts';
import type { CommandIo } from '../terminal.ts';

/** A client for one command, which closes it; it reaches private addresses only where the settings allow it. */
export function openWebClient({ ingest }: Config, { signal }: CommandIo, clock: Clock): WebClient {
  return new WebClient({ clock, signal, ...(ingest.isPrivateAllowed && { isAllowed: () => true }) });
}
