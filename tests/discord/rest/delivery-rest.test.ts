import { expect, test } from 'vitest';
import { createFakeClient } from '../../support/fake-client.ts';

test.each([500, 502, 503])(
  'given a Discord that answers %i, delivery’s REST asks once: what is sent again is for the ledger to say',
  async (status) => {
    const discord = createFakeClient();
    discord.respond(() => new Response('', { status }));
    await expect(discord.deliveryRest.post('/channels/1/messages', { body: {} })).rejects.toMatchObject({
      status,
    });
    expect(discord.requests).toHaveLength(1);
  },
);

test('given a connection that breaks, delivery’s REST asks once', async () => {
  const discord = createFakeClient();
  discord.respond(() => {
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  });
  await expect(discord.deliveryRest.post('/channels/1/messages', { body: {} })).rejects.toThrow('ECONNRESET');
  expect(discord.requests).toHaveLength(1);
});

test('given a signal that is aborted, the request is given up', async () => {
  const discord = createFakeClient();
  const request = discord.deliveryRest.post('/channels/1/messages', {
    body: {},
    signal: AbortSignal.abort(),
  });
  await expect(request).rejects.toMatchObject({ name: 'AbortError' });
});
