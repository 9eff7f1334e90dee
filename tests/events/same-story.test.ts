import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COMPARED_SPAN_MS,
  type ComparableStory,
  groupSameStories,
  SameStoryIndex,
} from '../../src/events/same-story.ts';
import { SAME_EVENT_MIN_POINTS } from '../../src/events/same-story-points.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import {
  DIFFERENT_EVENTS,
  FRESH_DIFFERENT_EVENTS,
  FRESH_SAME_EVENT,
  SAME_EVENT,
  type StoryPair,
} from './same-story-cases.ts';

const DAY_MS = 86_400_000;

const decodeEntities = (text: string): string =>
  text
    .replace(/\\"/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

function readStories(folder: string): ComparableStory[] {
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (/^published: false/m.test(text)) return [];
    const field = (name: string): string => {
      const match = new RegExp(`^\\s*${name}: *(?:"((?:[^"\\\\]|\\\\.)*)"|(.*))`, 'm').exec(text);
      return decodeEntities(match?.[1] ?? match?.[2] ?? '');
    };
    const publishedAtMs = Date.parse(field('publishedDateTime'));
    return [
      { id: file, title: field('title'), excerpt: field('excerpt'), publishedAtMs, provider: field('name') },
    ];
  });
}

function tell(pair: StoryPair, key: string): ComparableStory[] {
  return pair.tellings.map(([date, provider, title, excerpt], at) => ({
    id: `${key}.${at}`,
    title,
    excerpt,
    provider,
    publishedAtMs: Date.parse(date),
  }));
}

function buildIndex(stories: readonly ComparableStory[]): SameStoryIndex {
  const index = new SameStoryIndex();
  for (const story of stories) index.add(story);
  return index;
}

/** The stories that tell the same event as one, taken by pairs. */
const matchesOf = (index: SameStoryIndex, id: string): string[] =>
  index.pairsOf(id).flatMap(({ b, points }) => (points >= SAME_EVENT_MIN_POINTS ? [b] : []));

const pointsOf = (index: SameStoryIndex, a: string, b: string): number =>
  index.explain(a, b)?.points ?? Number.NaN;
const story = (
  id: string,
  title: string,
  excerpt: string,
  day: number,
  provider?: string,
): ComparableStory => ({
  id,
  title,
  excerpt,
  publishedAtMs: Date.UTC(2022, 4, 1) + day * DAY_MS,
  provider,
});

describe('hand-made pairs, alone in the index and all together', () => {
  const half = (pairs: readonly StoryPair[], rest: number) => pairs.filter((_, at) => at % 2 === rest);
  const sets = [
    {
      name: 'used for tuning',
      same: half(SAME_EVENT, 0),
      different: half(DIFFERENT_EVENTS, 0),
      bar: [0.94, 0.9],
    },
    {
      name: 'kept aside while tuning',
      same: half(SAME_EVENT, 1),
      different: half(DIFFERENT_EVENTS, 1),
      bar: [0.95, 0.75],
    },
    {
      name: 'written afterwards',
      same: FRESH_SAME_EVENT,
      different: FRESH_DIFFERENT_EVENTS,
      bar: [0.95, 0.9],
    },
  ] as const;
  const everyone = buildIndex(
    sets.flatMap(({ name, same, different }) =>
      [...same, ...different].flatMap((pair) => tell(pair, `${name}/${pair.about}`)),
    ),
  );

  test.each(sets)(
    'given the pairs $name, precision and recall stay above the bar',
    ({ name, same, different, bar }) => {
      const countJoined = (pairs: readonly StoryPair[], isAlone: boolean): number =>
        pairs.filter((pair) => {
          const key = isAlone ? 'x' : `${name}/${pair.about}`;
          const index = isAlone ? buildIndex(tell(pair, key)) : everyone;
          return matchesOf(index, `${key}.0`).includes(`${key}.1`);
        }).length;
      for (const isAlone of [true, false]) {
        const right = countJoined(same, isAlone);
        const wrong = countJoined(different, isAlone);
        const [precision, recall] = [right / (right + wrong), right / same.length];
        console.info(
          `same story, pairs ${name}, ${isAlone ? 'alone' : 'together'}: ${right} of ${same.length} joined, ` +
            `${wrong} of ${different.length} look-alikes joined (precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)})`,
        );
        expect(precision).toBeGreaterThanOrEqual(bar[0]);
        expect(recall).toBeGreaterThanOrEqual(bar[1]);
      }
    },
  );
});

