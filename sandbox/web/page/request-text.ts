import type { RecordedRequest } from '../protocol.ts';

/** Discord's reason for a refusal, a line each: message with code, then every field error with its path. */
export function readReason({ status, response }: Pick<RecordedRequest, 'status' | 'response'>): string[] {
  if (status === 0) return ['no answer was sent'];
  if (!isRecord(response)) return [typeof response === 'string' ? response : `status ${status}`];
  const { message, code, errors } = response;
  const summary = `${message ?? `status ${status}`}${code ? ` (${code})` : ''}`;
  return [summary, ...listFieldErrors(errors, [])];
}

/** Walks `errors.embeds.0.title._errors[]` (discord-api-docs reference, Error Messages). */
function listFieldErrors(node: unknown, path: readonly string[]): string[] {
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== '_errors') return listFieldErrors(value, [...path, key]);
    const errors: unknown[] = Array.isArray(value) ? value : [];
    return errors
      .filter(isRecord)
      .map((error) => `${path.join('.') || 'body'}: ${error.message} (${error.code})`);
  });
}

/** What a request's body is about, in a few words: a headline, a text, the names of commands. */
export function describeBody(body: unknown): string {
  if (Array.isArray(body)) return body.map((item) => (isRecord(item) ? item.name : '')).join(', ');
  if (!isRecord(body)) return '';
  const { embeds, content, choices, data, name } = body;
  const [embed]: unknown[] = Array.isArray(embeds) ? embeds : [];
  if (isRecord(embed)) return String(embed.title ?? embed.description ?? '');
  if (content) return String(content);
  if (Array.isArray(choices)) return `${choices.length} choices`;
  return name ? String(name) : describeBody(data);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
