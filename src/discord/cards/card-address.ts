import { parseHttpUrl, URL_MAX_CHARS } from '../../story/links.ts';

/** RFC 1035: labels of at most 63 characters. Underscores are no host name's, but are in use. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const HOST_MAX_CHARS = 253;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The address, where Discord takes it in an embed or a button; else undefined: it is left off, because a refused one
 * (code 50035) costs the whole message. Besides scheme and length, it is known to refuse hosts without a top domain;
 * what else it checks is not documented, so hosts of an odd shape are left off too.
 */
export function takenAddress(url: string | null, maxChars = URL_MAX_CHARS): string | undefined {
  const parsed = url === null || url.length > maxChars ? null : parseHttpUrl(url);
  return url !== null && parsed !== null && isCommonHost(parsed.hostname) ? url : undefined;
}

function isCommonHost(host: string): boolean {
  if (IPV4.test(host)) return true;
  const labels = host.split('.');
  return (
    host.length <= HOST_MAX_CHARS &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /^[a-z]/.test(labels.at(-1) ?? '')
  );
}
