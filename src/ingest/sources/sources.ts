import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, dump, load, YAMLException } from 'js-yaml';
import { z } from 'zod';
import { parseDuration } from '../../duration.ts';
import { readRegularFile } from '../../files/read-regular-file.ts';
import { parseHttpUrl } from '../../story/links.ts';
import { type FileProblem, listFaults, type Problem } from '../../story/problem.ts';

export const SOURCES_FILE = 'sources.yaml';

/** A source is asked no more often than this, whatever its entry says. */
const INTERVAL_MIN_MS = 60_000;
const WEIGHT_MAX = 3;
/** A thousand sources have a tenth of it. */
export const SOURCES_MAX_BYTES = 1024 * 1024;
/** Enough for a folder in folders; and stripping its slashes takes time with the square of them. */
const FOLDER_MAX_CHARS = 500;

const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name), 'expected a name without control characters');

const HttpAddress = z.string().trim().superRefine(refuseFault);

const Interval = z.string().transform((text, context) => {
  const durationMs = parseDuration(text);
  if (durationMs !== null && durationMs >= INTERVAL_MIN_MS) return durationMs;
  context.addIssue('expected a duration of at least 1m such as 30m, 6h or 1d');
  return z.NEVER;
});

const Common = {
  name: Name,
  address: HttpAddress,
  provider: z
    .strictObject({ name: Name, domain: z.string().trim().min(3).max(200), icon: HttpAddress.optional() })
    .optional(),
  /** What an article of this outlet weighs: 1 is an ordinary outlet. */
  weight: z.number().min(0).max(WEIGHT_MAX).default(1),
  /** `ai`: all it brings is AI news; `general`: what the taxonomy matches is. */
  about: z.enum(['ai', 'general']).default('general'),
  topics: z
    .strictObject({ always: z.array(Name).default([]), never: z.array(Name).default([]) })
    .default({ always: [], never: [] }),
  interval: Interval.optional(),
};

const FeedSource = z.strictObject({
  ...Common,
  kind: z.literal('feed'),
  /** Look at the page of each new article for `og:image` and `og:description`. */
  page: z.boolean().default(false),
});
const JsonSource = z.strictObject({ ...Common, kind: z.literal('json') });
const GitSource = z.strictObject({
  name: Name,
  kind: z.literal('git'),
  /** A repository of this machine is read only where private addresses are. */
  address: z
    .string()
    .trim()
    .superRefine((text, context) => {
      if (!/^file:\/\/\/\S+$/.test(text)) refuseFault(text, context);
    }),
  branch: z
    .string()
    .regex(/^[\w./-]+$/)
    .refine((name) => !name.startsWith('-'), 'a branch does not begin with -')
    .optional(),
  /** The one folder of the repository that is read. */
  folder: z
    .string()
    .max(FOLDER_MAX_CHARS)
    // bounded: FOLDER_MAX_CHARS
    .transform((path) => path.replace(/^\/+|\/+$/g, ''))
    .refine(
      (path) => /^[\w ./-]*$/.test(path) && !path.split('/').includes('..'),
      'expected a folder such as docs/news',
    )
    .default(''),
  interval: Interval.optional(),
});

const Source = z.preprocess(
  // `kind` may be left out: nearly all sources are feeds.
  (entry) =>
    typeof entry === 'object' && entry !== null && !('kind' in entry) ? { kind: 'feed', ...entry } : entry,
  z.discriminatedUnion('kind', [FeedSource, JsonSource, GitSource]),
);

export type Source = z.output<typeof Source>;
export type FeedSource = z.output<typeof FeedSource>;
export type JsonSource = z.output<typeof JsonSource>;
export type GitSource = z.output<typeof GitSource>;
/** A source that brings articles, of which ingest makes records. */
export type ArticleSource = FeedSource | JsonSource;

/** What the folder's `sources.yaml` says now; nothing, where there is none. */
export function loadSources(contentDir: string): { sources: Source[]; problems: FileProblem[] } {
  const path = join(contentDir, SOURCES_FILE);
  const text = existsSync(path) ? readRegularFile(path, SOURCES_MAX_BYTES).toString('utf8') : '';
  const { sources, problems } = parseSources(text);
  return { sources, problems: problems.map((problem) => ({ file: SOURCES_FILE, ...problem })) };
}

