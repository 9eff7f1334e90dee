import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { buildCustomId, parseCustomId } from '../../../src/discord/cards/custom-id.ts';
import { escapeWithin, maskLink } from '../../../src/discord/cards/markdown.ts';
import { CUSTOM_ID_MAX_CHARS } from '../../../src/discord/rest/limits.ts';
import { parseDuration } from '../../../src/duration.ts';
import { readFeedDate } from '../../../src/ingest/read/feed-date.ts';
import { articleIdOf, articleKey } from '../../../src/story/article-key.ts';
import { parseDate } from '../../../src/story/dates.ts';
import { displayHost } from '../../../src/story/host-name.ts';
import { canonicalizeLink, cleanLink, stripTracking, URL_MAX_CHARS } from '../../../src/story/links.ts';
import { listCanonicalLinks } from '../../../src/story/page-entry.ts';
import { cleanPictureUrl } from '../../../src/story/picture-address.ts';
import { cleanText, closeExcerpt, countChars, cutText, escapeEntities } from '../../../src/story/text.ts';
import { CUSTOM_IDS, DATES, LINKS, RECORDS, WORDS } from '../corpus.ts';
import { assertLine, assertLink } from '../invariants.ts';
import { INPUT_MAX_CHARS, mutated } from '../mutations.ts';
import type { Target } from '../target.ts';

/** What a source, or a record, gives as a date. */
export const dates: Target = {
  name: 'dates',
  inputs: mutated(DATES),
  open: () => (text) => {
    const feedDate = readFeedDate(text);
    const read = [feedDate.kind === 'read' ? feedDate.atMs : null, parseDate(text)];
    for (const atMs of read) if (atMs !== null) new Date(atMs).toISOString();
    const durationMs = parseDuration(text);
    assert(durationMs === null || Number.isFinite(durationMs), 'a duration without end');
  },
};

/** What anybody gives as an address. */
export const links: Target = {
  name: 'links',
  inputs: mutated(LINKS),
  open: () => (text) => {
    displayHost(text);
    listCanonicalLinks(text);
    const picture = cleanPictureUrl(text);
    if (picture !== null) assertLink('a picture', picture);
    const canonical = canonicalizeLink(text);
    // Escapes make an address longer, and one that is too long is none.
    if (canonical === null || canonical.length > URL_MAX_CHARS) return;
    assert.equal(canonicalizeLink(canonical), canonical, 'canonicalizing twice changes something');
    articleIdOf(canonical);
    assert.notEqual(canonicalizeLink(articleKey(canonical)), null, 'a key that is no address');
    const link = cleanLink(text);
    if (link !== null) assert.notEqual(canonicalizeLink(stripTracking(link)), null, 'stripped to nothing');
  },
};

/** Texts of any kind, on their way to a card. */
export const texts: Target = {
  name: 'texts',
  inputs: mutated([...WORDS, ...LINKS, ...RECORDS.slice(0, 4)]),
  open: () => (text) => {
    const clean = cleanText(text);
    assertLine('a clean text', clean, INPUT_MAX_CHARS);
    assert.equal(cleanText(escapeEntities(clean)), clean, 'an escaped text is read as another one');
    for (const maxChars of [0, 1, 20, 256, 5000]) {
      const cut = cutText(clean, maxChars);
      assertLine('a cut text', cut, maxChars);
      const escaped = escapeWithin(clean, maxChars);
      assert(countChars(escaped) <= maxChars, `an escaped text has more than ${maxChars} characters`);
    }
    closeExcerpt(cutText(clean, 5000));
    maskLink(clean, 'https://example.com/', 100, 500);
  },
};

/** What Discord says was pressed: ids of ours, of an older version, or of somebody else. */
export const customIds: Target = {
  name: 'custom-ids',
  inputs: mutated(CUSTOM_IDS),
  open: () => (text) => {
    const parsed = parseCustomId(text);
    if (parsed === null) return;
    const built = buildCustomId(parsed);
    const length = countChars(built);
    assert(length >= 1 && length <= CUSTOM_ID_MAX_CHARS, `a custom id of ${length} characters`);
    const again = parseCustomId(built);
    assert(again !== null, `what was built cannot be parsed: ${built}`);
    // Only what Discord lets through comes back whole.
    if (countChars(text) <= CUSTOM_ID_MAX_CHARS && built === text)
      assert(isDeepStrictEqual(again, parsed), 'what was built is parsed as something else');
  },
};
