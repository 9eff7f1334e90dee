import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordError, notFound, refuse, unauthorized } from './errors.ts';
import { createFaults, type FaultMode } from './faults.ts';
import { findBrowserSign } from './local-client.ts';
import { createRateLimits, type RateLimitOptions, rateLimitResponse } from './rate-limits.ts';

/** resources/message: the largest request Discord takes. */
const REQUEST_MAX_BYTES = 25 * 1024 * 1024;
const API_PREFIX = /^\/api(\/v\d+)?(?=\/)/;

export type RouteRequest = {
  method: string;
  param(name: string): string;
  query: URLSearchParams;
  body: unknown;
  /** Notes fields of the body that Discord reads over in silence, for the record. */
  noteIgnored(fields: readonly string[]): void;
};

export type RouteResponse = { status: number; body?: unknown; headers?: Record<string, string> };

export type Route = {
  method: string;
  /** Parameters in braces: `/channels/{channelId}/messages`. */
  path: string;
  /** The interaction endpoints: the token in the path is their key, and the global rate limit leaves them out. */
  byInteractionToken?: boolean;
  handle(request: RouteRequest): RouteResponse | Promise<RouteResponse>;
};

export type RecordedRequest = {
  /** Counts from 1. */
  number: number;
  /** The sandbox's time, in Unix milliseconds. */
  at: number;
  /** Until it was answered, in real milliseconds. */
  durationMs: number;
  method: string;
  /** Without `/api/v10`; interaction tokens are masked. */
  path: string;
  route: string;
  query: string;
  body: unknown;
  /** 0 when no answer was sent (dropped or hung). */
  status: number;
  response: unknown;
  ignoredFields: readonly string[];
  fault?: FaultMode;
};

export type HttpOptions = {
  token: string;
  routes: readonly Route[];
  now: () => number;
  rateLimits: RateLimitOptions | false;
  recordPath?: string;
  onRequest(request: RecordedRequest): void;
};

type CompiledRoute = { route: Route; pattern: RegExp };

/** The REST side: finds the route, checks the token, applies rate limits and ordered faults, records everything. */
export function createHttp(options: HttpOptions) {
  const routes = options.routes.map((route): CompiledRoute => {
    const source = route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return { route, pattern: new RegExp(`^${source}$`) };
  });
  const takeRateLimit = options.rateLimits === false ? undefined : createRateLimits(options.rateLimits);
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  let rateLimitedCount = 0;
  let startedCount = 0;

  const server: Server = createServer((incoming, outgoing) => {
    const sign = findBrowserSign(incoming);
    if (sign !== undefined) {
      outgoing.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
      outgoing.end(`Only bots on this machine are answered: ${sign}.\n`);
      return;
    }
    serve(incoming, outgoing).catch((error: unknown) => {
      // Only a bug of the sandbox comes here: say so to the one who runs it, and to the client.
      process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!outgoing.headersSent)
        send(outgoing, { status: 500, body: { message: '500: Internal Server Error', code: 0 } });
    });
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    startedCount += 1;
    const startedAtMs = performance.now();
    const url = new URL(incoming.url ?? '/', 'http://sandbox');
    const path = url.pathname.replace(API_PREFIX, '');
    const method = incoming.method ?? 'GET';
    const found = findRoute(method, path);
    const record: RecordedRequest = {
      number: startedCount,
      at: options.now(),
      durationMs: 0,
      method,
      path: maskPath(path, found).replace('%40', '@'),
      route: found?.route.path ?? '',
      query: url.search,
      body: undefined,
      status: 0,
      response: undefined,
      ignoredFields: [],
    };
    const read = await readBody(incoming);
    record.body = withoutSecret(read.body);
    const fault = faults.take({ method, path: record.path, route: record.route, body: read.body });
    if (fault !== undefined) record.fault = fault;

    if (fault === 'drop' || fault === 'hang') {
      if (fault === 'drop') incoming.socket.destroy();
      return finish(record, startedAtMs);
    }
    if (typeof fault === 'object' && 'delayMs' in fault)
      await sleep(fault.delayMs, undefined, { ref: false });
    const response = orderedResponse(fault) ?? (await answer(incoming, url, record, found, read));
    if (response.status === 429) rateLimitedCount += 1;
    if (fault === 'dropAfter' || fault === 'hangAfter') {
      if (fault === 'dropAfter') incoming.socket.destroy();
      return finish(record, startedAtMs);
    }
    record.status = response.status;
    record.response = withoutSecret(response.body);
    send(outgoing, response);
    finish(record, startedAtMs);
  }

  function finish(record: RecordedRequest, startedAtMs: number): void {
    record.durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10;
    requests.push(record);
    if (options.recordPath) appendFileSync(options.recordPath, `${JSON.stringify(record)}\n`);
    options.onRequest(record);
  }

  function findRoute(method: string, path: string) {
    for (const { route, pattern } of routes) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: match.groups ?? {} };
    }
    return undefined;
  }

  async function answer(
    incoming: IncomingMessage,
    url: URL,
    record: RecordedRequest,
    found: ReturnType<typeof findRoute>,
    read: ReadBody,
  ): Promise<RouteResponse> {
    let headers: Record<string, string> = {};
    try {
      if (!found?.route.byInteractionToken && incoming.headers.authorization !== `Bot ${options.token}`)
        throw unauthorized();
      if (!found) throw notFound();
      const taken = takeRateLimit?.(bucketOf(found), !found.route.byInteractionToken);
      headers = taken?.headers ?? {};
      if (taken?.refusal) {
        const refused = rateLimitResponse(taken.refusal);
        return { ...refused, headers: { ...headers, ...refused.headers } };
      }
      if (!read.valid) throw refuse('invalidJson');
      const response = await found.route.handle({
        method: record.method,
        param: (name) => decodeURIComponent(found.params[name] ?? ''),
        query: url.searchParams,
        body: read.body,
        noteIgnored: (fields) => {
          record.ignoredFields = [...record.ignoredFields, ...fields];
        },
      });
      return { ...response, headers: { ...headers, ...response.headers } };
    } catch (error) {
      if (error instanceof DiscordError) return { status: error.status, body: error.body, headers };
      throw error;
    }
  }

  /** The bot's token, wherever it turns up in a body, is not kept. */
  function withoutSecret(value: unknown): unknown {
    const text = value === undefined ? '' : JSON.stringify(value);
    return text.includes(options.token) ? JSON.parse(text.replaceAll(options.token, '***')) : value;
  }

  return {
    server,
    faults,
    requests: requests as readonly RecordedRequest[],
    rateLimitedCount: () => rateLimitedCount,
  };
}

