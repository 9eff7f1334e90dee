import { expect, test } from 'vitest';
import { runBatch } from './batch.ts';
import { TARGETS } from './targets.ts';

// A look at each way in, so that the fuzz run cannot rot; `npm run fuzz` looks for longer.

const SEED = 1;
const INPUTS = 25;

test.each(TARGETS)('given mutated $name, nothing is found', async (target) => {
  const run = await target.open();
  expect(await runBatch({ target, run }, SEED, INPUTS)).toBeNull();
});
