import { readFileSync, statSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { Library } from '../library/library.ts';
import { describeFileError } from '../records/content-files.ts';
import type { CoverageArticle } from '../search/coverage.ts';
import { RECORD_MAX_BYTES } from '../story/front-matter.ts';
import { formatProblem } from '../story/problem.ts';
import { parseRecord } from '../story/record.ts';
import type { Story } from '../story/story.ts';
import { type CommandIo, formatMinute, printJson, printLine, printNotice, printTable } from '../terminal.ts';
import { withLibrary } from './open-library.ts';

/** A story that was asked for and is not there; the message says what was looked for. */
class NotFoundError extends Error {}

/**
 * Prints the other coverage of a story, then stories on the same subject. The story is named by a record's file, an
 * article's address, or its id.
 * @returns the exit code: 1 when there is no such story
 */
export function relateContent(
  target: string,
  { json, nowMs }: { json?: boolean; nowMs: number },
  config: Config,
  io: CommandIo,
): Promise<number> {
  return withLibrary(config, io, (library) => {
    let story: Story;
    try {
      story = findStory(target, library);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      printNotice(io, error.message);
      return 1;
    }
    const coverage = library.coverageOf(story, nowMs);
    const similar = library.similarTo(story, nowMs);
    if (json) {
      printJson(io, [...coverage, ...similar].map(toDocument));
      return 0;
    }
    printLine(io, `${story.title} (${story.provider.name}, ${formatMinute(story.publishedAtMs)})`);
    if (coverage.length === 0) printLine(io, 'no other coverage');
    printTable(
      io,
      coverage.map((article) => [article.kind, ...toCells(article)]),
    );
    if (similar.length > 0) {
      printLine(io);
      printLine(io, 'on the same subject');
    }
    printTable(io, similar.map(toCells));
    return 0;
  });
}

function toDocument({ title, link, providerName, publishedAtMs, kind }: CoverageArticle) {
  const publishedAt = publishedAtMs === null ? null : new Date(publishedAtMs).toISOString();
  return { title, link, provider: providerName, publishedAt, kind };
}

function toCells({ publishedAtMs, providerName, title }: CoverageArticle): string[] {
  return [publishedAtMs === null ? '-' : formatMinute(publishedAtMs), providerName, title];
}

function findStory(target: string, library: Library): Story {
  const bytes = readRecord(target);
  if (bytes !== null) {
    const outcome = parseRecord(bytes);
    if (outcome.kind === 'story') return outcome.story;
    const problems = outcome.kind === 'invalid' ? outcome.problems : [];
    const lines = problems.map((problem) => formatProblem({ file: target, ...problem }));
    throw new NotFoundError(lines.join('\n') || `${target}: not of the category news`);
  }
  const found = library.getStory(target) ?? library.findByLink(target);
  if (found !== undefined) return found.story;
  throw new NotFoundError(`no record file, article or story id: ${JSON.stringify(target)}`);
}

/** @returns the file's bytes; null when the text names no file */
function readRecord(path: string): Buffer | null {
  // An address names no file, and may be longer than a path can be.
  if (/^https?:\/\//i.test(path)) return null;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    if (stat.size <= RECORD_MAX_BYTES) return readFileSync(path);
  } catch (error) {
    throw new NotFoundError(`${path}: ${describeFileError(error)}`);
  }
  throw new NotFoundError(`${path}: too large for a record`);
}
