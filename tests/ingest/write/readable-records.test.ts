import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanItem } from '../../../src/ingest/read/clean-item.ts';
import type { Item } from '../../../src/ingest/read/item.ts';
import { parseSources } from '../../../src/ingest/sources/sources.ts';
import { composeFields } from '../../../src/ingest/write/compose-record.ts';
import { editRecordText, writeRecordText } from '../../../src/records/record-text.ts';
import { parseRecord } from '../../../src/story/record.ts';
import { TopicFinder } from '../../../src/topics/topic-finder.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const [source] = parseSources('- {kind: json, name: Page, address: "https://page.example/"}').sources;
const finder = new TopicFinder([]);

/** What means something in YAML, HTML or Unicode, alone and many times over. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '---',
    '- ',
    ': ',
    '#',
    '~',
    'null',
    '"',
    "'",
    '&amp;',
    '&lt;',
    '<b>',
    '\u202E',
    '\uD800',
    '🔥',
    '\t',
  ),
  fc
    .constantFrom('a', '\n---\n', '\u200B', '界', '&', '🔥', '"', '\\', '&lt;', '\uE000')
    .map((part) => part.repeat(3_000)),
);
const texts = fc.array(text, { maxLength: 4 }).map((parts) => parts.join(''));
const link = fc
  .tuple(
    fc.constantFrom('https://a.example/', 'http://[2001:db8::1]:81/', 'https://xn--bcher-kva.example/'),
    texts,
  )
  .map(([start, end]) => `${start}${encodeURI(end.toWellFormed()).slice(0, 2_000)}`);
const raw = fc.record({
  id: fc.constant(null),
  link,
  title: texts,
  texts: fc.array(texts, { maxLength: 2 }),
  date: fc.oneof(texts, fc.constant('2026-11-24T11:00:00Z')),
  isVideo: fc.boolean(),
  pictures: fc.array(fc.record({ url: link, widthPx: fc.constant(10), heightPx: fc.constant(null) }), {
    maxLength: 2,
  }),
  provider: fc.option(fc.record({ name: texts, domain: fc.option(texts), iconUrl: fc.option(link) })),
  topics: fc.array(texts, { maxLength: 50 }),
  quality: fc.option(fc.integer({ min: -1, max: 1_000 })),
  heat: fc.option(fc.integer({ min: -1, max: 1_000 })),
});

test('given whatever a source says, the record of it is read as it was meant, also after a correction', () => {
  if (source === undefined || source.kind === 'git') throw new Error('the source cannot be read');
  fc.assert(
    fc.property(raw, raw, (given, corrected) => {
      const first = cleanItem(given, source, finder, NOW);
      const next = cleanItem(corrected, source, finder, NOW);
      if (first === null) return;
      const { storyId: id } = first;
      const expectRead = (record: string, { title, excerpt, provider: { name } }: Item): void => {
        const story = { id, title, excerpt, provider: { name } };
        expect(parseRecord(Buffer.from(record))).toMatchObject({ kind: 'story', story });
      };
      const coverage = next === null ? [] : Array.from({ length: 30 }, () => next.item);
      const record = writeRecordText(composeFields(first.item, coverage));
      expectRead(record, first.item);
      if (next === null) return;
      const { title, excerpt, provider, topics } = composeFields(next.item, coverage);
      const edited = editRecordText(record, { title, excerpt, provider, topics });
      expectRead(edited ?? '', next.item);
    }),
    { numRuns: 50 },
  );
});
