import type { DatabaseSync } from 'node:sqlite';
import type { HeatPart } from '../events/coverage-heat.ts';
import { rateEventHeat } from '../events/event-heat.ts';
import { countStoriesWith } from '../index/spelling-table.ts';
import { preferredRowid } from '../index/story-rowid.ts';
import { splitWords } from '../language/words.ts';
import { prepared } from '../sqlite/statements.ts';
import { articleIdOf } from '../story/article-key.ts';
import { hashLink } from '../story/links.ts';
import type { Story } from '../story/story.ts';
import { countShownStories } from './search-scope.ts';

/**
 * Another article on the same story. `listed`: the record names it; `same-story`: a story of the library in the
 * same cluster; `similar`: a story about much the same, though not the same event.
 */
export type CoverageArticle = {
  readonly kind: 'listed' | 'same-story' | 'similar';
  readonly title: string;
  readonly link: string;
  readonly providerName: string;
  readonly publishedAtMs: number | null;
};

/**
 * The other coverage of a story, newest first, no article twice, the story itself not among it. An article that
 * is both listed and a story of the library comes once, as listed, with the library's (kept up) texts.
 */
export function findCoverage(database: DatabaseSync, story: Story, nowMs: number): CoverageArticle[] {
  const articles = new Map<string, CoverageArticle>();
  for (const article of story.related) {
    const { title, link, providerName, publishedAtMs } = article;
    articles.set(hashLink(article.canonicalLink), {
      kind: 'listed',
      title,
      link,
      providerName,
      publishedAtMs,
    });
  }
  const members = prepared(
    database,
    `select story, is_shown from stories join records using (path) where published_at_ms <= ?1
       and (id in (select value from json_each(?2))
         or (is_shown and cluster_id = (select cluster_id from stories where id = ?3)))`,
  ).all(nowMs, JSON.stringify([...articles.keys()]), story.id);
  const articleId = articleIdOf(story.canonicalLink);
  for (const row of members) {
    // Written by this version's indexer, see StoryTable.
    const member = JSON.parse(String(row.story)) as Story;
    const isItself = member.title === story.title && articleIdOf(member.canonicalLink) === articleId;
    // What an editor holds back is not shown by the way of another record's list either.
    if (row.is_shown === 0 || isItself) articles.delete(member.id);
    else articles.set(member.id, toArticle(articles.get(member.id)?.kind ?? 'same-story', member));
  }
  articles.delete(story.id);
  return [...articles.values()].sort(
    (a, b) => (b.publishedAtMs ?? 0) - (a.publishedAtMs ?? 0) || (a.link < b.link ? -1 : 1),
  );
}

/** The outlets that tell a story, each once, its own first: whoever names or counts them, from its coverage. */
export function listOutlets(
  { provider }: Pick<Story, 'provider'>,
  coverage: readonly CoverageArticle[],
): string[] {
  const names = new Map([[provider.name.toLowerCase(), provider.name]]);
  for (const { kind, providerName } of coverage) {
    const key = providerName.toLowerCase();
    if (kind !== 'similar' && !names.has(key)) names.set(key, providerName);
  }
  return [...names.values()];
}

/** The heat of the event that a story leads: its own, and what its coverage adds that is not in it already. */
export type EventHeat = {
  /** Null where the record has none. */
  readonly heat: number | null;
  readonly own: number | null;
  readonly parts: readonly HeatPart[];
};

/** @param coverage of the story, as `findCoverage` gives it */
export function rateEvent(story: Story, coverage: readonly CoverageArticle[]): EventHeat {
  const others = coverage.flatMap(({ kind, providerName, publishedAtMs }) =>
    kind === 'same-story' && publishedAtMs !== null ? [{ providerName, publishedAtMs }] : [],
  );
  const { added, parts } = rateEventHeat(story, others);
  return { heat: story.heat === null ? null : story.heat + added, own: story.heat, parts };
}

/** A word in more of the collection's stories than this tells nothing of what a story is about. */
const TELLING_WORD_MAX_SHARE = 0.05;
/** The rarest words of a headline say what it is about; the others cost more than they tell. */
const TELLING_WORDS_MAX = 8;
const SHARED_WORDS_MIN = 2;
const SIMILAR_MAX = 5;
/** Of the stories with a word, so many before and after the story are looked at, the nearest in time. */
const NEIGHBOURS_EACH_SIDE = 200;

/**
 * Stories that share at least two distinctive words with the story's headline, those with the rarest first. Its own
 * coverage is not among them.
 */
export function findSimilar(database: DatabaseSync, story: Story, nowMs: number): CoverageArticle[] {
  const stories = countShownStories(database);
  const distinctive = [...new Set(splitWords(story.title))]
    .map((word) => ({ word, count: countStoriesWith(database, word) }))
    .filter(({ count }) => count > 0 && count <= Math.max(SHARED_WORDS_MIN, stories * TELLING_WORD_MAX_SHARE))
    .sort((a, b) => a.count - b.count)
    .slice(0, TELLING_WORDS_MAX);
  const scores = new Map<number, { words: number; score: number }>();
  const own = preferredRowid(story.publishedAtMs, story.id);
  const before = prepared(
    database,
    'select rowid from words where words match ? and rowid <= ? order by rowid desc limit ?',
  );
  const after = prepared(
    database,
    'select rowid from words where words match ? and rowid > ? order by rowid limit ?',
  );
  for (const { word, count } of distinctive) {
    for (const side of [before, after]) {
      for (const { rowid } of side.all(`"${word}"`, own, NEIGHBOURS_EACH_SIDE)) {
        const { words, score } = scores.get(Number(rowid)) ?? { words: 0, score: 0 };
        scores.set(Number(rowid), { words: words + 1, score: score + Math.log(stories / count) });
      }
    }
  }
  const best = [...scores]
    .filter(([, { words }]) => words >= SHARED_WORDS_MIN)
    .sort(([a, { score: scoreA }], [b, { score: scoreB }]) => scoreB - scoreA || a - b);

  const excluded = new Set([story.canonicalLink, ...story.related.map(({ canonicalLink }) => canonicalLink)]);
  const read = prepared(
    database,
    `select story from stories join records using (path) where stories.rowid = ?1 and published_at_ms <= ?2
     and cluster_id is not (select cluster_id from stories where id = ?3)`,
  );
  const similar: CoverageArticle[] = [];
  for (const [rowid] of best) {
    const row = read.get(rowid, nowMs, story.id);
    // Written by this version's indexer, see StoryTable.
    const other = row === undefined ? null : (JSON.parse(String(row.story)) as Story);
    if (other !== null && !excluded.has(other.canonicalLink)) similar.push(toArticle('similar', other));
    if (similar.length === SIMILAR_MAX) break;
  }
  return similar;
}

function toArticle(
  kind: CoverageArticle['kind'],
  { title, link, provider, publishedAtMs }: Story,
): CoverageArticle {
  return { kind, title, link, providerName: provider.name, publishedAtMs };
}
