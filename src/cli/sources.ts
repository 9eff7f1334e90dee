import { join } from 'node:path';
import { type Config, requireContentDir } from '../config.ts';
import { WEEK_MS } from '../duration.ts';
import { readFileIfThere, writeFileAtomically } from '../files/atomic-file.ts';
import { DROP_REASONS, type Dropped } from '../ingest/read/item.ts';
import { runTask } from '../ingest/round/ingest-task.ts';
import { appendSource, loadSources, SOURCES_FILE, SOURCES_MAX_BYTES } from '../ingest/sources/sources.ts';
import { rateHeat } from '../ingest/write/heat.ts';
import { IngestState } from '../ingest/write/ingest-state.ts';
import { createLog } from '../log.ts';
import { formatProblem } from '../story/problem.ts';
import {
  type CommandIo,
  formatMinute,
  paint,
  printJson,
  printLine,
  printNotice,
  printTable,
} from '../terminal.ts';

/** Prints the sources with how they are. @returns the exit code: 1 when the file has mistakes */
export async function listSources(
  { json, nowMs }: { json?: boolean; nowMs: number },
  config: Config,
  io: CommandIo,
): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  const { sources, problems } = loadSources(config.contentDir);
  const state = await IngestState.open(config.stateUrl);
  await state.close();
  const fromMs = nowMs - WEEK_MS;
  const perWeek = new Map<string, number>();
  for (const { sourceName, firstSeenAtMs } of state.entries.values()) {
    if (firstSeenAtMs > fromMs) perWeek.set(sourceName, (perWeek.get(sourceName) ?? 0) + 1);
  }
  const rows = sources.map((source) => {
    const known = state.sources.get(source.name);
    const isCurrent = known?.address === source.address;
    return {
      name: source.name,
      kind: source.kind,
      address: source.address,
      lastFetchAt:
        isCurrent && known.lastFetchAtMs !== null ? new Date(known.lastFetchAtMs).toISOString() : null,
      // A git source's stories are read where they lie: none of them is counted here.
      storiesPerWeek: source.kind === 'git' ? null : (perWeek.get(source.name) ?? 0),
      failures: isCurrent ? known.failures : 0,
      failingSince:
        isCurrent && known.failingSinceMs !== null ? new Date(known.failingSinceMs).toISOString() : null,
      reason: isCurrent ? known.reason : null,
      listed: isCurrent ? known.listed : 0,
      kept: isCurrent ? known.kept : 0,
      dropped: isCurrent ? known.dropped : {},
      unreadDate: isCurrent ? known.unreadDate : null,
    };
  });
  if (json) {
    printJson(io, { sources: rows, problems });
  } else {
    printTable(io, [
      ...(rows.length > 0
        ? [['source', 'kind', 'last fetch (UTC)', 'a week', 'state'].map((text) => paint(io, 'dim', text))]
        : []),
      ...rows.map((row) => [
        row.name,
        row.kind,
        row.lastFetchAt === null ? 'never' : formatMinute(Date.parse(row.lastFetchAt)),
        row.storiesPerWeek === null ? '-' : String(row.storiesPerWeek),
        describeState(row),
      ]),
    ]);
    for (const problem of problems) printLine(io, `${paint(io, 'red', 'error')}  ${formatProblem(problem)}`);
    if (rows.length === 0)
      printLine(io, `no sources yet: heatline sources add URL writes one to ${SOURCES_FILE}`);
  }
  return problems.length > 0 ? 1 : 0;
}

function describeState(row: {
  failures: number;
  failingSince: string | null;
  reason: string | null;
  lastFetchAt: string | null;
  listed: number;
  kept: number;
  dropped: Dropped;
  unreadDate: string | null;
}): string {
  if (row.failures > 0 && row.failingSince !== null) {
    const times = row.failures === 1 ? 'once' : `${row.failures} times`;
    return `failed ${times} since ${formatMinute(Date.parse(row.failingSince))}: ${row.reason}`;
  }
  if (row.lastFetchAt === null) return 'not asked yet';
  return describeDropped(row) ?? 'fine';
}

/** What a person should know of what a source lists: that nothing of it is kept, or dates that are not understood. */
export function describeDropped({
  listed,
  kept,
  dropped,
  unreadDate,
}: {
  readonly listed: number;
  readonly kept: number;
  readonly dropped: Dropped;
  readonly unreadDate: string | null;
}): string | null {
  const reasons = DROP_REASONS.flatMap((reason) => {
    const count = dropped[reason] ?? 0;
    return count === 0 ? [] : [`${count} ${reason}`];
  });
  const example = unreadDate === null ? '' : ` (such as ${JSON.stringify(unreadDate)})`;
  if (listed > 0 && kept === 0)
    return `none of its ${listed} articles is kept: ${reasons.join(', ')}${example}`;
  const isOdd = ODD_REASONS.some((reason) => (dropped[reason] ?? 0) > 0);
  return isOdd ? `${kept} of ${listed} articles kept: ${reasons.join(', ')}${example}` : null;
}

/** That some are too old, or not about AI, is as it should be. */
const ODD_REASONS = ['no link', 'no title', 'date not understood'] as const;

/** Finds the feed of a page, shows what it would bring, and writes it to the file. @returns the exit code */
export async function addSource(
  address: string,
  { json }: { json?: boolean },
  config: Config,
  io: CommandIo,
): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [config.discordToken ?? ''] });
  const [found] = (await runTask('discover', { address }, config, { log, signal: io.signal })).sources;
  if (found === undefined || found.kind === 'none') {
    printNotice(io, found?.reason ?? `${address}: no answer`);
    return 1;
  }
  const { sources } = loadSources(config.contentDir);
  const twin = sources.find(
    (source) => source.address === found.source.address || source.name === found.source.name,
  );
  if (twin !== undefined) {
    printNotice(io, `${SOURCES_FILE} has it already: ${twin.name}, ${twin.address}`);
    return 1;
  }
  const path = join(config.contentDir, SOURCES_FILE);
  const before = readFileIfThere(path, SOURCES_MAX_BYTES);
  const text = before?.toString('utf8') ?? '';
  const { name, address: feed, provider } = found.source;
  await writeFileAtomically(
    path,
    appendSource(text, { name, kind: 'feed', address: feed, provider }),
    before,
  );
  if (json) {
    printJson(io, {
      ...found,
      items: found.items.map(({ item }) => ({
        title: item.title,
        link: item.link,
        topics: item.topics,
        heat: rateHeat(item, []).heat,
      })),
    });
    return 0;
  }
  printTable(
    io,
    found.items.map(({ item }) => [
      formatMinute(item.publishedAtMs),
      `heat ${rateHeat(item, []).heat}`,
      item.topics.join(', '),
      item.title,
    ]),
  );
  printLine(io, `${name}: ${found.items.length} of the ${found.listed} articles of ${feed} are AI news`);
  for (const other of found.others) printLine(io, `the page has another feed: ${other}`);
  printLine(io, `written to ${path}; its weight, topics and interval are yours to add (docs/content.md)`);
  return 0;
}
