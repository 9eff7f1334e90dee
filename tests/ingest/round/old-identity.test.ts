import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { IngestState, type StoryEntry } from '../../../src/ingest/write/ingest-state.ts';
import { canonicalizeLink, hashLink } from '../../../src/story/links.ts';
import { parseRecord } from '../../../src/story/record.ts';
import { type FeedEntry, rss } from '../../support/feed-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { recordText } from '../../support/record-text.ts';

// Ids are hashes of canonical links, and what is posted is noted by them. These stories were taken by the rules of
// before, which knew less of what is one article; after the upgrade each must be met again, under its old id.

const HOUR_MS = 3_600_000;
const SOURCE = 'One';
const TITLE = 'Lab teaches robots to fold laundry';

type OldStory = {
  readonly link: string;
  readonly originalUrl?: string;
  readonly title?: string;
  readonly guid?: string;
};

/** What the rules of before kept of an article, and the record that they wrote. */
function oldStory({ link, originalUrl = link, title = TITLE, guid = 'old' }: OldStory) {
  const id = hashLink(canonicalizeLink(link) ?? '');
  const domain = new URL(link).hostname.replace(/^www\./, '');
  const path = `news/2026/11/${id}.md`;
  const publishedAtMs = NOW - 2 * HOUR_MS;
  const entry: StoryEntry = {
    id,
    sourceName: SOURCE,
    itemKey: hashLink(`${SOURCE.toLowerCase()} ${guid}`),
    isDated: true,
    firstSeenAtMs: NOW - HOUR_MS,
    item: {
      title,
      excerpt: 'Two arms learnt it.',
      link,
      originalUrl,
      publishedAtMs,
      type: 'article',
      provider: { name: domain, domain, iconUrl: null },
      topics: ['AI'],
      image: null,
      weight: 1,
      givenQuality: null,
      givenHeat: null,
    },
    leadId: null,
    path,
    written: {},
    pending: null,
    isDeleted: false,
  };
  const text = recordText({
    title,
    excerpt: entry.item.excerpt,
    publishedDateTime: new Date(publishedAtMs).toISOString(),
    webUrl: link,
    originalUrl,
    provider: { name: domain, domain },
  });
  return { id, path, text, entry };
}

/** A folder as an earlier version left it, with or without its state, in which the feed is then read twice. */
async function upgrade(old: OldStory, listed: readonly FeedEntry[], isStateLost = false) {
  const server = await openFeedServer();
  server.set('/feed', rss(listed));
  const scene = createIngestScene([{ name: SOURCE, address: `${server.url}/feed`, about: 'ai' }]);
  const story = oldStory(old);
  mkdirSync(dirname(join(scene.contentDir, story.path)), { recursive: true });
  writeFileSync(join(scene.contentDir, story.path), story.text);
  if (!isStateLost) {
    const state = await IngestState.open(scene.stateUrl);
    state.put(story.entry);
    await state.flush();
    state.close();
  }
  await scene.run({ isForced: true });
  await scene.run({ isForced: true });
  const records = scene.records();
  const ids = [...records.keys()].map((path) => {
    const outcome = parseRecord(readFileSync(join(scene.contentDir, path)));
    return outcome.kind === 'story' ? outcome.story.id : null;
  });
  return { story, records, ids, entries: await scene.readEntries() };
}

const item = (link: string, changes: Partial<FeedEntry> = {}): FeedEntry => ({
  title: TITLE,
  link,
  date: new Date(NOW - 2 * HOUR_MS).toUTCString(),
  description: 'Two arms learnt it.',
  id: 'new',
  ...changes,
});

const ALERT =
  'https://www.google.com/url?rct=j&sa=t&url=https://www.planet.example/robots&ct=ga&cd=CA&usg=AO';

