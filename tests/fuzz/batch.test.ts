import { describe, expect, test } from 'vitest';
import { type Finding, kindOf, runBatch } from './batch.ts';
import { mutated } from './mutations.ts';
import type { Run } from './target.ts';

const INPUTS = 200;

/** A batch over texts of letters, and the inputs that it ran. */
async function run(seed: number, take: Run): Promise<{ finding: Finding | null; inputs: string[] }> {
  const inputs: string[] = [];
  const target = { name: 'letters', inputs: mutated(['abc', 'def']), open: () => take };
  const finding = await runBatch({ target, run: take }, seed, INPUTS, (input) => inputs.push(input));
  return { finding, inputs };
}

describe('given a target', () => {
  test('that takes everything, nothing is found, and the same seed gives the same inputs', async () => {
    const [first, again, other] = await Promise.all([run(7, () => {}), run(7, () => {}), run(8, () => {})]);
    expect([first.finding, first.inputs.length]).toEqual([null, INPUTS]);
    expect(again.inputs).toEqual(first.inputs);
    expect(other.inputs).not.toEqual(first.inputs);
  });

  test('that throws at a tag, the finding is no more than its bracket, with its error', async () => {
    const { finding } = await run(7, (text) => {
      if (text.includes('<')) throw new TypeError('there is a tag');
    });
    expect(finding).toMatchObject({ target: 'letters', seed: 7, input: '<' });
    expect(finding?.error).toMatch(/^TypeError: there is a tag\n/);
  });

  test('that rejects a promise that nobody waits for, this is found', async () => {
    const { finding } = await run(7, (text) => {
      if (text.includes('<')) Promise.reject(new Error('nobody waits'));
    });
    expect(finding).toMatchObject({ input: '<', error: expect.stringContaining('nobody waits') });
  });
});

test('given errors that differ by numbers and quoted texts alone, they are of one kind', () => {
  const errorAt = (count: number, line: number) =>
    `Error: a text of ${count} characters: "${count}"\n    at read (/x/target.ts:${line}:5)`;
  expect(kindOf(errorAt(1, 3))).toBe(kindOf(errorAt(22, 3)));
  expect(kindOf(errorAt(1, 3))).not.toBe(kindOf(errorAt(1, 4)));
});
