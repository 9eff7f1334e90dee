import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { backoffMs } from '../../backoff.ts';
import type { Clock } from '../../clock.ts';
import { readFileIfThere } from '../../files/atomic-file.ts';
import type { KnownRecords } from '../../index/known-records.ts';
import { TAXONOMY_FILE, TAXONOMY_MAX_BYTES } from '../../records/content-files.ts';
import type { FileProblem } from '../../story/problem.ts';
import { parseTaxonomy } from '../../topics/parse-taxonomy.ts';
import { TopicFinder } from '../../topics/topic-finder.ts';
import { pullGitSource, removeOtherGitSources } from '../fetch/git-source.ts';
import { RETRY_AFTER_MAX_MS, WebClient, type WebFailure } from '../fetch/web-client.ts';
import type { Dropped } from '../read/item.ts';
import { loadSources, type Source, sourceKey } from '../sources/sources.ts';
import { type IngestState, newSourceState, type SourceState } from '../write/ingest-state.ts';
import { RecordWriter } from '../write/record-writer.ts';
import { StoryAssembler, type StoryReport } from '../write/story-assembler.ts';
import { type Attempt, askSources, FIRST_ATTEMPT, type SourceWatch } from './attempt.ts';
import { readSource, type SourceAnswer } from './source-reader.ts';

/** After a failure the wait doubles, up to this. */
const BACKOFF_MAX_MS = 6 * 3_600_000;
/** A source that has failed for this long is told of, once. */
const TOLD_AFTER_MS = 24 * 3_600_000;

export type RoundOptions = {
  readonly contentDir: string;
  /** Where the clones of git sources lie. */
  readonly gitDir: string;
  readonly state: IngestState;
  readonly records: KnownRecords;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly isPrivateAllowed: boolean;
  /** How often a source is asked that does not say. */
  readonly intervalMs: number;
  /** Ask every source now, unless it asked for rest. */
  readonly isForced?: boolean;
  /** Only this source; its name as it is compared. */
  readonly sourceKey?: string;
  /** Change nothing: no record, no state, no clone. */
  readonly isDryRun?: boolean;
  readonly attempt?: Attempt;
  readonly watch?: SourceWatch<SourceReport>;
};

export type SourceReport = {
  readonly name: string;
  readonly outcome: 'read' | 'unchanged' | 'failed' | 'resting';
  /** Why it failed, or what was wrong with what was read. */
  readonly reason: string | null;
  /** Articles that it lists, those that are AI news, and those of them that were new. */
  readonly listed: number;
  readonly kept: number;
  readonly added: number;
  /** Those that were not kept, by reason. */
  readonly dropped: Dropped;
  /** One of the dates that could not be read. */
  readonly unreadDate: string | null;
};

export type RoundReport = {
  readonly sources: readonly SourceReport[];
  readonly stories: readonly StoryReport[];
  readonly problems: readonly FileProblem[];
};

/**
 * Finds topics by what `topics.yaml` says now.
 * @throws when it is no file, or may not be read: without topics, what is AI news would be dropped
 */
export function loadTopicFinder(contentDir: string): TopicFinder {
  const text = readFileIfThere(join(contentDir, TAXONOMY_FILE), TAXONOMY_MAX_BYTES)?.toString('utf8') ?? '';
  return new TopicFinder(parseTaxonomy(text).topics);
}

/**
 * Asks the sources that are due for what is new and makes records of it. A source that fails, hangs or lies costs
 * the others nothing: each is asked on its own, and what it brings is taken as soon as it is there. Records are written when
 * all were asked, so that the order of answers decides nothing.
 */
