import type { DatabaseSync } from 'node:sqlite';
import type { FindLine } from '../records/record-lines.ts';
import { prepared } from '../sqlite/statements.ts';
import type { FileProblem, Problem } from '../story/problem.ts';
import { Taxonomy } from '../topics/taxonomy.ts';
import type { Topic } from '../topics/topic.ts';
import { readMeta } from './meta.ts';

export type LibrarySummary = {
  /** Every `*.md` of the folder. */
  readonly files: number;
  /** Stories that readers see; files that share a link count once. */
  readonly stories: number;
  /** Stories held back: `published: false`, or withdrawn by a heat below 0. */
  readonly unpublished: number;
  /** Files of another category than news. */
  readonly skipped: number;
  readonly problems: readonly FileProblem[];
};

export type LibraryOverview = Pick<LibrarySummary, 'files' | 'stories' | 'unpublished'> & {
  /** Of the content folder and its files: what keeps something from being used. */
  readonly errors: readonly FileProblem[];
};

/** What the log says at a start: read by the bot itself, so without looking at every file. */
export function readOverview(database: DatabaseSync): LibraryOverview {
  const count = (key: string): number => Number(readMeta(database, key) ?? 0);
  const errors = [
    ...['taxonomy_problems', 'archive_problems', 'listing_problems'].flatMap((key) =>
      readMetaProblems(database, key),
    ),
    ...listRecordProblems(database, `instr(problems, '"severity":"error"') > 0`),
  ];
  return {
    files: count('files'),
    stories: count('shown_stories'),
    unpublished: count('unpublished_stories'),
    errors: errors.filter(({ severity }) => severity === 'error').sort(byPlace),
  };
}

/** For whoever has no files to look into. */
const firstLine: FindLine = () => 1;

/**
 * Counts the folder's files and stories and gathers what is wrong with them, in the order of the files.
 * @param findLine where something stands in a file; the index does not know
 */
export function summarizeIndex(database: DatabaseSync, findLine: FindLine = firstLine): LibrarySummary {
  const counts = database
    .prepare(
      `select (select count(*) from files) as files,
         (select count(*) from stories where is_shown = 1) as stories,
         (select count(*) from stories where is_shown = 0) as unpublished,
         (select count(*) from files where category is not null) as skipped`,
    )
    .get();
  const problems = [
    ...['taxonomy_problems', 'archive_problems', 'listing_problems'].flatMap((key) =>
      readMetaProblems(database, key),
    ),
    ...listRecordProblems(database, `problems <> '[]'`),
    ...listFolderNotices(database, findLine),
  ];
  return {
    files: Number(counts?.files),
    stories: Number(counts?.stories),
    unpublished: Number(counts?.unpublished),
    skipped: Number(counts?.skipped),
    problems: problems.sort(byPlace),
  };
}

function byPlace(a: FileProblem, b: FileProblem): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

function readMetaProblems(database: DatabaseSync, key: string): FileProblem[] {
  // Written by this version's indexer.
  return JSON.parse(readMeta(database, key) ?? '[]') as FileProblem[];
}

function listRecordProblems(database: DatabaseSync, condition: string): FileProblem[] {
  return database
    .prepare(
      `select path, problems, exists (select 1 from records where records.path = files.path) as has_story
       from files where ${condition}`,
    )
    .all()
    .flatMap(({ path, problems, has_story }) => {
      // Written by this version's indexer.
      const found = JSON.parse(String(problems)) as Problem[];
      return found.map(({ message, ...problem }) => ({
        file: String(path),
        ...problem,
        message:
          problem.severity === 'error' && has_story === 1
            ? `${message} (its last good version is still shown)`
            : message,
      }));
    });
}

/** What is amiss with records that are good in themselves: a topic that the folder lacks, a link of another file. */
export function listFolderNotices(database: DatabaseSync, findLine: FindLine = firstLine): FileProblem[] {
  return [...listUnknownTopics(database, findLine), ...listSharedLinks(database, findLine)];
}

function listUnknownTopics(database: DatabaseSync, findLine: FindLine): FileProblem[] {
  // Written by this version's indexer.
  const taxonomy = new Taxonomy(JSON.parse(readMeta(database, 'topics') ?? '[]') as Topic[]);
  if (taxonomy.topics.length === 0) return [];
  return database
    .prepare('select path, topics from headlines join stories using (rowid)')
    .all()
    .flatMap(({ path, topics }) =>
      // Written by this version's StoryTable.
      (JSON.parse(String(topics)) as string[])
        .filter((name) => taxonomy.find(name) === undefined)
        .map((name) => ({
          file: String(path),
          line: findLine(String(path), { topic: name }),
          severity: 'notice',
          message: `topics: ${JSON.stringify(name)} is not in topics.yaml; it is kept`,
        })),
    );
}

function listSharedLinks(database: DatabaseSync, findLine: FindLine): FileProblem[] {
  return database
    .prepare(
      `select files.path, stories.path as winner from files join stories on stories.id = files.story_id
       where stories.path <> files.path`,
    )
    .all()
    .map(({ path, winner }) => ({
      file: String(path),
      line: findLine(String(path), 'link'),
      severity: 'notice',
      message: `has the same link as ${winner}, which is newer; this file is not used`,
    }));
}

/** How many shown stories have a date that is still to come. */
export function countNotOutYet(database: DatabaseSync, nowMs: number): number {
  const read = prepared(
    database,
    'select count(*) as count from stories where is_shown = 1 and published_at_ms > ?',
  );
  return Number(read.get(nowMs)?.count);
}
