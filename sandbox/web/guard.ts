import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/**
 * Sent with everything. Pictures come from the records' own addresses, all else from here. Style attributes are
 * allowed because the embed components set their colour by one; message text never becomes markup.
 */
export const SECURITY_HEADERS: OutgoingHttpHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' http: https:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * Why a request is not from our own page, or undefined when it may be answered. The Host check keeps out names that
 * were bound to 127.0.0.1 afterwards (DNS rebinding), the others keep out the forms and scripts of other sites.
 */
export function findForeignSign(
  request: { method: string; path: string; headers: IncomingHttpHeaders },
  port: number,
): string | undefined {
  const { host, origin, 'sec-fetch-site': site, 'content-type': contentType } = request.headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return `unexpected Host: ${host}`;
  if (origin !== undefined && origin !== `http://${host}`) return `foreign Origin: ${origin}`;
  if (!request.path.startsWith('/api/')) return undefined;
  if (site !== undefined && site !== 'same-origin') return `Sec-Fetch-Site is ${site}`;
  if (request.method === 'POST' && origin === undefined) return 'a POST needs an Origin';
  if (request.method === 'POST' && contentType !== 'application/json') return 'a POST needs application/json';
  return undefined;
}
