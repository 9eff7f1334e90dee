import { join } from 'node:path';
import { ReplayClock } from '../clock.ts';
import { type Config, requireContentDir } from '../config.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { openIndexReader } from '../index/database.ts';
import { findStoryIds } from '../index/find-story.ts';
import { KnownRecords } from '../index/known-records.ts';
import type { CleanedItem } from '../ingest/read/clean-item.ts';
import { chooseArticlePath, composeArticle, readArticle } from '../ingest/round/article-record.ts';
import type { RecordFields } from '../records/record-fields.ts';
import { writeRecordText } from '../records/record-text.ts';
import { type CommandIo, formatMinute, paint, printJson, printLine, printNotice } from '../terminal.ts';
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
        printNotice(io, message);
        return 1;
      };
      const known = findKnown(url);
      if (known !== null) return fail(`there is a record of it already: ${known}`);
      const found = await readPage(url, options, config, io);
      if (typeof found === 'string') return fail(found);
      const again = findKnown(found.item.link);
      if (again !== null) return fail(`there is a record of it already: ${again}`);
      const { hold: isHeldBack = false, heat, topics } = options;
      const fields = composeArticle(found, { isHeldBack, heat, topics });
      const path = chooseArticlePath(found, config.contentDir);
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

async function readPage(
  url: string,
  { nowMs }: AddOptions,
  config: Config,
  io: CommandIo,
): Promise<CleanedItem | string> {
  const client = openWebClient(config, io, new ReplayClock(nowMs));
  try {
    return await readArticle(url, { client, contentDir: config.contentDir, nowMs });
  } finally {
    await client.close();
  }
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
