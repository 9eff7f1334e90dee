import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not from a bot on this machine, or undefined when it may be answered. Browsers send an Origin with
 * each socket, and Sec-Fetch-Site with each request, which no bot does; a Host of another name was bound to 127.0.0.1
 * by somebody (DNS rebinding).
 */
export function findBrowserSign({ headers, socket }: IncomingMessage): string | undefined {
  const { host, origin, 'sec-fetch-site': site } = headers;
  const port = socket.localPort;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return `unexpected Host: ${host}`;
  if (origin !== undefined) return `Origin: ${origin}`;
  if (site !== undefined) return `Sec-Fetch-Site: ${site}`;
  return undefined;
}