export async function runRound(options: RoundOptions): Promise<RoundReport> {
  const { contentDir, state, records, clock, log, signal, isDryRun = false } = options;
  const { attempt = FIRST_ATTEMPT, watch = UNWATCHED } = options;
  const { sources, problems } = loadSources(contentDir);
  const writer = new RecordWriter({ contentDir, records, state, log, isDryRun });
  const assembler = new StoryAssembler({ state, records, writer });
  const client = new WebClient({ clock, signal, ...(options.isPrivateAllowed && { isAllowed: () => true }) });
  const finder = loadTopicFinder(contentDir);
  const stories = new Map<string, StoryReport>();
  const note = (reports: readonly StoryReport[]): void => {
    for (const report of reports) {
      const before = stories.get(report.entry.id)?.outcome;
      const outcome = before === 'created' ? before : report.outcome;
      if (outcome !== 'unchanged') stories.set(report.entry.id, { ...report, outcome });
    }
  };
  // Stories are compared with one another, so their batches are taken one after the other.
  const inTurn = pLimit(1);
  const hostBackoffs = new Map<string, number>();

  /** A fault of ours that one source's answer brings out must not cost the others their round. */
  const toFailure = (error: unknown): WebFailure => {
    log.error({ err: error }, 'a source could not be read; please report this');
    return {
      kind: 'failed',
      reason: error instanceof Error ? error.message : String(error),
      retryAtMs: null,
    };
  };

  const ask = async (source: Source, blame: string | undefined): Promise<SourceReport> => {
    const before = readState(state, source);
    const hostBackoffUntilMs = hostBackoffs.get(new URL(source.address).host) ?? 0;
    if (!isDue(before, source, options) || hostBackoffUntilMs > clock.now()) {
      if (hostBackoffUntilMs > before.nextFetchAtMs)
        await state.saveSource({
          ...before,
          nextFetchAtMs: hostBackoffUntilMs,
          restsUntilMs: hostBackoffUntilMs,
        });
      return { ...NOTHING_LISTED, name: source.name, outcome: 'resting', reason: before.reason };
    }
    const answer =
      blame === undefined
        ? await fetchSource(source, before, { ...options, client, finder, assembler }).catch(toFailure)
        : ({ kind: 'failed', reason: blame, retryAtMs: null } as const);
    if (answer.kind === 'failed' && signal.aborted) throw signal.reason;
    if (answer.kind === 'failed' && answer.retryAtMs !== null) {
      hostBackoffs.set(new URL(source.address).host, answer.retryAtMs);
    }
    let added = 0;
    const notice = answer.kind === 'read' || answer.kind === 'pulled' ? answer.notice : null;
    if (notice !== null) log.info(`source ${source.name}: ${notice}`);
    if (answer.kind === 'read') {
      await inTurn(async () => {
        const known = state.entries.size;
        await assembler.take(source.name, answer.items, clock.now());
        added = state.entries.size - known;
      });
    }
    // Only now: dying before it, the same answer is asked for again.
    await state.saveSource(nextState(before, source, answer, options));
    return {
      name: source.name,
      outcome: answer.kind === 'pulled' ? 'read' : answer.kind,
      reason: answer.kind === 'failed' ? answer.reason : notice,
      ...(answer.kind === 'read' ? summarizeList(answer) : NOTHING_LISTED),
      added,
    };
  };

  try {
    note(await assembler.catchUp(clock.now()));
    const wanted = sources.filter(
      ({ name }) => options.sourceKey === undefined || sourceKey(name) === options.sourceKey,
    );
    const [asked] = await Promise.allSettled([askSources(wanted, attempt, watch, ask)]);
    note(await assembler.writeTaken());
    if (asked.status === 'rejected') throw asked.reason;
    await assembler.forget(clock.now());
    // A mistake in the file must not cost a git source its stories.
    if (!isDryRun && problems.length === 0) {
      const gitSources = sources.filter((source) => source.kind === 'git');
      await removeOtherGitSources(options.gitDir, gitSources);
    }
    return {
      sources: asked.value,
      stories: [...stories.values()],
      problems,
    };
  } finally {
    await client.close();
  }
}

const UNWATCHED: SourceWatch<SourceReport> = { begun: () => {}, asked: () => {} };
const NOTHING_LISTED = { listed: 0, kept: 0, added: 0, dropped: {}, unreadDate: null } as const;

/** What a source lists, in numbers. */
function summarizeList({ listed, items, dropped, unreadDate }: Extract<SourceAnswer, { kind: 'read' }>) {
  return { listed, kept: items.length, dropped, unreadDate };
}

