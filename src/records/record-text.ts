import {
  CORE_SCHEMA,
  dump,
  EVENT_ID,
  type Event,
  load,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { readFrontMatter } from '../story/front-matter.ts';
import { hashValue, type RecordFields } from './record-fields.ts';

/** The text of a new record. */
export function writeRecordText(fields: RecordFields): string {
  return `---\n${dumpFields(fields)}---\n`;
}

/** The keys of a record's file; null when its front matter cannot be read. */
export function readRecordFields(bytes: Uint8Array): Record<string, unknown> | null {
  const frontMatter = readFrontMatter(bytes);
  return frontMatter.kind === 'read' ? frontMatter.data : null;
}

/**
 * Changes some keys of a record's text; all else stays letter for letter: other keys, comments, order, line ends,
 * and the text below the front matter. A key that is not there yet is added at the end, an `undefined` one removed.
 * @returns null when the text cannot be changed safely; it is then better left to a person
 */
export function editRecordText(text: string, changes: RecordFields): string | null {
  // bounded: a record that was read: its first line is short
  const frame = /^(\uFEFF?---[ \t]*\w{0,20}[ \t]*(\r?\n))([\s\S]*?\r?\n|)(---[ \t]*(?:\r?\n[\s\S]*|))$/.exec(
    text,
  );
  if (frame === null) return null;
  const [, opening = '', lineEnd = '\n', yaml = '', rest = ''] = frame;
  try {
    let edited = yaml;
    for (const [key, value] of Object.entries(changes)) {
      const changed = editKey(edited, key, value, lineEnd);
      if (changed === null) return null;
      edited = changed;
    }
    return isExactly(yaml, edited, changes) ? opening + edited + rest : null;
  } catch (error) {
    if (error instanceof YAMLException) return null;
    throw error;
  }
}

function editKey(yaml: string, key: string, value: unknown, lineEnd: string): string | null {
  const entries = listEntries(yaml);
  if (entries === null) return null;
  const dumped = value === undefined ? '' : dumpFields({ [key]: value }).replaceAll('\n', lineEnd);
  const at = entries.findIndex((entry) => entry.key === key);
  const entry = entries[at];
  if (entry === undefined) return yaml + dumped;
  if (entry.inlineValue !== null && value !== undefined && dumped.indexOf('\n') === dumped.length - 1) {
    // Only the value itself, so that a comment behind it stays.
    const { start, end } = entry.inlineValue;
    const inline = dumped.slice(dumped.indexOf(':') + 1).trim();
    return yaml.slice(0, start) + inline + yaml.slice(end);
  }
  const end = entries[at + 1]?.start ?? yaml.length;
  // Blank lines and comments before the next key belong to that one.
  // bounded: a record that was read, of at most LINES_MAX lines
  const own = yaml.slice(entry.start, end).replace(/(?<=\n)(?:[ \t]*(?:#[^\n]*)?\r?\n)+$/, '');
  return yaml.slice(0, entry.start) + dumped + yaml.slice(entry.start + own.length);
}

type YamlEntry = {
  readonly key: string;
  /** Where the line of the key begins. */
  readonly start: number;
  /** Of a scalar on the key's line, quotes included. */
  readonly inlineValue: { readonly start: number; readonly end: number } | null;
};

/** The top-level keys of a block mapping, in order; null for anything else. */
function listEntries(yaml: string): YamlEntry[] | null {
  const entries: YamlEntry[] = [];
  let depth = 0;
  let key: { text: string; start: number } | null = null;
  for (const event of parseEvents(yaml, {})) {
    if (event.type === EVENT_ID.POP) {
      depth--;
      continue;
    }
    const isValue = depth === 2 && key !== null;
    if (depth === 2 && key === null) {
      if (event.type !== EVENT_ID.SCALAR) return null;
      const start = yaml.lastIndexOf('\n', event.valueStart - 1) + 1;
      // A key that does not begin its line is one of `{a: 1, b: 2}`.
      if (/^["']?$/.test(yaml.slice(start, event.valueStart)) === false) return null;
      key = { text: yaml.slice(event.valueStart, event.valueEnd), start };
    } else if (isValue && key !== null) {
      entries.push({ key: key.text, start: key.start, inlineValue: findInlineValue(yaml, key.start, event) });
      key = null;
    }
    if (
      event.type === EVENT_ID.DOCUMENT ||
      event.type === EVENT_ID.MAPPING ||
      event.type === EVENT_ID.SEQUENCE
    )
      depth++;
  }
  return entries;
}

function findInlineValue(yaml: string, keyStart: number, event: Event): YamlEntry['inlineValue'] {
  if (event.type !== EVENT_ID.SCALAR || event.tagStart >= 0 || event.anchorStart >= 0) return null;
  const isQuoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
  if ((!isQuoted && event.style !== SCALAR_STYLE.PLAIN) || event.valueStart < 0) return null;
  const [start, end] = isQuoted
    ? [event.valueStart - 1, event.valueEnd + 1]
    : [event.valueStart, event.valueEnd];
  return end > start && !yaml.slice(keyStart, end).includes('\n') ? { start, end } : null;
}

/** Whether the edit did what it was meant to do, and nothing else. */
function isExactly(before: string, after: string, changes: RecordFields): boolean {
  const expected = { ...parseMapping(before), ...changes };
  const actual = parseMapping(after);
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].every((key) => hashValue(expected[key]) === hashValue(actual[key]));
}

function parseMapping(yaml: string): Record<string, unknown> {
  const data = yaml.trim() === '' ? {} : load(yaml, { schema: CORE_SCHEMA, maxAliases: 0 });
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new YAMLException('the front matter is not a list of keys');
  return { ...data };
}

function dumpFields(fields: RecordFields): string {
  return dump(fields, { schema: CORE_SCHEMA, lineWidth: -1, quoteStyle: 'double' });
}
