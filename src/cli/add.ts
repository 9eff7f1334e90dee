import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ReplayClock } from '../clock.ts';
import { type Config, requireContentDir } from '../config.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { openIndexReader } from '../index/database.ts';
import { findStoryIds } from '../index/find-story.ts';
import { KnownRecords } from '../index/known-records.ts';
import { readArticlePage } from '../ingest/read/article-page.ts';
import { decodeDocument } from '../ingest/read/charset.ts';
import { type CleanedItem, cleanItem } from '../ingest/read/clean-item.ts';
import { isWebPage } from '../ingest/read/html.ts';
import { loadTopicFinder } from '../ingest/round/round.ts';
import { type ArticleSource, loadSources, parseSources } from '../ingest/sources/sources.ts';
import { composeFields, recordPath } from '../ingest/write/compose-record.ts';
import { PUBLISHED_MIN_HEAT } from '../ingest/write/heat.ts';
import type { RecordFields } from '../records/record-fields.ts';
import { writeRecordText } from '../records/record-text.ts';
import { hostWithoutPrefix } from '../story/links.ts';
import { type CommandIo, formatMinute, paint, printJson, printLine } from '../terminal.ts';
import { withLibrary } from './open-library.ts';
import { openWebClient } from './open-web-client.ts';

export type AddOptions = {
  readonly hold?: boolean;
  readonly heat?: number;
  readonly topics?: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly nowMs: number;
};

/**
 * Writes a record of an article that an editor names, from what its own page says. One that is there already is not
 * written again. @returns the exit code: 1 when nothing was written
 */
export function addArticle(url: string, options: AddOptions, config: Config, io: CommandIo): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  return withLibrary(config, io, async () => {
    const database = openIndexReader(config.libraryPath);
    try {
      const findKnown = (link: string): string | null => {
        const [id] = findStoryIds(database, link);
        return id === undefined
          ? null
          : (new KnownRecords(database).findFile(id) ?? 'a git source or the archive');
      };
      const fail = (message: string): number => {
        io.stderr.write(`${message}\n`);
        return 1;
      };
      const known = findKnown(url);
      if (known !== null) return fail(`there is a record of it already: ${known}`);
      const found = await readArticle(url, options, config, io);
      if (typeof found === 'string') return fail(found);
      const again = findKnown(found.item.link);
      if (again !== null) return fail(`there is a record of it already: ${again}`);
      const fields = composeRecord(found, options);
      const path = choosePath(found, config);
      if (!options.dryRun)
        await writeFileAtomically(join(config.contentDir, path), writeRecordText(fields), null);
      if (options.json) printJson(io, { path, written: !options.dryRun, record: fields });
      else printCard(found, fields, options.dryRun ? null : path, io);
      return 0;
    } finally {
      database.close();
    }
  });
}

/** @returns the article, or in a sentence why there is none */
async function readArticle(
  url: string,
  { nowMs }: AddOptions,
  config: Config,
  io: CommandIo,
): Promise<CleanedItem | string> {
  const clock = new ReplayClock(nowMs);
  const client = openWebClient(config, io, clock);
  try {
    const answer = await client.get(url);
    if (answer.kind !== 'read') return `${url}: ${answer.kind === 'failed' ? answer.reason : 'no answer'}`;
    const html = decodeDocument(answer.bytes, answer.contentType);
    if (!isWebPage(html)) return `${url}: this is no web page; give the address of an article`;
    const raw = readArticlePage(html, answer.url);
    const source = findSource(answer.url, config);
    const finder = loadTopicFinder(config.contentDir);
    // A source that we know names its outlet better than the page does.
    const item = cleanItem(
      source.provider === undefined ? raw : { ...raw, provider: null },
      source,
      finder,
      clock.now(),
    );
    return item ?? `${url}: the page names no headline; write the record by hand (docs/records.md)`;
  } finally {
    await client.close();
  }
}

/** The source whose outlet the address is of; without one, an ordinary outlet. */
function findSource(url: string, { contentDir }: Config): ArticleSource {
  const host = hostWithoutPrefix(new URL(url));
  const known = loadSources(contentDir).sources.find(
    (source) => source.kind !== 'git' && source.provider?.domain === host,
  );
  if (known !== undefined && known.kind !== 'git') return known;
  const [source] = parseSources(JSON.stringify([{ name: host, address: url }])).sources;
  if (source === undefined || source.kind === 'git') throw new Error(`no source can be made of ${host}`);
  return source;
}

/** Who adds an article wants it shown: it is published, and hot enough for a channel, unless told otherwise. */
function composeRecord({ item }: CleanedItem, { hold, heat, topics }: AddOptions): RecordFields {
  const fields = composeFields(topics === undefined ? item : { ...item, topics }, []);
  return {
    ...fields,
    heat: heat ?? Math.max(Number(fields.heat), PUBLISHED_MIN_HEAT),
    published: true,
    ...(hold && { hold: true }),
  };
}

function choosePath({ item, storyId }: CleanedItem, { contentDir }: Config): string {
  const path = recordPath(item, storyId);
  return existsSync(join(contentDir, path)) ? path.replace(/\.md$/, `-${storyId}.md`) : path;
}

function printCard(
  { item, isDated, unreadDate }: CleanedItem,
  fields: RecordFields,
  path: string | null,
  io: CommandIo,
): void {
  const { title, provider, publishedAtMs, excerpt, image } = item;
  const topics = Array.isArray(fields.topics) ? fields.topics.join(', ') : '';
  printLine(io, paint(io, 'bold', title));
  printLine(
    io,
    [provider.name, formatMinute(publishedAtMs), `heat ${fields.heat}`, topics]
      .filter((part) => part !== '')
      .join(' · '),
  );
  if (excerpt !== '') printLine(io, excerpt);
  printLine(io, image === null ? 'no picture' : `picture: ${image.url}`);
  if (!isDated) {
    const why =
      unreadDate === null
        ? 'the page names no date'
        : `its date is not understood: ${JSON.stringify(unreadDate)}`;
    printLine(io, `${why}; it counts as of now`);
  }
  printLine(
    io,
    path === null
      ? 'nothing was written (--dry-run)'
      : `written to ${path}${fields.hold === true ? ', held back' : ''}`,
  );
}
