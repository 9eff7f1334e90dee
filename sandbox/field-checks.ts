import { describeBadUrl } from './body-check.ts';
import type { FieldError } from './errors.ts';

/** Length in code points, as Discord counts. */
export const countChars = (text: string): number => [...text].length;

/** Checks the scheme of a URL that may be missing. */
export function checkUrl(
  url: string | null | undefined,
  path: FieldError['path'],
  schemes: readonly string[],
): FieldError[] {
  if (url === undefined || url === null) return [];
  const scheme = URL.canParse(url) ? new URL(url).protocol.slice(0, -1) : '';
  if (schemes.includes(scheme)) return [];
  const [code, message] = describeBadUrl(url, schemes);
  return [{ path, code, message }];
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