describe('given a story that was taken under one spelling of its address, another is the same story', () => {
  test.each([
    [
      'https://www.bbc.example/a?at_medium=RSS&at_campaign=rss',
      'https://www.bbc.example/a?at_medium=RSS&at_campaign=rss',
    ],
    ['https://www.youtube.com/watch?v=abc123DEF45', 'https://youtu.be/abc123DEF45?si=x'],
    ['https://youtu.be/abc123DEF45?si=x', 'https://www.youtube.com/watch?v=abc123DEF45'],
    ['https://twitter.com/lab/status/1234567', 'https://x.com/lab/status/1234567'],
    ['http://arxiv.org/abs/2611.01234v1', 'https://arxiv.org/abs/2611.01234v2'],
    [ALERT, ALERT],
    [ALERT, 'https://www.planet.example/robots'],
    ['https://example.com/a/index.html?b=1&a=2', 'https://example.com/a?a=2&b=1'],
    ['https://example.com/caf%c3%a9;jsessionid=1', 'https://example.com/café'],
  ])('%s, then %s', async (before, after) => {
    for (const isStateLost of [false, true]) {
      const { story, records, ids, entries } = await upgrade({ link: before }, [item(after)], isStateLost);
      expect([...records.keys()]).toEqual([story.path]);
      // The ledger of what was posted goes by it.
      expect(ids).toEqual([story.id]);
      expect(records.get(story.path)).toMatchObject({ webUrl: before });
      expect(entries.map(({ id }) => id)).toEqual(isStateLost ? [] : [story.id]);
    }
  });
});

test('given a story that listed itself as its coverage, it does so no more', async () => {
  const server = await openFeedServer();
  const [one, other] = ['https://www.youtube.com/watch?v=abc123DEF45', 'https://youtu.be/abc123DEF45'];
  server.set('/feed', rss([item(one), item(other, { id: 'old' })]));
  const scene = createIngestScene([{ name: SOURCE, address: `${server.url}/feed`, about: 'ai' }]);
  const [lead, follower] = [oldStory({ link: one }), oldStory({ link: other })];
  const state = await IngestState.open(scene.stateUrl);
  state.put({ ...lead.entry, path: null, written: null });
  state.put({ ...follower.entry, path: null, written: null, leadId: lead.id });
  await state.flush();
  state.close();
  await scene.run({ isForced: true });
  expect(scene.record()).toMatchObject({ webUrl: one, related: [] });
});

describe('given a page whose entries were all one story', () => {
  const PAGE = 'https://cloud.example/notes';
  // The first entry gave the story its address, the last one its text.
  const OLD = { link: PAGE, originalUrl: `${PAGE}#Nov_20`, title: 'Notes of November 24', guid: 'notes-20' };
  const note = (day: number): FeedEntry =>
    item(`${PAGE}#Nov_${day}`, {
      title: `Notes of November ${day}`,
      date: new Date(NOW - (24 - day) * 24 * HOUR_MS - 2 * HOUR_MS).toUTCString(),
      id: `notes-${day}`,
    });

  test('the entries that it told stay one record, with the text that it has', async () => {
    const { story, records } = await upgrade(OLD, [note(24), note(20)]);
    expect([...records.keys()]).toEqual([story.path]);
    expect(records.get(story.path)).toMatchObject({ title: 'Notes of November 24', webUrl: PAGE });
  });

  test('without the state, the entry whose text it has is not written again', async () => {
    const { story, records } = await upgrade(OLD, [note(24), note(23)], true);
    expect(records.get(story.path)).toMatchObject({ title: 'Notes of November 24' });
    expect([...records.values()].map(({ title }) => title).sort()).toEqual([
      'Notes of November 23',
      'Notes of November 24',
    ]);
  });

  test('a new entry is a new story', async () => {
    const old = { ...OLD, title: 'Notes of November 23' };
    const { story, records } = await upgrade(old, [note(24), note(23), note(20)]);
    expect(records.size).toBe(2);
    expect(records.get(story.path)).toMatchObject({ title: 'Notes of November 23' });
  });
});
