import { Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { login, watchConnection } from '../../../src/discord/session/connection.ts';
import { EXIT_FAILURE, EXIT_MISUSE, type FatalError } from '../../../src/fatal-error.ts';
import { collectLog } from '../../support/collect-log.ts';
import { createFakeClient, refuse } from '../../support/fake-client.ts';

const closed = (code: number) => ({ code, reason: '', wasClean: true });

function watch() {
  const { client } = createFakeClient();
  const { logger, lines } = collectLog();
  const controller = new AbortController();
  const losses: FatalError[] = [];
  watchConnection(client, {
    log: logger,
    signal: controller.signal,
    onLost: (error) => losses.push(error),
  });
  return { client, controller, losses, messages: () => lines.map(({ msg }) => msg) };
}

describe('given a connection that is watched', () => {
  test.each([
    [4004, 'AuthenticationFailed', EXIT_MISUSE],
    [4011, 'ShardingRequired', EXIT_FAILURE],
  ])(
    'a shard closed for good with code %i, %s: it is reported as lost, exit code %i',
    (code, name, exitCode) => {
      const { client, losses } = watch();
      client.emit(Events.ShardDisconnect, closed(code), 2);
      expect(losses).toMatchObject([
        { message: `Discord closed the connection of shard 2 for good (code ${code}, ${name})`, exitCode },
      ]);
    },
  );

  test('a cut that discord.js mends is logged, and not reported', () => {
    const { client, losses, messages } = watch();
    client.emit(Events.ShardReconnecting, 0);
    client.emit(Events.ShardResume, 0, 0);
    expect(messages()).toEqual(['reconnecting to Discord', 'connected to Discord again']);
    expect(losses).toEqual([]);
  });

  test('the cut that the end of the bot makes is no news', () => {
    const { client, controller, messages } = watch();
    controller.abort();
    client.emit(Events.ShardReconnecting, 0);
    expect(messages()).toEqual([]);
  });

  test('errors and warnings of discord.js are logged', () => {
    const { client, messages } = watch();
    client.emit(Events.Error, new Error('odd'));
    client.emit(Events.Warn, 'take care');
    expect(messages()).toEqual(['discord.js reported an error', 'take care']);
  });
});

describe('given a login', () => {
  function tryLogin(answer: () => Response, controller = new AbortController()) {
    const discord = createFakeClient();
    discord.respond(answer);
    const { logger, lines } = collectLog();
    const done = login(discord.client, 'a-token', controller.signal, logger);
    done.catch(() => {});
    return { discord, done, lines, controller };
  }

  test('with a token that Discord refuses, it ends with code 2, and is not tried again', async () => {
    const { discord, done } = tryLogin(() => refuse(401, 0, '401: Unauthorized'));
    await expect(done).rejects.toMatchObject({
      message: expect.stringContaining('DISCORD_TOKEN: Discord refused the token'),
      exitCode: EXIT_MISUSE,
    });
    expect(discord.requests).toHaveLength(1);
  });

  test('while Discord cannot be reached, it says when it tries again, until it is told to stop', async () => {
    const { done, lines, controller } = tryLogin(() => new Response('', { status: 503 }));
    await expect
      .poll(() => lines.map(({ msg }) => msg))
      .toEqual([expect.stringMatching(/^Discord cannot be reached \(.+\); trying again in 1 s$/)]);
    controller.abort(new Error('told to stop'));
    await expect(done).rejects.toThrow('told to stop');
  });

  test('that is told to stop before it has an answer, it ends with the reason', async () => {
    const controller = new AbortController();
    controller.abort(new Error('told to stop'));
    const { done, lines } = tryLogin(() => new Response('', { status: 503 }), controller);
    await expect(done).rejects.toThrow('told to stop');
    expect(lines).toEqual([]);
  });
});
