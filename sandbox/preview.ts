import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { watch } from 'chokidar';
import open from 'open';
import { type CommandIo, paint, printLine } from '../src/cli/io.ts';
import { toMessageBody } from '../src/discord/outgoing.ts';
import { buildStoryCard } from '../src/discord/story-card.ts';
import { describeFileError } from '../src/library/content-files.ts';
import { parseRecord } from '../src/story/record.ts';
import { startSandbox } from './sandbox.ts';
import type { PreviewState } from './web/protocol.ts';
import { startWebPage } from './web/server.ts';

export type PreviewOptions = { readonly port?: number; readonly open: boolean };

const PREVIEW_LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;

/** Shows the card of one record in the browser, and anew whenever the file is saved. @returns the exit code */
export async function runPreview(file: string, options: PreviewOptions, io: CommandIo): Promise<number> {
  await using resources = new AsyncDisposableStack();
  const path = resolve(file);
  const watcher = resources.adopt(watch(path, { ignoreInitial: true }), (opened) => opened.close());
  const sandbox = resources.adopt(await startSandbox(), (opened) => opened.close());
  const preview = {
    current: () => previewFile(path),
    onChange: (listener: () => void) => void watcher.on('all', listener),
  };
  const log = (text: string): void => void io.stderr.write(`${text}\n`);
  const page = await startWebPage({
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

/** The card that a file makes, and what is wrong with the file. */
function previewFile(path: string): PreviewState {
  const file = basename(path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const problem = { file, line: 1, severity: 'error', message: describeFileError(cause) } as const;
    return { file, message: null, problems: [problem] };
  }
  const outcome = parseRecord(bytes);
  if (outcome.kind === 'skipped') {
    const message = `category: ${JSON.stringify(outcome.category)} is not news; the file is skipped`;
    return { file, message: null, problems: [{ file, line: 1, severity: 'notice', message }] };
  }
  const problems = outcome.problems.map((problem) => ({ file, ...problem }));
  if (outcome.kind === 'invalid') return { file, message: null, problems };
  const { related } = outcome.story;
  const coverage = related.map((article) => ({ kind: 'listed' as const, ...article }));
  const { embeds, components } = toMessageBody(buildStoryCard(outcome.story, coverage, PREVIEW_LOOK));
  return { file, message: { embeds, components }, problems };
}