/** Reads `sources.yaml`. An entry that cannot be used is left out with a problem; the others stay. */
export function parseSources(text: string): { sources: Source[]; problems: Problem[] } {
  let entries: unknown;
  try {
    entries = isBlank(text) ? [] : load(text, { schema: CORE_SCHEMA, maxAliases: 0 });
  } catch (error) {
    const line = error instanceof YAMLException ? (error.mark?.line ?? 0) + 1 : 1;
    const reason = error instanceof YAMLException ? `YAML: ${error.reason}` : String(error);
    return { sources: [], problems: [{ line, severity: 'error', message: reason }] };
  }
  if (entries === null || entries === undefined) return { sources: [], problems: [] };
  if (!Array.isArray(entries)) {
    const message = 'expected a list of sources, each with a name and an address';
    return { sources: [], problems: [{ line: 1, severity: 'error', message }] };
  }
  const starts = text.split('\n').flatMap((line, number) => (/^- ?/.test(line) ? [number + 1] : []));
  const sources = new Map<string, Source>();
  const problems: Problem[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = Source.safeParse(entry);
    const label = `source ${index + 1}`;
    const problem = (message: string) =>
      problems.push({ line: starts[index] ?? 1, severity: 'error', message: `${label}: ${message}` });
    if (!parsed.success) {
      problem(listFaults(parsed.error.issues));
      continue;
    }
    const key = sourceKey(parsed.data.name);
    if (key === '') problem('its name needs a letter or a digit');
    else if (sources.has(key)) problem(`there is another one named ${parsed.data.name}`);
    else sources.set(key, parsed.data);
  }
  return { sources: [...sources.values()], problems };
}

function refuseFault(address: string, context: z.RefinementCtx): void {
  const fault = findAddressFault(address);
  if (fault !== null) context.addIssue(fault);
}

/**
 * Why an address is not read, in words that do not tell it: it is shown, stored, and stands in the list of processes,
 * so there is no secret in it, and every program must read it alike. Null when it is read.
 */
function findAddressFault(address: string): string | null {
  const url = parseHttpUrl(address);
  if (url === null) return 'expected an http or https address';
  if (url.username !== '' || url.password !== '')
    return 'an address with a user name or password in it is not read';
  return /[\\\p{Cc}]/u.test(address) ? 'an address with a \\ or a line break in it is not read' : null;
}

/** A file of comments alone is an empty list. */
function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line));
}

/** A source's name as it is compared and as its folder is called. */
export function sourceKey(name: string): string {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      // bounded: a name of at most 100 characters
      .replace(/^-+|-+$/g, '')
  );
}

/** The text of `sources.yaml` with one more entry at its end; everything before it stays as it is. */
export function appendSource(text: string, entry: Readonly<Record<string, unknown>>): string {
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return before + dump([entry], { schema: CORE_SCHEMA, lineWidth: -1 });
}

/**
 * The text of `sources.yaml` with another address for a source; everything else stays as it is.
 * @returns null where the address does not stand there just once, as a value of its own, or the new one has characters
 *   that mean something in YAML
 */
export function replaceAddress(text: string, from: string, to: string): string | null {
  const lines = text.split('\n');
  const found = lines.flatMap((line, at) => (line.split(from).length === 2 ? [at] : []));
  const [at] = found;
  const line = at === undefined ? '' : (lines[at] ?? '');
  const end = line.indexOf(from) + from.length;
  const isWhole =
    /address["']?\s*:\s*["']?$/.test(line.slice(0, line.indexOf(from))) &&
    /^["']?\s*(?:[,}#].*)?$/.test(line.slice(end));
  if (found.length !== 1 || at === undefined || !isWhole || !/^[\w:/.?&=%~@+;!$*-]+$/.test(to)) return null;
  lines[at] = line.replace(from, () => to);
  return lines.join('\n');
}
