import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Sandbox } from '../sandbox.ts';
import { buildPage } from './bundle.ts';
import type { Preview, Replay } from './controls.ts';
import { findForeignSign, SECURITY_HEADERS } from './guard.ts';
import { createLive } from './live.ts';
import type { View } from './protocol.ts';
import { ActionBody } from './reader.ts';

const HOST = '127.0.0.1';
const DEFAULT_PORT = 7777;
const PORT_TRIES = 50;
const LAST_PORT = 65_535;
/** All views are one document; the page looks at its own address. */
const VIEWS: Readonly<Record<string, View>> = {
  '/': 'channel',
  '/inspect': 'inspect',
  '/preview': 'preview',
};

export type WebPageOptions = {
  sandbox: Sandbox;
  /** Default 7777; when taken, the next free one. 0: any. */
  port?: number | undefined;
  /** Without it the clock is the real one, and the page shows no replay bar. */
  replay?: Replay | undefined;
  preview?: Preview | undefined;
  /** Told of what went wrong in the server itself. */
  log?: ((text: string) => void) | undefined;
};

/** All ports that were tried are taken. */
export class NoFreePortError extends Error {
  override name = 'NoFreePortError';
}

/**
 * Serves the page that shows the sandbox as a Discord channel, `/inspect` and `/preview`, on 127.0.0.1.
 * @throws NoFreePortError
 */
export async function startWebPage(
  options: WebPageOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const { sandbox, replay, preview, log = () => {} } = options;
  const files = await buildPage();
  const live = createLive({ sandbox, replay, preview });
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log(`web page: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) response.writeHead(500, SECURITY_HEADERS);
      response.end();
    });
  });
  const port = await listen(server, options.port ?? DEFAULT_PORT);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', `http://${HOST}`);
    const method = request.method ?? 'GET';
    const sign = findForeignSign({ method, path, headers: request.headers }, port);
    if (sign !== undefined) return sendText(response, 403, `Only this page itself is answered: ${sign}.\n`);
    if (path === '/api/act' && method === 'POST') return await act(request, response);
    if (method !== 'GET') return sendText(response, 405, 'Only GET is known here.\n');
    if (path === '/api/live') {
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'text/event-stream' });
      const view = VIEWS[searchParams.get('view') ?? '/'] ?? 'channel';
      const [id, language] = ['page', 'language'].map((name) => searchParams.get(name) ?? '');
      return live.connect({ id: id ?? '', language: language ?? '', view }, response);
    }
    if (preview && path === '/') {
      // There is no bot and no channel to show.
      response.writeHead(302, { ...SECURITY_HEADERS, Location: '/preview' }).end();
      return;
    }
    const file = files.get(path in VIEWS ? '/index.html' : path);
    if (file === undefined) return sendText(response, 404, 'There is no such page here.\n');
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': file.contentType }).end(file.body);
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = ActionBody.safeParse(await json(request).catch(() => undefined));
    if (!body.success) return sendText(response, 400, `${body.error.message}\n`);
    const { page, action, key } = body.data;
    const result = await live.readerOf(page).act(action, replay, key);
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/json' });
    response.end(JSON.stringify(result));
  }

  return {
    url: `http://${HOST}:${port}`,
    async close() {
      live.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

/** Listens on the port, or on the next free one. @returns the port taken */
async function listen(server: Server, first: number): Promise<number> {
  const last = Math.min(first + PORT_TRIES - 1, LAST_PORT);
  for (let port = first; port <= last; port += 1) {
    try {
      server.listen(port, HOST);
      await once(server, 'listening');
      // A server that listens on a port has an address of this form.
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new NoFreePortError(`no free port from ${first} to ${last}`);
}
