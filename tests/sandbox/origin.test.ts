import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openSandbox } from './support.ts';

/** How the gateway answers one who connects with these headers. */
async function connect(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const socket = new WebSocket(url, { headers });
  const refused = once(socket, 'error').then(([error]) => String(error));
  const opened = once(socket, 'open').then(() => 'open');
  const outcome = await Promise.race([refused, opened]);
  socket.terminate();
  return outcome;
}

test('given a page in a browser, or a name bound to this machine, the gateway does not listen to it', async () => {
  const { apiUrl } = await openSandbox();
  const gatewayUrl = apiUrl.replace(/^http(.*)\/api$/, 'ws$1');
  expect(await connect(gatewayUrl, {})).toBe('open');
  expect(await connect(gatewayUrl, { origin: 'http://127.0.0.1' })).toContain('401');
  expect(await connect(gatewayUrl, { host: 'evil.example' })).toContain('401');
});

test('given two local Discords, each has a token of its own', async () => {
  const [one, other] = [await openSandbox(), await openSandbox()];
  expect(one.token).not.toBe(other.token);
});