/** The groups are exactly those, and what is told apart lies well below the line. @returns the lowest points of a pair */
function expectGroups(stories: readonly ComparableStory[], truth: readonly (readonly string[])[]): number {
  const index = buildIndex(stories);
  const isTrue = (a: string, b: string): boolean =>
    truth.some((group) => group.includes(a) && group.includes(b));
  const trueScores: number[] = [];
  const falseScores: number[] = [];
  for (const [at, a] of stories.entries()) {
    for (const b of stories.slice(at + 1)) {
      (isTrue(a.id, b.id) ? trueScores : falseScores).push(pointsOf(index, a.id, b.id));
    }
  }
  const lowestTrue = Math.min(...trueScores);
  const highestFalse = Math.max(...falseScores);
  console.info(
    `same story, ${stories.length} records: ` +
      `lowest true pair ${lowestTrue}, highest other pair ${highestFalse}, line at ${SAME_EVENT_MIN_POINTS}`,
  );
  expect(groupSameStories(stories)).toEqual(truth.map((group) => group.toSorted()).toSorted());
  expect(highestFalse).toBeLessThan(SAME_EVENT_MIN_POINTS);
  return lowestTrue;
}

describe('folders of records', () => {
  const FIXTURES = join(import.meta.dirname, '../fixtures');

  test('given the content that ships, what tells one event joins, and nothing else', () => {
    const truth = JSON.parse(readFileSync(join(FIXTURES, 'content-same-story.json'), 'utf8'));
    expectGroups(readStories(join(import.meta.dirname, '../../demo/news')), truth);
  });

  test('given news of an office product, monthly updates, user-group evenings and previews are not joined', () => {
    expect(groupSameStories(readStories(join(FIXTURES, 'office-news')))).toEqual([]);
  });

  testOnSharedData(
    'given ai-news, all same_story groups join, look-alikes and related stories stay apart, and nothing else joins',
    () => {
      const { same_story: truth } = JSON.parse(readFileSync(join(SHARED_DATA, 'same-story.json'), 'utf8'));
      const stories = readStories(join(SHARED_DATA, 'ai-news'));
      expect(stories).toHaveLength(119);
      expect(expectGroups(stories, truth)).toBeGreaterThan(SAME_EVENT_MIN_POINTS);
    },
  );

  testOnSharedData(
    'given everyday-news, monthly updates, user-group evenings and previews are not joined',
    () => {
      expect(groupSameStories(readStories(join(SHARED_DATA, 'everyday-news')))).toEqual([]);
    },
  );
});

