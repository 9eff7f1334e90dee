import fc from 'fast-check';
import { decodeDocument } from '../../../src/ingest/read/charset.ts';
import { cleanItem } from '../../../src/ingest/read/clean-item.ts';
import { FeedError, readFeed } from '../../../src/ingest/read/feed-items.ts';
import type { RawItem } from '../../../src/ingest/read/item.ts';
import { readJsonPage } from '../../../src/ingest/read/json-items.ts';
import { tellApart } from '../../../src/ingest/read/page-entries.ts';
import { parseSources } from '../../../src/ingest/sources/sources.ts';
import { parseTaxonomy } from '../../../src/topics/parse-taxonomy.ts';
import { TopicFinder } from '../../../src/topics/topic-finder.ts';
import { FEEDS, readFiles } from '../corpus.ts';
import { assertComposes } from '../invariants.ts';
import { mutated } from '../mutations.ts';
import type { Target } from '../target.ts';

export const PAGE_URL = 'https://example.com/news/feed.xml';
const NOW_MS = Date.parse('2026-11-25T09:00:00Z');
/** Each of a document is cleaned; of so many the record is written and read too. */
const COMPOSED_MAX = 5;

const TYPES = [
  'application/xml',
  'text/xml; charset=iso-8859-1',
  'text/html; charset=shift_jis',
  'a;charset=utf-16',
  '',
];

/** What becomes of items: articles, and of those records that can be read. */
export function openItems(): (raws: readonly RawItem[]) => void {
  const [source] = parseSources('[{name: Source, address: "https://example.com/feed", about: ai}]').sources;
  if (source === undefined || source.kind === 'git') throw new Error('the source cannot be read');
  const finder = new TopicFinder(parseTaxonomy(readFiles('content/topics.yaml', 1).join('')).topics);
  return (raws) => {
    const cleaned = tellApart(raws).flatMap((raw) => cleanItem(raw, source, finder, NOW_MS) ?? []);
    for (const { item } of cleaned) finder.isAiNews(item.title, item.excerpt);
    for (const { item } of cleaned.slice(0, COMPOSED_MAX)) assertComposes(item);
  };
}

/** What a server answers where a feed, or a JSON source, should be. */
export const feeds: Target = {
  name: 'feeds',
  inputs: fc.tuple(fc.constantFrom(...TYPES), mutated(FEEDS)).map(([type, body]) => `${type}\n${body}`),
  open: () => {
    const take = openItems();
    return (input) => {
      const end = input.indexOf('\n');
      const text = decodeDocument(Buffer.from(input.slice(end + 1), 'latin1'), input.slice(0, end));
      for (const read of [readFeed, readJsonPage]) {
        try {
          take(read(text, PAGE_URL).items);
        } catch (error) {
          if (!(error instanceof FeedError)) throw error;
        }
      }
    };
  },
};