/** A git source's records lie where the library reads them; there is nothing left to take. */
type Pulled = { readonly kind: 'pulled'; readonly notice: string | null };
type FetchParts = RoundOptions & { client: WebClient; finder: TopicFinder; assembler: StoryAssembler };

async function fetchSource(
  source: Source,
  { etag, lastModified, lastFetchAtMs }: SourceState,
  options: FetchParts,
): Promise<SourceAnswer | Pulled> {
  const { client, finder, clock, assembler } = options;
  if (source.kind !== 'git') {
    return readSource(
      source,
      { etag, lastModified },
      { client, finder, clock, lastFetchAtMs, isKnown: (ids) => assembler.isKnown(ids) },
    );
  }
  if (options.isDryRun) return { kind: 'unchanged' };
  const answer = await pullGitSource(source, options.gitDir, options);
  return answer.kind === 'read' ? { kind: 'pulled', notice: answer.notice } : answer;
}

function readState(state: IngestState, { name, address }: Source): SourceState {
  const known = state.sources.get(name);
  // Another address is another source: what its server said of its version says nothing here.
  return known?.address === address ? known : newSourceState(name, address);
}

function isDue(
  { lastFetchAtMs, nextFetchAtMs, restsUntilMs }: SourceState,
  source: Source,
  { clock, isForced, intervalMs }: RoundOptions,
): boolean {
  const nowMs = clock.now();
  const atMs = isForced ? restsUntilMs : nextFetchAtMs;
  if (atMs <= nowMs) return true;
  // What was written by a clock that was ahead must not silence the source until then.
  const longestMs = Math.max(source.interval ?? intervalMs, RETRY_AFTER_MAX_MS);
  return (lastFetchAtMs ?? 0) > nowMs || atMs - nowMs > longestMs;
}

function nextState(
  before: SourceState,
  source: Source,
  answer: SourceAnswer | Pulled,
  { clock, intervalMs, log }: RoundOptions,
): SourceState {
  const nowMs = clock.now();
  const waitMs = source.interval ?? intervalMs;
  if (answer.kind !== 'failed') {
    if (before.isTold) log.info(`source ${source.name}: it answers again`);
    const { etag, lastModified } = answer.kind === 'read' ? answer : before;
    const { listed, kept, dropped, unreadDate } = answer.kind === 'read' ? summarizeList(answer) : before;
    if (unreadDate !== null && before.unreadDate === null) {
      const count = dropped['date not understood'] ?? 0;
      log.warn(
        `source ${source.name}: dates that are not understood, such as ${JSON.stringify(unreadDate)}; ${count} articles with such a date count as old`,
      );
    }
    return {
      ...newSourceState(source.name, source.address),
      etag,
      lastModified,
      listed,
      kept,
      dropped,
      unreadDate,
      lastFetchAtMs: nowMs,
      nextFetchAtMs: nowMs + waitMs,
    };
  }
  const failures = before.failures + 1;
  // Not later than now, should a clock have been ahead.
  const failingSinceMs = Math.min(before.failingSinceMs ?? nowMs, nowMs);
  const isDayOver = nowMs - failingSinceMs >= TOLD_AFTER_MS;
  if (isDayOver && !before.isTold) log.warn(`source ${source.name} has failed for a day: ${answer.reason}`);
  else log.debug(`source ${source.name}: ${answer.reason}`);
  // A source that is asked seldom is not asked more often because it fails.
  const retryMs = backoffMs(failures, { firstMs: waitMs, maxMs: Math.max(waitMs, BACKOFF_MAX_MS) });
  return {
    ...before,
    nextFetchAtMs: Math.max(nowMs + retryMs, answer.retryAtMs ?? 0),
    restsUntilMs: answer.retryAtMs ?? 0,
    failures,
    failingSinceMs,
    reason: answer.reason,
    isTold: before.isTold || isDayOver,
  };
}

/** When the next source is due; null when there is none. */
export function nextDueAtMs(contentDir: string, state: IngestState): number | null {
  const due = loadSources(contentDir).sources.map((source) => readState(state, source).nextFetchAtMs);
  return due.length === 0 ? null : Math.min(...due);
}
