import type { Config } from '../config.ts';
import type { NameCount } from '../index/name-counts.ts';
import type { SearchSort } from '../search/search.ts';
import {
  type CommandIo,
  formatCount,
  formatMinute,
  formatOutlets,
  paint,
  printJson,
  printLine,
  printNotice,
  printTable,
} from '../terminal.ts';
import { findNearestNames } from '../topics/nearest-names.ts';
import { withLibrary } from './open-library.ts';

export type SearchOptions = {
  readonly topic?: string;
  readonly provider?: string;
  readonly sinceMs?: number;
  readonly sort?: SearchSort;
  readonly limit: number;
  readonly nowMs: number;
  readonly json?: boolean;
};

/** Searches as `/news` does. @returns the exit code */
export function searchContent(
  query: string,
  options: SearchOptions,
  config: Config,
  io: CommandIo,
): Promise<number> {
  return withLibrary(config, io, (library) => {
    const { topic, provider, sinceMs, limit, nowMs, json } = options;
    const providerKey = provider?.toLowerCase();
    const { hits, total } = library.search({
      query,
      ...(topic !== undefined && { topicKeys: library.taxonomy.familyKeys(topic) }),
      ...(providerKey !== undefined && { providerKey }),
      ...(sinceMs !== undefined && { sinceMs: nowMs - sinceMs }),
      nowMs,
      sort: options.sort ?? (query.trim() === '' ? 'hot' : 'best'),
      halfLifeMs: config.news.halfLifeMs,
      limit,
      offset: 0,
    });
    // With --json, stdout is one document; what a person should know goes beside it.
    const hint = (text: string): void => (json ? printNotice : printLine)(io, text);
    if (json) {
      printJson(
        io,
        hits.map(({ story, heat, outlets, score }) => ({
          id: story.id,
          title: story.title,
          link: story.link,
          provider: story.provider.name,
          outlets,
          topics: story.topics,
          publishedAt: new Date(story.publishedAtMs).toISOString(),
          heat,
          score,
        })),
      );
    } else {
      printTable(
        io,
        hits.map(({ story, heat, outlets }) => [
          formatMinute(story.publishedAtMs),
          heat === null ? '-' : String(heat),
          formatOutlets(outlets),
          story.title,
        ]),
      );
      const shown = hits.length < total ? `, the first ${hits.length} shown (--limit)` : '';
      printLine(io, paint(io, 'dim', `${formatCount(total, 'story', 'stories')}${shown}`));
    }
    if (total === 0 && topic !== undefined && library.taxonomy.find(topic) === undefined) {
      suggest('Topics', topic, library.listTopicCounts(nowMs), hint);
    }
    if (total === 0 && provider !== undefined) {
      suggest('Providers', provider, library.listProviderCounts(nowMs), hint);
    }
    return 0;
  });
}

/** Names the nearest to a name that is not there. */
function suggest(
  kind: 'Topics' | 'Providers',
  typed: string,
  counts: readonly NameCount[],
  hint: (text: string) => void,
): void {
  const names = counts.map(({ name }) => name);
  if (names.some((name) => name.toLowerCase() === typed.toLowerCase())) return;
  hint(`${kind} like "${typed}": ${findNearestNames(typed, names, 3).join(', ') || 'none'}`);
}