describe('what decides', () => {
  test.each([
    ['versions', 'Acme ships Roadrunner 3 speech model', 'Acme ships Roadrunner 4 speech model'],
    [
      'quarters',
      'Acme Robotics posts Q1 loss on weak vacuum sales',
      'Acme Robotics posts Q2 loss on weak vacuum sales',
    ],
    ['years', 'Roadrunner conference 2021 opens in Lisbon', 'Roadrunner conference 2022 opens in Lisbon'],
    ['months', 'Acme Roadrunner April update for builders', 'Acme Roadrunner May 2022 update for builders'],
    ['countries', 'Italy bans Acme Roadrunner chatbot', 'Canada bans Acme Roadrunner chatbot'],
    ['parts', 'Inside Roadrunner, part 1: the encoder', 'Inside Roadrunner, part 2: the encoder'],
  ])('given two headlines that differ only in %s, they stay apart', (_, first, second) => {
    const index = buildIndex([story('a', first, '', 0, 'One'), story('b', second, '', 1, 'Two')]);
    expect(matchesOf(index, 'a')).toEqual([]);
  });

  test('given one headline by two outlets, they join; by one outlet a week apart, it is a column and they stay apart', () => {
    const title = 'Quillfeather weighs the moral duties of gadgets';
    const build = (day: number, provider: string) =>
      buildIndex([story('a', title, '', 0, 'One'), story('b', title, '', day, provider)]);
    expect(matchesOf(build(7, 'Two'), 'a')).toEqual(['b']);
    expect(matchesOf(build(7, 'One'), 'a')).toEqual([]);
  });

  test.each([
    '10 tools every Zorblax owner needs',
    'How to train a Zorblax at home',
    'Zorblax market size, share and forecast to 2028',
    'Zorblax news: weekly round-up',
    'What’s new in Zorblax',
    'Top Zorblax stocks for patient people',
  ])('given the headline "%s", it counts as a list, guide, round-up or report', (title) => {
    const index = buildIndex([story('a', title, '', 0), story('b', 'Zorblax burns down', '', 0)]);
    expect(index.explain('a', 'b')?.reasons.map(({ reason }) => reason)).toContain('generic');
    expect(index.explain('b', 'b')?.reasons.map(({ reason }) => reason)).not.toContain('generic');
  });

  test('given headlines of one day that share one rare word alone, they stay apart', () => {
    const index = buildIndex([
      story('a', 'Bakers of Quillfeather strike for bread', '', 0, 'One'),
      story('b', 'Trains to Quillfeather run late again', '', 0, 'Two'),
    ]);
    expect(matchesOf(index, 'a')).toEqual([]);
  });

  test('given the same words 14 days apart, they stay apart; 12 days apart, they join', () => {
    const build = (day: number) =>
      buildIndex([
        story('a', 'Brightwater hospital loses scans to Zorblax ransomware', '', 0, 'One'),
        story('b', 'Zorblax ransomware wipes scans at Brightwater hospital', '', day, 'Two'),
      ]);
    expect(matchesOf(build(14), 'a')).toEqual([]);
    expect(matchesOf(build(12), 'a')).toEqual(['b']);
  });

  test('given amounts and counts written in other ways, they are shared terms', () => {
    const index = buildIndex([
      story('a', 'Acme raises $2.5bn in six months', 'Backed by the Federal Trade Commission', 0),
      story('b', 'Acme takes 2,520,000,000 dollars in a 6-month spree', 'the FTC said', 0),
    ]);
    const terms = index.explain('a', 'b')?.sharedTerms.map(({ term }) => term);
    expect(terms).toEqual(expect.arrayContaining(['#2500000000', '6month', 'ftc']));
  });

  test('given a pair, the explanation adds up to its points and names the strongest terms first', () => {
    const [a, b] = tell(SAME_EVENT[0] ?? expect.unreachable(), 'x');
    const found = buildIndex([a, b].flatMap((item) => item ?? [])).explain('x.0', 'x.1');
    expect(found?.isSameEvent).toBe(true);
    expect(found?.reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(found?.points ?? 0, 2);
    expect(found?.sharedTerms[0]?.term).toBe('nuanc');
  });

  test('given empty, odd or unknown input, nothing joins and nothing throws', () => {
    const odd = [
      '',
      ' ',
      '🤖🤖',
      '—',
      '2022',
      'a'.repeat(20_000),
      '人工智能',
      'الذكاء الاصطناعي',
      '한국 인공지능',
    ];
    const stories = odd.map((title, at) => story(String(at), title, title, at / 10));
    expect(groupSameStories(stories)).toEqual([]);
    expect(matchesOf(new SameStoryIndex(), 'none')).toEqual([]);
    expect(new SameStoryIndex().explain('none', 'none')).toBeUndefined();
  });
});

describe('the index as a set', () => {
  const pool = [...SAME_EVENT, ...DIFFERENT_EVENTS].flatMap((pair, at) => tell(pair, String(at)));
  const subset = fc.shuffledSubarray(pool, { minLength: 2, maxLength: 40 });

  test('given any order of adding, the groups are the same', () => {
    fc.assert(
      fc.property(subset, (stories) => {
        const sorted = stories.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(groupSameStories(stories)).toEqual(groupSameStories(sorted));
      }),
      { numRuns: 60 },
    );
  });

  test('given stories added and removed again, or added twice, no trace is left', () => {
    fc.assert(
      fc.property(subset, subset, (kept, passing) => {
        const keptIds = new Set(kept.map(({ id }) => id));
        const index = buildIndex(passing);
        for (const item of [...kept, ...kept]) index.add(item);
        for (const { id } of passing) if (!keptIds.has(id)) index.remove(id);
        const clean = buildIndex(kept);
        for (const { id } of kept) expect(matchesOf(index, id)).toEqual(matchesOf(clean, id));
        for (const { id } of kept) expect(index.explain(id, id)).toEqual(clean.explain(id, id));
      }),
      { numRuns: 60 },
    );
  });

  test('given any stories, matching is mutual', () => {
    fc.assert(
      fc.property(subset, (stories) => {
        const index = buildIndex(stories);
        for (const { id } of stories)
          for (const other of matchesOf(index, id)) expect(matchesOf(index, other)).toContain(id);
      }),
      { numRuns: 40 },
    );
  });

  test('given only the stories of the span around one, it matches what it matches among all', () => {
    const day = 86_400_000;
    const spread = pool.flatMap((item, at) =>
      [0, 9, 20, 33, 47].map((days) => ({
        ...item,
        id: `${item.id}@${days}`,
        publishedAtMs: item.publishedAtMs + (days + (at % 5)) * day,
      })),
    );
    const all = buildIndex(spread);
    let matched = 0;
    for (const { id, publishedAtMs } of spread.filter((_, at) => at % 7 === 0)) {
      const near = spread.filter(
        (other) => Math.abs(other.publishedAtMs - publishedAtMs) <= COMPARED_SPAN_MS,
      );
      expect(near.length).toBeLessThan(spread.length);
      const matches = matchesOf(buildIndex(near), id);
      expect(matches).toEqual(matchesOf(all, id));
      matched += matches.length;
    }
    expect(matched).toBeGreaterThan(0);
  });
});
