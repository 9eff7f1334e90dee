import { whenAborted } from '../abort.ts';
import { systemClock } from '../clock.ts';
import { type Config, ConfigError, requireContentDir } from '../config.ts';
import { scheduleIngest } from '../ingest/round/ingest-schedule.ts';
import { IngestBusyError, runTask } from '../ingest/round/ingest-task.ts';
import type { RoundReport } from '../ingest/round/round.ts';
import { loadSources, SOURCES_FILE, sourceKey } from '../ingest/sources/sources.ts';
import { rateHeat, toCoverage } from '../ingest/write/heat.ts';
import type { StoryReport } from '../ingest/write/story-assembler.ts';
import { Library } from '../library/library.ts';
import { createLog } from '../log.ts';
import { formatProblem } from '../story/problem.ts';
import {
  type CommandIo,
  formatCount,
  paint,
  printJson,
  printLine,
  printNotice,
  printTable,
} from '../terminal.ts';
import { explainHeat } from './explain-heat.ts';
import { withLibrary } from './open-library.ts';
import { describeDropped } from './sources.ts';

export type IngestCommandOptions = {
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly source?: string;
  readonly explain?: string;
  readonly json?: boolean;
  /** What the clock says at the beginning; without it, the machine's time. */
  readonly nowMs?: number;
};

/** Asks the sources and makes records of what is new: once, or on schedule until it is told to end. @returns the exit code */
export function ingestContent(options: IngestCommandOptions, config: Config, io: CommandIo): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  if (options.explain !== undefined) return explainHeat(options.explain, options, config, io);
  const { sources } = loadSources(config.contentDir);
  const wanted = options.source === undefined ? undefined : sourceKey(options.source);
  if (wanted !== undefined && !sources.some(({ name }) => sourceKey(name) === wanted)) {
    const names = sources.map(({ name }) => name).join(', ') || 'none';
    throw new ConfigError(
      `--source: expected a name of ${SOURCES_FILE} (${names}), got ${JSON.stringify(options.source)}`,
    );
  }
  const { once, dryRun, json, nowMs } = options;
  // A clock of its own is for one round.
  const isOnce = once || dryRun || json || wanted !== undefined || nowMs !== undefined;
  return isOnce ? runOnce(options, wanted, config, io) : runOnSchedule(config, io);
}

async function runOnSchedule(config: Config, io: CommandIo): Promise<number> {
  const log = createLog({ level: config.logLevel, stream: io.stderr, secrets: [config.discordToken ?? ''] });
  const library = new Library({ ...config, isWatching: true, log });
  try {
    await library.whenCompared();
    const stop = scheduleIngest({ config, clock: systemClock, log });
    await whenAborted(io.signal);
    await stop();
    return 0;
  } finally {
    await library.close();
  }
}

async function runOnce(
  options: IngestCommandOptions,
  wanted: string | undefined,
  config: Config,
  io: CommandIo,
): Promise<number> {
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [config.discordToken ?? ''] });
  if (io.stderr.isTTY) io.stderr.write('asking the sources …\r');
  try {
    const { nowMs, dryRun: isDryRun = false } = options;
    const task = { isForced: true, isDryRun, nowMs, ...(wanted !== undefined && { sourceKey: wanted }) };
    const { nextDueAtMs: _, ...report } = await withLibrary(config, io, () =>
      runTask('round', task, config, { log, signal: io.signal }),
    );
    if (options.json) printJson(io, toJson(report));
    else printReport(report, options.dryRun ?? false, io);
    const asked = report.sources.filter(({ outcome }) => outcome !== 'resting');
    const isNoneRead = asked.length > 0 && asked.every(({ outcome }) => outcome === 'failed');
    return report.problems.length > 0 || isNoneRead ? 1 : 0;
  } catch (error) {
    if (io.signal.aborted) {
      printNotice(io, 'ended early: what was brought in stays, the rest comes the next time');
      return 1;
    }
    if (!(error instanceof IngestBusyError)) throw error;
    printNotice(io, error.message);
    return 1;
  }
}

const OUTCOMES = {
  created: 'new',
  changed: 'changed',
  unchanged: 'same',
  'deleted-by-person': 'deleted',
  'left-to-person': 'left',
} as const satisfies Record<StoryReport['outcome'], string>;

function printReport({ sources, stories, problems }: RoundReport, isDryRun: boolean, io: CommandIo): void {
  const rows = stories
    .map((story) => ({ story, heat: rateStory(story).heat }))
    .sort((a, b) => b.heat - a.heat || (a.story.entry.item.title < b.story.entry.item.title ? -1 : 1))
    .map(({ story, heat }) => {
      const { item } = story.entry;
      const outlets = story.coverage.length === 0 ? '' : `+${story.coverage.length}`;
      return [
        OUTCOMES[story.outcome],
        `heat ${heat}`,
        outlets,
        item.topics.join(', '),
        item.provider.name,
        item.title,
      ];
    });
  printTable(io, rows);
  for (const source of sources) {
    const { name, outcome, reason } = source;
    const dropped = outcome === 'read' ? describeDropped(source) : null;
    if (dropped !== null) printLine(io, `${paint(io, 'yellow', 'look at')}  ${name}: ${dropped}`);
    if (outcome === 'failed') printLine(io, `${paint(io, 'red', 'failed')}  ${name}: ${reason}`);
    if (outcome === 'read' && reason !== null) printLine(io, `notice  ${name}: ${reason}`);
    if (outcome === 'resting') printLine(io, `resting  ${name}: its server asked for a pause`);
  }
  for (const problem of problems) printLine(io, `${paint(io, 'red', 'error')}  ${formatProblem(problem)}`);
  const count = (outcome: string): number => stories.filter((story) => story.outcome === outcome).length;
  const failed = sources.filter(({ outcome }) => outcome === 'failed').length;
  if (sources.length === 0) {
    printLine(io, `no sources: add entries to ${SOURCES_FILE}, or run: heatline sources add URL`);
    return;
  }
  const end = isDryRun ? '; nothing was written' : '';
  printLine(
    io,
    `${formatCount(sources.length, 'source', 'sources')}, ${failed} failed: ${formatCount(count('created'), 'new story', 'new stories')}, ${count('changed')} changed${end}`,
  );
}

function toJson({ sources, stories, problems }: RoundReport) {
  return {
    sources,
    stories: stories.map((story) => {
      const { id, item, path, sourceName } = story.entry;
      const { heat, quality, isPublished } = rateStory(story);
      return {
        outcome: story.outcome,
        id,
        title: item.title,
        link: item.link,
        publishedAt: new Date(item.publishedAtMs).toISOString(),
        provider: item.provider.name,
        source: sourceName,
        topics: item.topics,
        quality,
        heat,
        published: isPublished,
        coverage: story.coverage.map(({ link }) => link),
        path,
      };
    }),
    problems,
  };
}

function rateStory({ entry, coverage }: StoryReport) {
  return rateHeat(entry.item, coverage.map(toCoverage));
}
