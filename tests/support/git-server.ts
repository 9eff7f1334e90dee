import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type GitServer = {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly string[];
  bytesSent(): number;
};

/** A web server on loopback that counts. It is closed when the test ends. */
export async function openServer(
  answer: RequestListener,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<GitServer> {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.on('connection', (socket) => sockets.push(socket));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  // A listening TCP server has such an address.
  const bound = server.address() as AddressInfo;
  return {
    port: bound.port,
    url: `http://${host}:${bound.port}`,
    requests,
    bytesSent: () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
  };
}

/** Serves a repository as git's own program does. */
export function serveRepository(folder: string): RequestListener {
  return (request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers['content-type'],
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
        // node:http joins a repeated header of this name to one text.
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(backend.stdin);
    const printed: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    backend.on('close', () => answerAsPrinted(Buffer.concat(printed), response));
  };
}

/** What a CGI program prints: header lines, an empty line, the body (RFC 3875, 6). */
function answerAsPrinted(printed: Buffer, response: ServerResponse): void {
  const end = printed.indexOf('\r\n\r\n');
  for (const line of printed.subarray(0, end).toString().split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(printed.subarray(end + '\r\n\r\n'.length));
}

/** A line of git's protocol: its length in four hex digits, and its bytes. */
export function packetLine(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const FLUSH = '0000';
const COMMIT = '1234567890123456789012345678901234567890';

/** A server that names a tip as a good one does (protocol version 2), and then sends what it likes when it is fetched. */
export function serveHostilePack(
  sendPack: (response: ServerResponse, request: IncomingMessage) => void,
): RequestListener {
  return async (request, response) => {
    const send = (...lines: readonly string[]): void => {
      response.end(lines.map((line) => (line === FLUSH ? line : packetLine(line))).join(''));
    };
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/x-git-upload-pack-advertisement');
      send('# service=git-upload-pack\n', FLUSH, 'version 2\n', 'ls-refs\n', 'fetch=shallow\n', FLUSH);
      return;
    }
    response.setHeader('content-type', 'application/x-git-upload-pack-result');
    const asked = Buffer.concat(await Array.fromAsync(request)).toString();
    if (asked.includes('command=ls-refs')) return send(`${COMMIT} HEAD\n`, FLUSH);
    response.write(packetLine('shallow-info\n'));
    response.write(packetLine(`shallow ${COMMIT}`));
    response.write('0001');
    response.write(packetLine('packfile\n'));
    sendPack(response, request);
  };
}
