import type { DatabaseSync } from 'node:sqlite';
import { isWithinOneEdit } from '../language/edit-distance.ts';
import { isCode } from '../language/index-codes.ts';
import { prepared } from '../sqlite/statements.ts';
import { isFacet } from './facets.ts';

// The index's words with the number of stories that have each, so that what was meant by a typo is found without
// looking at every word: one edit leaves the first or the second half of a word whole, or swaps the two letters in
// the middle.

const TYPO_MIN_LETTERS = 3;
const WORD_MAX_LETTERS = 40;

/** A word of the index, with the number of stories that have it. */
export type KnownWord = { readonly word: string; readonly stories: number };

/** Counts all words anew. */
export function rebuildSpelling(database: DatabaseSync): void {
  database.exec('delete from spelling');
  const insert = prepared(database, 'insert into spelling values (?, ?, ?)');
  for (const { term, doc } of prepared(
    database,
    'select term, doc from vocabulary where length(term) between 1 and ?',
  ).iterate(WORD_MAX_LETTERS)) {
    const word = String(term);
    if (!isFacet(word) && !isCode(word)) insert.run(word, reverse(word), Number(doc));
  }
}

/** Applies by how much the number of stories with each word has changed. */
export function updateSpelling(database: DatabaseSync, changes: ReadonlyMap<string, number>): void {
  const count = prepared(
    database,
    'insert into spelling values (?, ?, ?) on conflict do update set stories = stories + excluded.stories',
  );
  const forget = prepared(database, 'delete from spelling where word = ? and stories <= 0');
  for (const [word, change] of changes) {
    if (change === 0 || word.length > WORD_MAX_LETTERS) continue;
    count.run(word, reverse(word), change);
    if (change < 0) forget.run(word);
  }
}

/** In how many stories a word is. */
export function countStoriesWith(database: DatabaseSync, word: string): number {
  return Number(prepared(database, 'select stories from spelling where word = ?').get(word)?.stories ?? 0);
}

/** In how many stories each of the words is, all looked up in one go; those of no story are left out. */
export function countStoriesWithEach(database: DatabaseSync, words: Iterable<string>): Map<string, number> {
  const rows = prepared(
    database,
    'select word, stories from spelling where word in (select value from json_each(?))',
  ).all(JSON.stringify([...words]));
  return new Map(rows.map((row) => [String(row.word), Number(row.stories)]));
}

/** Words with this beginning, the first by alphabet. */
export function listWordsWithPrefix(database: DatabaseSync, prefix: string, limit: number): KnownWord[] {
  return prepared(
    database,
    'select word, stories from spelling where word >= ? and word < ? order by word limit ?',
  )
    .all(prefix, `${prefix}\u{10ffff}`, limit)
    .map((row) => ({ word: String(row.word), stories: Number(row.stories) }));
}

/** The words one edit away, most frequent first; numbers have none, nor have words of two letters. */
export function findNearWords(database: DatabaseSync, word: string): KnownWord[] {
  if (word.length < TYPO_MIN_LETTERS || word.length > WORD_MAX_LETTERS || !/\p{L}/u.test(word)) return [];
  const middle = Math.floor(word.length / 2);
  const swap = (at: number): string =>
    word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
  const start = word.slice(0, middle);
  const end = reverse(word.slice(middle));
  const rows = prepared(
    database,
    `select word, stories from spelling where word >= :start and word < :afterStart and length(word) between :min and :max
       union select word, stories from spelling where reversed >= :end and reversed < :afterEnd and length(word) between :min and :max
       union select word, stories from spelling where word = :swapped`,
  ).all({
    start,
    afterStart: `${start}\u{10ffff}`,
    end,
    afterEnd: `${end}\u{10ffff}`,
    min: Math.max(TYPO_MIN_LETTERS, word.length - 1),
    max: word.length + 1,
    swapped: swap(middle - 1),
  });
  return rows
    .map((row) => ({ word: String(row.word), stories: Number(row.stories) }))
    .filter((near) => near.word !== word && isWithinOneEdit(near.word, word))
    .sort((a, b) => b.stories - a.stories || (a.word < b.word ? -1 : 1));
}

function reverse(word: string): string {
  return [...word].reverse().join('');
}
