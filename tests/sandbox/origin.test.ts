import { once } from 'node:events';
import { request } from 'node:http';
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

test.each([
  ['an Origin', { origin: 'https://evil.example' }],
  ['Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['a Host of another name', { host: 'evil.example' }],
])('given a request with %s, it is not answered, though it has the token', async (_what, headers) => {
  const { apiUrl, token } = await openSandbox();
  const ask = async (more: Readonly<Record<string, string>>): Promise<number | undefined> => {
    const sent = request(`${apiUrl}/v10/gateway/bot`, {
      headers: { authorization: `Bot ${token}`, ...more },
    });
    sent.end();
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode;
  };
  expect([await ask({}), await ask(headers)]).toEqual([200, 403]);
});

test('given two local Discords, each has a token of its own', async () => {
  const [one, other] = [await openSandbox(), await openSandbox()];
  expect(one.token).not.toBe(other.token);
});
