import { setTimeout as wait } from 'node:timers/promises';
import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import { untilAborted } from '../../abort.ts';
import { backoffMs } from '../../backoff.ts';
import { EXIT_FAILURE, EXIT_MISUSE, FatalError } from '../../fatal-error.ts';
import { classifyError } from '../rest/errors.ts';

const LOGIN_RETRY = { firstMs: 1_000, maxMs: 60_000 } as const;

export type ConnectionWatch = {
  readonly log: Logger;
  /** Aborted when the bot ends: its last disconnection is no news. */
  readonly signal: AbortSignal;
  /** Called when the connection is lost for good. */
  readonly onLost: (error: FatalError) => void;
};

/** Logs the troubles that discord.js mends by itself, and reports those that it does not. */
export function watchConnection(client: Client, { log, signal, onLost }: ConnectionWatch): void {
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js reported an error'));
  client.on(Events.Warn, (message) => log.warn(message));
  client.on(Events.ShardReconnecting, () => signal.aborted || log.info('reconnecting to Discord'));
  client.on(Events.ShardResume, () => log.info('connected to Discord again'));
  // discord.js emits this only for a close that it does not reconnect after. One dead shard of several would leave its
  // servers without posts while all looks well: the process ends, and is started anew.
  client.on(Events.ShardDisconnect, ({ code }, shardId) => {
    const exitCode = code === GatewayCloseCodes.AuthenticationFailed ? EXIT_MISUSE : EXIT_FAILURE;
    const reason = GatewayCloseCodes[code] ?? 'unknown reason';
    onLost(
      new FatalError(
        `Discord closed the connection of shard ${shardId} for good (code ${code}, ${reason})`,
        exitCode,
      ),
    );
  });
}

/**
 * Logs in, trying again while Discord cannot be reached.
 * @throws FatalError when the token is refused; the signal's reason when it is aborted
 */
export async function login(
  client: Client,
  token: string,
  signal: AbortSignal,
  log: Logger,
): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  for (let failures = 1; ; failures++) {
    try {
      await untilAborted(client.login(token), signal);
      return await untilAborted(ready, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isTokenRefused(error)) {
        const help = 'copy it anew from the Developer Portal (Bot, Reset Token)';
        throw new FatalError(`DISCORD_TOKEN: Discord refused the token; ${help}`, EXIT_MISUSE);
      }
      const { reason } = classifyError(error);
      const delayMs = backoffMs(failures, LOGIN_RETRY);
      log.warn(`Discord cannot be reached (${reason}); trying again in ${delayMs / 1000} s`);
      await wait(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof Error && error.message.includes(String(GatewayCloseCodes.AuthenticationFailed));
}
