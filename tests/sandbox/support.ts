import { Client, GatewayIntentBits } from 'discord.js';
import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts';

/** A sandbox that is closed when the test is over. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A real discord.js client, logged in and ready, closed when the test is over. */
export async function connectBot(
  sandbox: Sandbox,
  intents = [GatewayIntentBits.Guilds],
): Promise<Client<true>> {
  const client = new Client({ intents, rest: { api: sandbox.apiUrl, offset: 0 } });
  onTestFinished(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  await client.login(sandbox.token);
  return ready;
}

export type RestAnswer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Plain requests with the bot's token, for what no client library would send. */
export function restOf(sandbox: Sandbox) {
  return async (method: string, path: string, body?: unknown, token = sandbox.token): Promise<RestAnswer> => {
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
}
