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
import { EXIT_FAILURE, EXIT_MISUSE, FatalError } from '../../fatal-error.ts';
import { classifyError } from '../rest/errors.ts';

const LOGIN_RETRY_FIRST_MS = 1_000;
const LOGIN_RETRY_MAX_MS = 60_000;

/** @returns a promise that rejects when the connection is lost for good; lesser troubles are logged */
export function watchConnection(client: Client, log: Logger, signal: AbortSignal): Promise<never> {
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js reported an error'));
  client.on(Events.Warn, (message) => log.warn(message));
  client.on(Events.ShardReconnecting, () => signal.aborted || log.info('reconnecting to Discord'));
  client.on(Events.ShardResume, () => log.info('connected to Discord again'));
  const { promise, reject } = Promise.withResolvers<never>();
  // discord.js emits this only for a close that it does not reconnect after.
  client.on(Events.ShardDisconnect, ({ code }) => {
    const exitCode = code === GatewayCloseCodes.AuthenticationFailed ? EXIT_MISUSE : EXIT_FAILURE;
    reject(new FatalError(`Discord closed the connection for good (code ${code})`, exitCode));
  });
  promise.catch(() => {});
  return promise;
}

/**
 * Logs in, trying again while Discord cannot be reached.
 * @throws FatalError when the token is refused
 */
export async function login(
  client: Client,
  token: string,
  signal: AbortSignal,
  log: Logger,
): Promise<Client<true> | 'stopped'> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const stopped = whenAborted(signal).then(() => 'stopped' as const);
  for (
    let delayMs = LOGIN_RETRY_FIRST_MS;
    !signal.aborted;
    delayMs = Math.min(delayMs * 2, LOGIN_RETRY_MAX_MS)
  ) {
    try {
      await Promise.race([client.login(token), stopped]);
      return await Promise.race([ready, stopped]);
    } catch (error) {
      if (isTokenRefused(error)) {
        const help = 'copy it anew from the Developer Portal (Bot, Reset Token)';
        throw new FatalError(`DISCORD_TOKEN: Discord refused the token; ${help}`, EXIT_MISUSE);
      }
      const { reason } = classifyError(error);
      log.warn(`Discord cannot be reached (${reason}); trying again in ${delayMs / 1000} s`);
      await wait(delayMs, undefined, { signal }).catch(() => {});
    }
  }
  return 'stopped';
}

/** Resolves when the signal fires, at once when it has. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof Error && error.message.includes(String(GatewayCloseCodes.AuthenticationFailed));
}