function orderedResponse(fault: FaultMode | undefined): RouteResponse | undefined {
  if (typeof fault !== 'object') return undefined;
  if ('rateLimit' in fault) {
    const { retryAfterMs, global = false, scope = global ? 'global' : 'user' } = fault.rateLimit;
    return rateLimitResponse({ retryAfterMs, global, scope });
  }
  return 'status' in fault ? fault : undefined;
}

/** Message routes of one channel share a bucket by method, as Discord's major parameters have it. */
function bucketOf({ route, params }: { route: Route; params: Record<string, string> }): string | undefined {
  return params.channelId ? `${route.method} ${route.path} ${params.channelId}` : undefined;
}

function maskPath(path: string, found: { route: Route; params: Record<string, string> } | undefined): string {
  const token = found?.route.byInteractionToken ? found.params.token : undefined;
  return token ? path.replace(token, '***') : path;
}

type ReadBody = { valid: boolean; body: unknown };

/** A JSON body; of a multipart one, the JSON part (files are not kept). */
async function readBody(incoming: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= REQUEST_MAX_BYTES) chunks.push(chunk);
  }
  if (bytes === 0) return { valid: true, body: undefined };
  try {
    const type = incoming.headers['content-type'] ?? '';
    const text = type.startsWith('multipart/form-data')
      ? String(
          (await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData()).get(
            'payload_json',
          ),
        )
      : Buffer.concat(chunks).toString('utf8');
    return { valid: bytes <= REQUEST_MAX_BYTES, body: JSON.parse(text) };
  } catch {
    return { valid: false, body: undefined }; // answered with 50109
  }
}

function send(outgoing: ServerResponse, response: RouteResponse): void {
  if (outgoing.destroyed) return;
  // Cloudflare adds this to all that really comes from Discord; some clients take its absence for a ban.
  const headers = { ...response.headers, Via: '1.1 sandbox' };
  if (response.body === undefined) {
    outgoing.writeHead(response.status, headers).end();
    return;
  }
  outgoing.writeHead(response.status, { 'Content-Type': 'application/json', ...headers });
  outgoing.end(typeof response.body === 'string' ? response.body : JSON.stringify(response.body));
}
