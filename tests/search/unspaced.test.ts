import { describe, expect, test } from 'vitest';
import { rebuildSpelling } from '../../src/index/spelling-table.ts';
import { searchStories } from '../../src/search/search.ts';
import { type IndexedFolder, indexFiles, indexFolder } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';
import { SHARED_CASES, testOnSharedCases } from '../support/shared-data.ts';

// Words in headlines without blanks, and names of which a sign is a part.

const NOW = Date.parse('2026-11-27T00:00:00Z');

function indexTitles(
  titles: readonly string[],
  fields: Readonly<Record<string, unknown>> = {},
): IndexedFolder {
  const files = titles.map((title, at) => [
    `${at}.md`,
    recordText({ excerpt: '', title, webUrl: `https://example.com/${at}`, topics: [], ...fields }),
  ]);
  return indexFiles(Object.fromEntries(files));
}

function find({ database }: IndexedFolder, query: string): string[] {
  const settings = { sort: 'best', halfLifeMs: 43_200_000, medianHeat: 70, limit: 20, offset: 0 } as const;
  return searchStories(database, { query, nowMs: NOW, ...settings }).hits.map(({ story }) => story.title);
}

const CHINESE = '人工智能实验室发布新的机器人模型';
const JAPANESE = '新しいロボットが洗濯物をたたむ';
const THAI = 'หุ่นยนต์ตัวใหม่พับผ้าได้';
const KOREAN = '새로운 인공지능은 빨래를 갠다';
const MIXED = 'OpenAI发布GPT模型';
const ENGLISH = 'New robots fold laundry';
const TITLES = [CHINESE, JAPANESE, THAI, KOREAN, MIXED, ENGLISH];

describe('given headlines in scripts without blanks', () => {
  test.each([
    ['人工智能', [CHINESE]],
    ['机器人', [CHINESE]],
    ['器', [CHINESE]],
    ['人', [CHINESE]],
    ['模型', [MIXED, CHINESE]],
    ['型', [MIXED, CHINESE]],
    ['人工智能机器人', [CHINESE]],
    ['机器人 人工智能', [CHINESE]],
    ['"机器人模型"', [CHINESE]],
    ['"模型机器人"', []],
    ['模型 -机器人', [MIXED]],
    ['ロボット', [JAPANESE]],
    ['ﾛﾎﾞｯﾄ', [JAPANESE]],
    ['ロボット'.normalize('NFD'), [JAPANESE]],
    ['洗濯', [JAPANESE]],
    ['たたむ', [JAPANESE]],
    ['หุ่นยนต์', [THAI]],
    ['ผ้า', [THAI]],
    ['지능', [KOREAN]],
    ['인공지능', [KOREAN]],
    ['빨래', [KOREAN]],
    ['GPT', [MIXED]],
    ['gpt模型', [MIXED]],
    ['"GPT模型"', [MIXED]],
    ['"发布GPT"', [MIXED]],
    ['openai', [MIXED]],
    ['robots', [ENGLISH]],
  ])('%s finds %j', (query, titles) => {
    expect(find(indexTitles(TITLES), query)).toEqual(titles);
  });
  test.each([['机械人'], ['机器学'], ['ロボッツ'], ['能人'], ['智工']])(
    '%s, which none has, stands for none of the words that differ in one character',
    (query) => {
      expect(find(indexTitles(TITLES), query)).toEqual([]);
    },
  );
  test('a word in an excerpt and in an outlet’s name is found too', () => {
    const folder = indexTitles([ENGLISH], {
      excerpt: '新的机器人会洗衣服',
      provider: { name: '每日科技新闻' },
    });
    expect([find(folder, '洗衣服'), find(folder, '科技')]).toEqual([[ENGLISH], [ENGLISH]]);
  });
  test('the headline that has the word comes before the one whose excerpt has it', () => {
    const folder = indexFiles({
      'a.md': recordText({ title: '天气很好', excerpt: '机器人', webUrl: 'https://x.example/a' }),
      'b.md': recordText({ title: '新的机器人', excerpt: '', webUrl: 'https://x.example/b' }),
      'c.md': recordText({ title: '天气不好', excerpt: '机器人', webUrl: 'https://x.example/c' }),
    });
    expect(find(folder, '机器人')[0]).toBe('新的机器人');
  });
  test('the words that typos are looked for among are the same after a change as counted anew', () => {
    const folder = indexTitles(TITLES);
    const list = () => folder.database.prepare('select word from spelling order by word').all();
    const before = list();
    rebuildSpelling(folder.database);
    expect(list()).toEqual(before);
    expect(before.map(({ word }) => word)).not.toContain('机器');
  });
});

describe('given names with a sign', () => {
  const names = [
    'C++ gets reflection',
    'C# learns new tricks',
    'F# is ten',
    'Vitamin C for all',
    '.NET 9 is out',
    'The net is full',
    'Node.js runs',
    'A node of JS',
  ];
  test.each([
    ['C++', ['C++ gets reflection']],
    ['c++', ['C++ gets reflection']],
    ['C#', ['C# learns new tricks']],
    ['F#', ['F# is ten']],
    ['C', ['Vitamin C for all']],
    ['.NET', ['.NET 9 is out']],
    ['net', ['The net is full']],
    ['"c++ gets"', ['C++ gets reflection']],
    ['learns -C#', []],
    ['G++', []],
  ])('%s finds %j', (query, titles) => {
    expect(find(indexTitles(names), query)).toEqual(titles);
  });
  test('Node.js finds its own headline first', () => {
    expect(find(indexTitles(names), 'Node.js')[0]).toBe('Node.js runs');
  });
});

testOnSharedCases('given headlines without blanks and with signs, a word in their midst is found', () => {
  const folder = indexFolder(`${SHARED_CASES}38-search-words-without-spaces`);
  const chinese = ['人工智能实验室发布新的机器人模型'];
  const japanese = ['新しいロボットが洗濯物をたたむ'];
  expect([find(folder, '人工智能'), find(folder, '机器人')]).toEqual([chinese, chinese]);
  expect([find(folder, 'ロボット'), find(folder, '洗濯')]).toEqual([japanese, japanese]);
  expect(find(folder, 'gpt4o')).toEqual(['GPT-4o speaks with robots']);
  expect(find(folder, 'C++')).toEqual(['C++ gets reflection']);
});
