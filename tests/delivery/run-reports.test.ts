import { expect, test } from 'vitest';
import type { Pick, RefusalReason } from '../../src/curation/selection.ts';
import { RunReports, summarizeRun } from '../../src/delivery/run-reports.ts';
import { openState } from '../support/open-state.ts';
import { makeCandidate } from '../support/stories.ts';

const pick = (name: string, rank: number): Pick => ({
  ...makeCandidate(name),
  rank,
  heat: 90,
  log2Hotness: 6.5,
  matchedTopic: null,
});
const refusal = (name: string, reason: RefusalReason) => ({ story: makeCandidate(name).story, reason });
const first = pick('a', 1);
const report = summarizeRun({
  atMs: 7,
  picks: [first],
  refusals: [refusal('b', 'too-cold'), refusal('c', 'run-limit'), refusal('d', 'too-cold')],
});

test('given a run, its report names what it posted, and counts what it refused by the reasons', () => {
  expect(report).toEqual({
    atMs: 7,
    picks: [{ storyId: first.story.id, rank: 1, log2Hotness: 6.5 }],
    refusals: { 'too-cold': 2, 'run-limit': 1 },
  });
});

test('given a report that was kept, it is read again; given none, or one that cannot be read, there is none', async () => {
  const store = (await openState()).openStore('runs');
  const reports = new RunReports(store);
  await reports.put('1', report);
  await store.set('2', { atMs: 'noon' });
  expect(await reports.get('1')).toEqual(report);
  expect([await reports.get('2'), await reports.get('3')]).toEqual([null, null]);
});
