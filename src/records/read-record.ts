import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { articleIdOf } from '../story/article-key.ts';
import { RECORD_MAX_BYTES } from '../story/front-matter.ts';
import type { Problem } from '../story/problem.ts';
import { parseRecord, type RecordOutcome } from '../story/record.ts';
import { type ContentFile, describeFileError, GIT_PREFIX } from './content-files.ts';

/** A file to be read; one of an archive has been read already. */
export type FileToRead = ContentFile & {
  readonly bytes?: Uint8Array;
  /** Of its content when it was last read: with the same one, it is not parsed again. */
  readonly knownHash: string | null;
};

/** A file as it was read; without a hash when it could not be. */
export type RecordFile = ContentFile & {
  readonly hash: string;
  readonly outcome: ReadStory | Exclude<RecordOutcome, { kind: 'story' }> | { readonly kind: 'same' };
};

/** The story as JSON: so it is stored, and so it passes from thread to thread at the least cost. */
type ReadStory = {
  readonly kind: 'story';
  readonly storyId: string;
  readonly articleId: string;
  readonly publishedAtMs: number;
  readonly json: string;
  readonly problems: readonly Problem[];
};

export type RecordFolders = {
  readonly contentDir: string;
  /** The clones of git sources, a second folder of records; null where there is none. */
  readonly gitDir: string | null;
};

/** Reads files one after the other as they are asked for, or ahead of that. */
export type ReadFiles = (files: readonly FileToRead[], folders: RecordFolders) => Iterable<RecordFile>;

/** Reads and parses the files in this thread. */
export function* readFiles(
  files: readonly FileToRead[],
  folders: RecordFolders,
): Generator<RecordFile, void, undefined> {
  for (const file of files) yield readRecordFile(file, folders);
}

/** Reads and parses a file. Never throws: what is wrong with it is in the outcome. */
export function readRecordFile(file: FileToRead, folders: RecordFolders): RecordFile {
  const { path, sizeBytes, mtimeMs, knownHash } = file;
  try {
    const bytes = file.bytes ?? readRegularFile(toAbsolutePath(path, folders), RECORD_MAX_BYTES);
    const digest = hash('sha1', bytes);
    const outcome = digest === knownHash ? ({ kind: 'same' } as const) : readStory(parseRecord(bytes));
    return { path, sizeBytes, mtimeMs, hash: digest, outcome };
  } catch (cause) {
    const problem = { line: 1, severity: 'error', message: describeFileError(cause) } as const;
    return {
      path,
      sizeBytes,
      mtimeMs,
      hash: '',
      outcome: { kind: 'invalid', problems: [problem], storyId: null },
    };
  }
}

function readStory(outcome: RecordOutcome): RecordFile['outcome'] {
  if (outcome.kind !== 'story') return outcome;
  const { story, problems } = outcome;
  const { id: storyId, publishedAtMs } = story;
  const articleId = articleIdOf(story.canonicalLink);
  return { kind: 'story', storyId, articleId, publishedAtMs, json: JSON.stringify(story), problems };
}

function toAbsolutePath(path: string, { contentDir, gitDir }: RecordFolders): string {
  return gitDir !== null && path.startsWith(GIT_PREFIX)
    ? join(gitDir, path.slice(GIT_PREFIX.length))
    : join(contentDir, path);
}
