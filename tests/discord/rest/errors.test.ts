import { DiscordAPIError, HTTPError, REST } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { classifyError } from '../../../src/discord/rest/errors.ts';

const apiError = (status: number, code: number, message = 'Nope') =>
  new DiscordAPIError(
    { code, message },
    code,
    status,
    'POST',
    'https://discord.com/api/v10/channels/1/messages',
    {},
  );

describe('given an error of Discord, it is sorted into what to do', () => {
  test.each([
    [401, 0, 'stop'],
    [403, 40001, 'stop'],
    [401, 50014, 'stop'],
    [404, 10003, 'gone'],
    [403, 50001, 'gone'],
    [403, 50013, 'gone'],
    [400, 50024, 'gone'],
    [400, 40058, 'gone'],
    [400, 50035, 'bug'],
    [400, 50006, 'bug'],
    [400, 200000, 'bug'],
    [404, 10008, 'bug'],
    [400, 240000, 'bug'],
    [500, 0, 'later'],
    [503, 0, 'later'],
    [429, 0, 'later'],
    [403, 40062, 'later'],
    [400, 30046, 'later'],
    [400, 130000, 'later'],
  ] as const)('HTTP %i, code %i: %s', (status, code, kind) => {
    expect(classifyError(apiError(status, code)).kind).toBe(kind);
  });

  test('its reason has the message, the status and the code', () => {
    expect(classifyError(apiError(403, 50013, 'Missing Permissions')).reason).toBe(
      'Missing Permissions (HTTP 403, code 50013)',
    );
  });
});

describe('given a refusal that is not Discord’s own word, it may pass', () => {
  test.each([
    [
      'a page of a proxy, without a code',
      new DiscordAPIError({ error: 'x' }, '', 403, 'POST', 'https://x', {}),
    ],
    ['a gateway’s error', new HTTPError(502, 'Bad Gateway', 'POST', 'https://x', {})],
    ['a time-out', new Error('The operation was aborted')],
    ['a lost connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    ['something that is no error', 'odd'],
    ['nothing', undefined],
  ])('%s: later', (_what, error) => {
    expect(classifyError(error).kind).toBe('later');
  });
});

test('given a token that discord.js has forgotten after a 401, it stops everything too', async () => {
  const error = await new REST().get('/users/@me').catch((thrown: unknown) => thrown);
  expect(classifyError(error).kind).toBe('stop');
});
