import { strict as assert } from 'node:assert';
import { STYLES } from '../../src/curation/feed.ts';
import { buildStoryCard } from '../../src/discord/cards/story-card.ts';
import type { Item } from '../../src/ingest/read/item.ts';
import { composeFields, recordPath } from '../../src/ingest/write/compose-record.ts';
import { writeRecordText } from '../../src/records/record-text.ts';
import { cleanLink } from '../../src/story/links.ts';
import { parseRecord } from '../../src/story/record.ts';
import type { Story } from '../../src/story/story.ts';
import { countChars } from '../../src/story/text.ts';
import { showMessage } from '../support/check-answer.ts';

// What must hold of all that comes out, whatever went in.

// As docs/records.md has them.
const TITLE_MAX_CHARS = 500;
const EXCERPT_MAX_CHARS = 5000;
const NAME_MAX_CHARS = 100;

/** One clean line: of whole characters, without controls, without white space at its ends, not too long. */
export function assertLine(what: string, text: string, maxChars: number): void {
  assert(text.isWellFormed(), `${what} holds a lone surrogate`);
  assert(!/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text), `${what} holds a control character`);
  assert.equal(text.trim(), text, `${what} has white space at an end`);
  const length = countChars(text);
  assert(length <= maxChars, `${what} has ${length} characters, more than ${maxChars}`);
}

/** An address that may be shown. */
export function assertLink(what: string, link: string): void {
  assert.equal(cleanLink(link), link, `${what} is no address that may be shown`);
}

/** A story that keeps its promises, and whose cards Discord takes. */
export function assertStory(story: Story): void {
  assert.notEqual(story.title, '', 'the title is empty');
  assertLine('the title', story.title, TITLE_MAX_CHARS);
  assertLine('the excerpt', story.excerpt, EXCERPT_MAX_CHARS);
  assertLine('the outlet', story.provider.name, NAME_MAX_CHARS);
  assertLink('the link', story.link);
  if (story.image !== null) assertLink('the picture', story.image.url);
  if (story.provider.iconUrl !== null) assertLink('the icon', story.provider.iconUrl);
  for (const topic of story.topics) assertLine('a topic', topic, NAME_MAX_CHARS);
  for (const { title, link, providerName } of story.related) {
    assertLine('a related title', title, TITLE_MAX_CHARS);
    assertLine('a related outlet', providerName, NAME_MAX_CHARS);
    assertLink('a related link', link);
  }
  const coverage = story.related.map((article) => ({ kind: 'listed' as const, ...article }));
  for (const style of STYLES)
    showMessage(buildStoryCard(story, coverage, { style, language: 'en', mentionRoleId: null }));
}

/** An article of a source becomes a record that says the same when it is read. */
export function assertComposes(item: Item): void {
  assert.match(recordPath(item, '0123456789abcdef'), /^news\/\d{4}\/\d{2}\/[a-z0-9-]{1,80}\.md$/);
  const outcome = parseRecord(Buffer.from(writeRecordText(composeFields(item, [item]))));
  assert(outcome.kind === 'story', `the record that was written cannot be read: ${JSON.stringify(outcome)}`);
  const { title, excerpt, link, publishedAtMs } = item;
  const { story } = outcome;
  assert.deepEqual(
    { title: story.title, excerpt: story.excerpt, link: story.link, publishedAtMs: story.publishedAtMs },
    { title, excerpt, link, publishedAtMs },
    'the record that was written says something else',
  );
  assertStory(story);
}
