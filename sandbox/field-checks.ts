import { describeBadUrl } from './body-check.ts';
import type { FieldError } from './errors.ts';

/** Length in code points, as Discord counts. */
export const countChars = (text: string): number => [...text].length;

/** Checks the scheme of a URL that may be missing, and that its host has a top domain or is an IPv4 address. */
export function checkUrl(
  url: string | null | undefined,
  path: FieldError['path'],
  schemes: readonly string[],
): FieldError[] {
  if (url === undefined || url === null) return [];
  const parsed = URL.parse(url);
  const scheme = parsed?.protocol.slice(0, -1) ?? '';
  const isWeb = scheme === 'http' || scheme === 'https';
  if (schemes.includes(scheme) && (!isWeb || hasTopDomain(parsed?.hostname ?? ''))) return [];
  const [code, message] = describeBadUrl(url, schemes);
  return [{ path, code, message }];
}

/** Without one, Discord answers "Not a well formed URL" (seen by go-gitea/gitea #14379 and others; not documented). */
function hasTopDomain(host: string): boolean {
  return /^(?:[^.]+\.)+[^.]+$/.test(host);
}

export function required(path: FieldError['path']): FieldError {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

export function tooLong(path: FieldError['path'], max: number): FieldError {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` };
}

export function badLength(path: FieldError['path'], min: number, max: number): FieldError {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}
