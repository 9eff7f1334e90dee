import { expect, test } from 'vitest';
import { VISIT_KEPT_MS, Visits } from '../../src/state/visits.ts';
import { openState } from '../support/open-state.ts';

const MEMBER = { userId: '1', guildId: '2' };

test('given visits, the last of each member in each server is known, also by the next process', async () => {
  const state = await openState();
  const visits = new Visits(state.openStore('visits'));
  expect(await visits.last(MEMBER)).toBeNull();
  await visits.note(MEMBER, 100);
  await visits.note(MEMBER, 200);
  await visits.note({ ...MEMBER, guildId: null }, 300);
  const next = new Visits(state.openStore('visits'));
  expect([await next.last(MEMBER), await next.last({ ...MEMBER, guildId: null })]).toEqual([200, 300]);
  expect(await next.last({ ...MEMBER, userId: '3' })).toBeNull();
});

test('given upkeep, those that are older than a week are forgotten', async () => {
  const visits = new Visits((await openState()).openStore('visits'));
  await visits.note(MEMBER, 0);
  await visits.note({ ...MEMBER, userId: '3' }, 1);
  await visits.prune(VISIT_KEPT_MS + 1);
  expect([await visits.last(MEMBER), await visits.last({ ...MEMBER, userId: '3' })]).toEqual([null, 1]);
});
