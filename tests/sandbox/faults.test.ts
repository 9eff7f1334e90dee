import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RecordedRequest, Sandbox } from '../../sandbox/sandbox.ts';
import { connectBot, openSandbox, restOf } from './support.ts';

const isPost = { method: 'POST', path: /\/messages$/ };

async function open(options = {}) {
  const sandbox = await openSandbox(options);
  const rest = restOf(sandbox);
  const channelId = sandbox.channel('ai-news').id;
  return {
    sandbox,
    channelId,
    send: () => rest('POST', `/channels/${channelId}/messages`, { content: 'hi' }),
  };
}

describe('an ordered fault', () => {
  test('answers with the given status as often as asked, then lets requests through', async () => {
    const { sandbox, send, channelId } = await open();
    sandbox.fail({ match: isPost, times: 2, mode: { status: 503, body: 'upstream' } });
    expect([
      (await sendRaw(sandbox.apiUrl, channelId, sandbox.token)).status,
      (await sendRaw(sandbox.apiUrl, channelId, sandbox.token)).status,
      (await send()).status,
    ]).toEqual([503, 503, 200]);
    expect(sandbox.messages(channelId)).toHaveLength(1);
  });

  test('is over when it is taken away', async () => {
    const { sandbox, send } = await open();
    const remove = sandbox.fail({
      match: ({ route }) => route === '/channels/{channelId}/messages',
      mode: { status: 500, body: {} },
    });
    expect((await send()).status).toBe(500);
    remove();
    expect((await send()).status).toBe(200);
  });

  test('drop: cuts the socket and does nothing; dropAfter: does the work first', async () => {
    const { sandbox, send, channelId } = await open();
    sandbox.fail({ match: isPost, times: 1, mode: 'drop' });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(sandbox.messages(channelId)).toHaveLength(0);
    sandbox.fail({ match: isPost, times: 1, mode: 'dropAfter' });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(sandbox.messages(channelId)).toHaveLength(1);
    expect(sandbox.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [0, 'drop'],
      [0, 'dropAfter'],
    ]);
  });

  test('hang: gives no answer until the client gives up', async () => {
    const { sandbox, channelId } = await open();
    sandbox.fail({ match: isPost, mode: 'hang' });
    const aborted = fetch(`${sandbox.apiUrl}/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(100),
    });
    await expect(aborted).rejects.toThrow(/timeout/);
  });

  test('429: discord.js waits as the header says and then succeeds', async () => {
    const { sandbox, channelId } = await open();
    const client = await connectBot(sandbox);
    sandbox.fail({ match: isPost, times: 1, mode: { rateLimit: { retryAfterMs: 10 } } });
    const channel = client.channels.cache.get(channelId);
    if (!channel?.isSendable()) throw new Error('no channel');
    await channel.send('hi');
    expect(sandbox.requests.slice(-2).map(({ status }) => status)).toEqual([429, 200]);
    expect(sandbox.requests.at(-2)?.response).toMatchObject({ retry_after: 0.01, global: false });
    expect(sandbox.rateLimitedCount()).toBe(1);
  });
});

describe('rate limits', () => {
  test('count down in headers for each channel and refuse with scope user', async () => {
    const { send } = await open({ rateLimits: { perChannel: 2, windowMs: 60_000 } });
    const answers = [await send(), await send(), await send()];
    expect(answers.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining')])).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(answers[2]?.headers.get('x-ratelimit-scope')).toBe('user');
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('over all channels: more than 50 requests at once get a global 429', async () => {
    const { sandbox } = await open();
    const rest = restOf(sandbox);
    const answers = await Promise.all(Array.from({ length: 60 }, () => rest('GET', '/users/@me')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body.global).toBe(true);
    expect(sandbox.rateLimitedCount()).toBe(refused.length);
  });
});

describe('the gateway', () => {
  test('a dropped bot resumes without a new IDENTIFY and gets what it missed', async () => {
    const { sandbox } = await open();
    const client = await connectBot(sandbox);
    const resumed = new Promise((resolve) => client.once('shardResume', (_, replayed) => resolve(replayed)));
    const created = new Promise<string>((resolve) =>
      client.once('channelCreate', ({ name }) => resolve(name)),
    );
    sandbox.dropGateway();
    sandbox.addChannel({ name: 'while-away' });
    expect(await created).toBe('while-away');
    await resumed;
    expect(sandbox.identifyCount()).toBe(1);
    expect(sandbox.connectedCount()).toBe(1);
  });

  test('a session that the close code ended cannot be resumed: op 9', async () => {
    const { sandbox } = await open();
    const first = connectRaw(sandbox, { op: 2, d: { token: sandbox.token, intents: 1 } });
    const ready = await first.next();
    sandbox.dropGateway(4009);
    expect(await first.closed).toBe(4009);
    const resume = {
      token: sandbox.token,
      session_id: (ready.d as { session_id: string }).session_id,
      seq: 1,
    };
    expect(await connectRaw(sandbox, { op: 6, d: resume }).next()).toMatchObject({ op: 9, d: false });
  });

  test('heartbeats are acknowledged', async () => {
    const { sandbox } = await open();
    expect(await connectRaw(sandbox, { op: 1, d: null }).next()).toMatchObject({ op: 11 });
  });

  test('a bot learns that it was thrown out of the guild', async () => {
    const { sandbox } = await open();
    const client = await connectBot(sandbox);
    const left = new Promise<string>((resolve) => client.once('guildDelete', ({ id }) => resolve(id)));
    sandbox.setBotInGuild(false);
    expect(await left).toBe(sandbox.guild.id);
  });
});

describe('the record', () => {
  test("tells a request's sandbox time, and how long it really took", async () => {
    const sandbox = await openSandbox({ now: () => Date.parse('2021-12-14T09:00:00Z') });
    sandbox.fail({ match: { method: 'GET' }, mode: { delayMs: 50 }, times: 1 });
    await restOf(sandbox)('GET', '/gateway/bot');
    const [request] = sandbox.requests;
    expect(request?.at).toBe(Date.parse('2021-12-14T09:00:00Z'));
    // A timer may go off a little early.
    expect(request?.durationMs).toBeGreaterThan(40);
  });

  test('holds every request as one JSON line, and no token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const recordPath = join(folder, 'requests.jsonl');
    const sandbox = await openSandbox({ recordPath, token: 'very-secret' });
    const client = await connectBot(sandbox);
    client.on('interactionCreate', (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply(`my token is ${client.token}`);
    });
    await client.application.commands.set([{ name: 'news', description: 'News' }]);
    await sandbox.member().runCommand({ channelId: sandbox.channel('ai-news').id, name: 'news' });
    await sandbox.waitFor(() => sandbox.requests.length === 3);

    const text = readFileSync(recordPath, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line): RecordedRequest => JSON.parse(line));
    expect(lines.map(({ method, path }) => `${method} ${path.replace(/\d{17,19}/g, 'ID')}`)).toEqual([
      'GET /gateway/bot',
      'PUT /applications/ID/commands',
      'POST /interactions/ID/***/callback',
    ]);
    expect(text).not.toContain('very-secret');
    expect(JSON.stringify(sandbox.requests)).not.toContain('very-secret');
  });
});

describe('waitFor', () => {
  test('resolves on the change that makes its predicate true', async () => {
    const { sandbox, send, channelId } = await open();
    const seen = sandbox.waitFor(() => sandbox.messages(channelId)[0]);
    await send();
    expect((await seen).content).toBe('hi');
  });

  test('rejects at the timeout with the predicate and the last requests', async () => {
    const { sandbox, send, channelId } = await open();
    await send();
    const waiting = sandbox.waitFor(() => sandbox.messages(channelId).length === 5, 20);
    await expect(waiting).rejects.toThrow(/length === 5[\s\S]*#1 POST \/channels\/\d+\/messages → 200/);
  });
});

type Payload = { op: number; d: unknown };

/** A bare gateway connection that answers HELLO with `greeting`; `next` is the first payload after that. */
function connectRaw(sandbox: Sandbox, greeting: Payload) {
  const socket = new WebSocket(sandbox.apiUrl.replace('http', 'ws'));
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  const next = new Promise<Payload>((resolve) => {
    socket.onmessage = ({ data }) => {
      const payload: Payload = JSON.parse(String(data));
      if (payload.op === 10) socket.send(JSON.stringify(greeting));
      else resolve(payload);
    };
  });
  onTestFinished(() => socket.close());
  return { next: () => next, closed };
}

function sendRaw(apiUrl: string, channelId: string, token: string): Promise<Response> {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  return fetch(`${apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers,
    body: '{"content":"hi"}',
  });
}
