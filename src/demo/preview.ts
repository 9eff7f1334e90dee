import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import open from 'open';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { PreviewState } from '../../sandbox/web/protocol.ts';
import { systemClock } from '../clock.ts';
import { buildStoryCard } from '../discord/cards/story-card.ts';
import { toMessageBody } from '../discord/rest/outgoing.ts';
import { EXIT_MISUSE, FatalError } from '../fatal-error.ts';
import { openIndex } from '../index/database.ts';
import { listFolderNotices } from '../index/summary.ts';
import { FolderWatcher } from '../indexing/folder-watcher.ts';
import { Indexer } from '../indexing/indexer.ts';
import { describeFileError, TAXONOMY_FILE } from '../records/content-files.ts';
import { createLineFinder } from '../records/record-lines.ts';
import type { Problem } from '../story/problem.ts';
import { parseRecord } from '../story/record.ts';
import { type CommandIo, paint, printError, printLine } from '../terminal.ts';
import { openPage } from './open-page.ts';

export type PreviewOptions = { readonly contentDir: string; readonly port?: number; readonly open: boolean };

const PREVIEW_LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;

/**
 * Shows the card of one record in the browser, and anew whenever the file is saved.
 * @returns the exit code
 * @throws FatalError when there is no such file
 */
export async function runPreview(file: string, options: PreviewOptions, io: CommandIo): Promise<number> {
  await using resources = new AsyncDisposableStack();
  const log = (text: string): void => printError(io, text);
  const path = resolve(file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new FatalError(`FILE: expected the file of a record, got ${JSON.stringify(file)}`, EXIT_MISUSE);
  const contentDir = findContentDir(path, options.contentDir);
  const folder = contentDir === undefined ? undefined : resources.use(openFolder(contentDir, io));
  const listeners = new Set<() => void>();
  const watcher = new FolderWatcher(
    systemClock,
    () => {
      for (const listener of listeners) listener();
    },
    log,
  );
  resources.defer(() => watcher.close());
  // The record's own folder, and the one with the taxonomy.
  await watcher.follow([...new Set([dirname(path), contentDir ?? dirname(path)])]);
  const sandbox = resources.adopt(await startSandbox(), (opened) => opened.close());
  const name = contentDir === undefined ? basename(path) : relative(contentDir, path).replaceAll(sep, '/');
  const preview = {
    current: () => previewFile(path, name, () => folder?.listNotices(name) ?? []),
    onChange: (listener: () => void) => void listeners.add(listener),
  };
  const page = await openPage({
    sandbox,
    preview,
    log,
    ...(options.port !== undefined && { port: options.port }),
  });
  resources.defer(() => page.close());
  const url = new URL('/preview', page.url).href;
  printLine(io, `The card of ${file}: ${paint(io, 'bold', url)}. Ctrl-C ends the preview.`);
  if (options.open && io.stdout.isTTY) await open(url);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  return 0;
}

/** The content folder that a record belongs to: the configured one, else the nearest with a taxonomy, else none. */
function findContentDir(path: string, configuredDir: string): string | undefined {
  const configured = resolve(configuredDir);
  if (path.startsWith(configured + sep)) return configured;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, TAXONOMY_FILE))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The other records of a folder, read once; later only what has changed is read. */
function openFolder(contentDir: string, io: CommandIo) {
  const { database } = openIndex(':memory:', contentDir);
  const indexer = new Indexer(database, contentDir);
  indexer.scan({
    onProgress: (filesDone, files) => {
      if (io.stderr.isTTY && filesDone < files) io.stderr.write(`${filesDone} of ${files} files\r`);
    },
  });
  return {
    /** What is amiss with a record because of its folder. */
    listNotices(name: string): Problem[] {
      try {
        indexer.scan();
      } catch (cause) {
        return [error(cause instanceof Error ? cause.message : String(cause))];
      }
      const findLine = createLineFinder(contentDir);
      // The other files need not be looked into.
      const notices = listFolderNotices(database, (file, what) => (file === name ? findLine(file, what) : 1));
      return notices.filter(({ file }) => file === name);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

/** The card that a file makes, and what is wrong with the file: the same as `heatline check` says of it. */
function previewFile(path: string, file: string, listNotices: () => readonly Problem[]): PreviewState {
  const withoutCard = (problems: readonly Problem[]): PreviewState => ({
    file,
    message: null,
    problems: problems.map((problem) => ({ ...problem, file })),
  });
  if (!existsSync(path)) return withoutCard([error('the file does not exist')]);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    return withoutCard([error(describeFileError(cause))]);
  }
  const outcome = parseRecord(bytes);
  if (outcome.kind === 'skipped') {
    const message = `category: ${JSON.stringify(outcome.category)} is not news; the file is skipped`;
    return withoutCard([{ line: 1, severity: 'notice', message }]);
  }
  if (outcome.kind === 'invalid') return withoutCard(outcome.problems);
  const problems = [...outcome.problems, ...listNotices()].sort((a, b) => a.line - b.line);
  const coverage = outcome.story.related.map((article) => ({ kind: 'listed' as const, ...article }));
  const { embeds, components } = toMessageBody(buildStoryCard(outcome.story, coverage, PREVIEW_LOOK));
  return { ...withoutCard(problems), message: { embeds, components } };
}

function error(message: string): Problem {
  return { line: 1, severity: 'error', message };
}
