import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { Document } from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { createRandom } from '../../tests/faults/random.ts';
import { CORPUS_END_MS, type CorpusStory } from '../corpus.ts';
import { type BenchFolder, withLibrary } from '../folder.ts';
import { type Bar, type Measurement, percentile, timeMs } from '../measurement.ts';
import { type BenchQuery, makeQueries } from '../queries.ts';

const QUERIES = 1_000;
const PLACES = 5;
/** A reference that has had this much time is asked no more; its figures are of the queries that it answered. */
const BUDGET_MS = 8_000;
/** Fewer answers than these say how slow an engine is (Fuse.js at 100,000), but not how good. */
const JUDGED_QUERIES_MIN = 100;
const HALF_LIFE_MS = 12 * 3_600_000;
/** References rank without our filters, so they are asked for more and filtered after. */
const UNFILTERED = 200;

/** An engine's links for a query, best first. */
type Engine = {
  readonly name: string;
  readonly search: (query: BenchQuery) => string[] | Promise<string[]>;
  /** The links that a hit stands for: ours are events. Not timed. */
  readonly linksOf?: (link: string) => string[];
};

/** Subject 3: search beside other engines on the same corpus, each query asked of all of them in turn. */
export function measureSearch(folder: BenchFolder): Promise<Measurement[]> {
  return withLibrary(folder, async (library) => {
    const ours: Engine = {
      name: 'Heatline',
      search: ({ text, provider, topic }) =>
        library
          .search({
            query: text,
            ...(provider !== undefined && { providerKey: provider.toLowerCase() }),
            ...(topic !== undefined && { topicKeys: [topic.toLowerCase()] }),
            nowMs: CORPUS_END_MS,
            sort: 'best',
            halfLifeMs: HALF_LIFE_MS,
            limit: PLACES,
            offset: 0,
          })
          .hits.map(({ story }) => story.link),
      linksOf: (link) => {
        const story = library.findByLink(link)?.story;
        return story === undefined ? [] : library.coverageOf(story, CORPUS_END_MS).map((other) => other.link);
      },
    };
    const shown = folder.stories.filter(({ isPublished }) => isPublished);
    const engines = [ours, ...(await buildReferences(shown))];
    const results = engines.map(() => ({ times: [] as number[], found: [] as boolean[], spentMs: 0 }));
    for (const query of makeQueries(shown, QUERIES, createRandom(7))) {
      for (const [index, engine] of engines.entries()) {
        const result = results[index];
        if (result === undefined || (index > 0 && result.spentMs > BUDGET_MS)) continue;
        let links: string[] = [];
        const tookMs = await timeMs(async () => {
          links = await engine.search(query);
        });
        result.spentMs += tookMs;
        result.times.push(tookMs);
        const shown = links.slice(0, PLACES);
        const told = engine.linksOf === undefined ? [] : shown.flatMap(engine.linksOf);
        result.found.push([...shown, ...told].includes(query.link));
      }
    }
    const shareOf = (found: readonly boolean[]): number => found.filter(Boolean).length / found.length;
    const ourFound = results[0]?.found ?? [];
    const isJudged = shown.length > 90_000;
    return engines.flatMap(({ name }, index): Measurement[] => {
      const { times = [], found = [] } = results[index] ?? {};
      const isOurs = index === 0;
      const bars: Record<'p50' | 'p99', Bar> | null =
        isOurs && isJudged ? { p50: { max: 3 }, p99: { max: 15 } } : null;
      const asked = times.length === QUERIES ? '' : ` (${times.length} queries)`;
      const line = { subject: 'search', stories: folder.stories.length } as const;
      return [
        {
          ...line,
          what: `${name} p50${asked}`,
          value: percentile(times, 0.5),
          unit: 'ms',
          ...(bars && { bar: bars.p50 }),
        },
        {
          ...line,
          what: `${name} p99`,
          value: percentile(times, 0.99),
          unit: 'ms',
          ...(bars && { bar: bars.p99 }),
        },
        {
          ...line,
          what: `${name} in the first ${PLACES}`,
          value: shareOf(found),
          unit: 'share',
          // An engine that ran out of time is compared on the queries that it answered.
          ...(!isOurs && {
            reference: { name: 'Heatline, same queries', value: shareOf(ourFound.slice(0, found.length)) },
            ...(isJudged && found.length >= JUDGED_QUERIES_MIN && { bar: { max: 1 } }),
          }),
        },
      ];
    });
  });
}

async function buildReferences(stories: readonly CorpusStory[]): Promise<Engine[]> {
  const byLink = new Map(stories.map((story) => [story.link, story]));
  const filter = (links: readonly string[], { provider, topic }: BenchQuery): string[] =>
    links.filter((link) => {
      const story = byLink.get(link);
      return (
        (provider === undefined || story?.provider === provider) &&
        (topic === undefined || story?.topics.includes(topic) === true)
      );
    });
  const documents = stories.map(({ link, title, excerpt, provider }) => ({
    id: link,
    title,
    excerpt,
    provider,
  }));
  const fields = ['title', 'excerpt', 'provider'];
  const boost = { title: 4, excerpt: 1, provider: 2 };

  const mini = new MiniSearch({ fields });
  mini.addAll(documents);
  const flex = new Document({
    document: { id: 'id', index: fields.map((field) => ({ field, tokenize: 'forward' as const })) },
  });
  for (const document of documents) flex.add(document);
  const fts = buildBareFts5(documents);
  const engines: Engine[] = [
    {
      name: 'MiniSearch',
      search: (query) =>
        filter(
          mini
            .search(query.text, { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost })
            .slice(0, UNFILTERED)
            .map(({ id }) => String(id)),
          query,
        ),
    },
    {
      name: 'FlexSearch',
      search: (query) => {
        const found = flex.search(query.text, { limit: UNFILTERED, suggest: true });
        return filter([...new Set(found.flatMap(({ result }) => result.map(String)))], query);
      },
    },
    { name: 'bare FTS5', search: (query) => filter(fts(query.text), query) },
  ];
  const orama = create({ schema: { title: 'string', excerpt: 'string', provider: 'string' } as const });
  await insertMultiple(orama, documents);
  const fuse = new Fuse(documents, { keys: fields, ignoreLocation: true, threshold: 0.3 });
  return [
    ...engines,
    {
      name: 'Orama',
      search: async (query) => {
        const found = await searchOrama(orama, { term: query.text, tolerance: 1, limit: UNFILTERED, boost });
        return filter(
          found.hits.map(({ id }) => id),
          query,
        );
      },
    },
    {
      name: 'Fuse.js',
      search: (query) =>
        filter(
          fuse.search(query.text, { limit: UNFILTERED }).map(({ item }) => item.id),
          query,
        ),
    },
  ];
}

/** What an afternoon with SQLite gives: one table, every word a prefix, ranked by bm25. */
function buildBareFts5(
  documents: readonly { id: string; title: string; excerpt: string; provider: string }[],
): (query: string) => string[] {
  const database = new DatabaseSync(':memory:');
  database.exec('create virtual table bare using fts5(id unindexed, title, excerpt, provider); begin');
  const insert = database.prepare('insert into bare values (?, ?, ?, ?)');
  for (const { id, title, excerpt, provider } of documents) insert.run(id, title, excerpt, provider);
  database.exec('commit');
  const search = database.prepare('select id from bare where bare match ? order by rank limit ?');
  return (query) =>
    search
      .all(
        query
          .split(' ')
          .map((word) => `"${word}"*`)
          .join(' '),
        UNFILTERED,
      )
      .map(({ id }) => String(id));
}
