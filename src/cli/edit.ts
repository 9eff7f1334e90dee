import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { readFileIfThere, writeFileAtomically } from '../files/atomic-file.ts';
import { openIndexReader } from '../index/database.ts';
import { findStoryIds } from '../index/find-story.ts';
import { KnownRecords } from '../index/known-records.ts';
import { PUBLISHED_MIN_HEAT } from '../ingest/write/heat.ts';
import { TAXONOMY_FILE, TAXONOMY_MAX_BYTES } from '../records/content-files.ts';
import { hashValue } from '../records/record-fields.ts';
import { editRecordText, readRecordFields } from '../records/record-text.ts';
import { RECORD_MAX_BYTES } from '../story/front-matter.ts';
import { canonicalizeLink } from '../story/links.ts';
import { type CommandIo, printJson, printLine, printNotice } from '../terminal.ts';
import { parseTaxonomy } from '../topics/parse-taxonomy.ts';
import { Taxonomy } from '../topics/taxonomy.ts';
import { withLibrary } from './open-library.ts';

export type EditOptions = {
  readonly publish?: boolean;
  readonly hold?: boolean;
  readonly heat?: number;
  readonly topics?: readonly string[];
  readonly sameEventAs?: string;
  readonly notSameEventAs?: string;
  readonly json?: boolean;
};

/** Changes a record as an editor would, and nothing else in its file. @returns the exit code */
export function editRecord(
  target: string,
  options: EditOptions,
  config: Config,
  io: CommandIo,
): Promise<number> {
  const { publish, hold, heat, topics, sameEventAs, notSameEventAs, json } = options;
  if (publish && hold) throw new ConfigError('--publish and --hold say the opposite of each other: give one');
  for (const link of [sameEventAs, notSameEventAs]) {
    if (link !== undefined && canonicalizeLink(link) === null)
      throw new ConfigError(`${JSON.stringify(link)} is no http or https address of an article`);
  }
  const decides = sameEventAs !== undefined || notSameEventAs !== undefined;
  if (!publish && !hold && !decides && heat === undefined && topics === undefined) {
    throw new ConfigError(
      'nothing to change: give --publish, --hold, --heat N, --topics LIST, --same-event-as LINK or --not-same-event-as LINK',
    );
  }
  return withLibrary(config, io, async () => {
    const path = findRecord(target, config);
    const bytes = path === null ? null : readFileIfThere(join(config.contentDir, path), RECORD_MAX_BYTES);
    if (path === null || bytes === null) {
      printNotice(io, `no record of the content folder: ${JSON.stringify(target)}`);
      return 1;
    }
    const fields = readRecordFields(bytes);
    const text =
      fields === null ? null : editRecordText(bytes.toString('utf8'), composeChanges(fields, options));
    if (fields === null || text === null) {
      printNotice(
        io,
        `${path}: its front matter cannot be changed safely; mend it in an editor (heatline check)`,
      );
      return 1;
    }
    const before = fields;
    const after = readRecordFields(Buffer.from(text)) ?? {};
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => hashValue(before[key]) !== hashValue(after[key]),
    );
    if (changed.length > 0) await writeFileAtomically(join(config.contentDir, path), text, bytes);
    if (json) {
      printJson(io, {
        path,
        changes: changed.map((key) => ({ key, from: before[key] ?? null, to: after[key] ?? null })),
      });
      return 0;
    }
    for (const key of changed) printLine(io, `${path}: ${key}: ${show(before[key])} → ${show(after[key])}`);
    if (changed.length === 0) printLine(io, `${path}: it says so already`);
    const hotness = Number(after.heat);
    if (publish && hotness < PUBLISHED_MIN_HEAT) {
      printLine(
        io,
        `its heat is ${hotness}: channels that take stories from ${PUBLISHED_MIN_HEAT} on post it with --heat ${PUBLISHED_MIN_HEAT}`,
      );
    }
    for (const topic of topics ?? []) warnOfTopic(topic, config, io);
    return 0;
  });
}

function composeChanges(
  fields: Readonly<Record<string, unknown>>,
  { publish, hold, heat, topics, sameEventAs, notSameEventAs }: EditOptions,
): Record<string, unknown> {
  return {
    ...(publish && { published: true }),
    ...(publish && fields.hold !== undefined && { hold: undefined }),
    ...(hold && { hold: true }),
    ...(heat !== undefined && { heat }),
    ...(topics !== undefined && { topics: [...topics] }),
    ...(sameEventAs !== undefined && decide(fields, 'sameEventAs', 'notSameEventAs', sameEventAs)),
    ...(notSameEventAs !== undefined && decide(fields, 'notSameEventAs', 'sameEventAs', notSameEventAs)),
  };
}

/** Adds an article to one list, and takes it out of the other, which says the opposite. */
function decide(
  fields: Readonly<Record<string, unknown>>,
  key: string,
  opposite: string,
  link: string,
): Record<string, unknown> {
  const read = (name: string): unknown[] => [fields[name] ?? []].flat();
  const isOther = (entry: unknown): boolean => canonicalizeLink(String(entry)) !== canonicalizeLink(link);
  const left = read(opposite).filter(isOther);
  return {
    [key]: read(key).every(isOther) ? [...read(key), link] : fields[key],
    ...(fields[opposite] !== undefined && { [opposite]: left.length === 0 ? undefined : left }),
  };
}

/** The path of a record in the content folder: by its file, its article's address, or its story's id. */
function findRecord(target: string, { contentDir, libraryPath }: Config): string | null {
  for (const file of [resolve(target), resolve(contentDir, target)]) {
    if (!file.endsWith('.md') || !statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const path = relative(contentDir, file);
    if (!path.startsWith('..')) return path;
  }
  const database = openIndexReader(libraryPath);
  try {
    const records = new KnownRecords(database);
    return [...findStoryIds(database, target), target].flatMap((id) => records.findFile(id) ?? [])[0] ?? null;
  } finally {
    database.close();
  }
}

function warnOfTopic(topic: string, { contentDir }: Config, io: CommandIo): void {
  const text = readFileIfThere(join(contentDir, TAXONOMY_FILE), TAXONOMY_MAX_BYTES)?.toString('utf8');
  if (text === undefined || new Taxonomy(parseTaxonomy(text).topics).find(topic) !== undefined) return;
  printNotice(io, `"${topic}" is not in topics.yaml; it is kept`);
}

function show(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
