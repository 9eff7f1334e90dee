import { YAMLException } from 'js-yaml';
import { cutText } from './text.ts';

// What a person can do about YAML that cannot be read: nearly always, put a text in quotes.

type Hint = {
  /** From 0. */
  readonly line: number;
  readonly message: string;
};

/** So many lines are tried, each by reading the whole again with its value in quotes. */
const TRIES_MAX = 12;
/** A headline or an excerpt; longer lines are no case of forgotten quotes. */
const LINE_MAX_CHARS = 10_000;
const SHOWN_MAX_CHARS = 80;
/** Keys whose values may be shown; of others only that they are there. */
const SHOWN_KEYS = new Set(['title', 'excerpt', 'name', 'topics', 'provider']);

const ENTRY = /^([ \t]*(?:-[ \t]+)*)(?:([\w-]+)(:[ \t]+))?(\S.*)$/;
/** What YAML takes for something other than the beginning of a text. */
const SIGN = /^(?:[@`%*&!|>{}[\],"']|[?:-](?:\s|$))/;

/**
 * Says which value must be put in quotes so that the YAML can be read.
 * @param parse throws a YAMLException for YAML that cannot be read
 */
export function explainYamlError(yaml: string, error: YAMLException, parse: (yaml: string) => unknown): Hint {
  const at = error.mark?.line ?? 0;
  const lines = yaml.split('\n');
  const isBetterWith = (line: number, text: string): boolean => {
    const after = findErrorLine(lines.with(line, text).join('\n'), parse);
    return after === null || after > at;
  };
  let tries = 0;
  for (let line = Math.min(at, lines.length - 1); line > 0 && tries < TRIES_MAX; line--) {
    const entry = readEntry(lines[line] ?? '');
    if (entry === null) continue;
    const { before, key, value } = entry;
    tries++;
    const list = quoteEntries(value);
    if (list !== null && key !== 'title' && key !== 'excerpt' && isBetterWith(line, before + list)) {
      return { line, message: `a # begins a comment; put each entry in quotes: ${before.trim()} ${list}` };
    }
    if (!isBetterWith(line, before + JSON.stringify(value))) continue;
    return { line, message: `${nameKey(key)}${describe(value)}; ${advise(key, value)}` };
  }
  return { line: at, message: error.reason };
}

/** What a text is to be written like, as advice for one of a key. */
export function advise(key: string | null, value: string): string {
  const isShown = key !== null && SHOWN_KEYS.has(key) && !value.includes('://');
  const line = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const text = isShown ? quoteText(cutText(line, SHOWN_MAX_CHARS)) : '"…"';
  const what = key === 'title' ? 'the headline' : 'the text';
  return `put ${what} in quotes: ${key === null ? '-' : `${key}:`} ${text}`;
}

function nameKey(key: string | null): string {
  return key === null ? '' : `${key}: `;
}

function describe(value: string): string {
  const first = value.charAt(0);
  if (first === '"' || first === "'") {
    return value.indexOf(first, 1) < 0
      ? `the quote ${first} at the beginning is not closed`
      : `a text that begins with a quote ends with the next one, and more follows`;
  }
  if (first === '*' || first === '&')
    return `a text cannot begin with ${first} (the mark of an alias or anchor)`;
  if (SIGN.test(value)) return `a text cannot begin with ${first}`;
  return 'a text with a colon and a blank in it reads like another key';
}

/** The key and the value of a line that may lack quotes. */
function readEntry(line: string): { before: string; key: string | null; value: string } | null {
  if (line.length > LINE_MAX_CHARS) return null;
  const [, indent = '', key = null, colon = '', value = ''] = ENTRY.exec(line.trimEnd()) ?? [];
  if (value === '' || (key === null && indent.trim() === '')) return null;
  return SIGN.test(value) || /:(?:\s|$)/.test(value)
    ? { before: indent + (key ?? '') + colon, key, value }
    : null;
}

/** `[#AI, ML]` with quotes; null for anything else. */
function quoteEntries(value: string): string | null {
  // bounded: by LINE_MAX_CHARS
  const inner = /^\[([^[\]{}"']*#[^[\]{}"']*)\]$/.exec(value)?.[1];
  if (inner === undefined) return null;
  return `[${inner
    .split(',')
    .map((entry) => quoteText(entry.trim()))
    .join(', ')}]`;
}

/** A text as a person would put it in quotes. */
function quoteText(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/** @returns null when the YAML can be read */
function findErrorLine(yaml: string, parse: (yaml: string) => unknown): number | null {
  try {
    parse(yaml);
    return null;
  } catch (error) {
    return error instanceof YAMLException ? (error.mark?.line ?? 0) : null;
  }
}
