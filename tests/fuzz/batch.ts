import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Run, Target } from './target.ts';

/** Making a finding smaller ends after this. */
const SHRINK_MAX_MS = 30_000;

export type Finding = {
  readonly target: string;
  /** Of the batch: with it, a run begins with this very batch. */
  readonly seed: number;
  readonly input: string;
  readonly error: string;
};

type Opened = { readonly target: Target; readonly run: Run };

/**
 * Runs some inputs; the same seed gives the same ones.
 * @param announce is told each input before it runs
 * @returns what was found, with an input made as small as it gets in a while; null: nothing
 */
export async function runBatch(
  { target, run }: Opened,
  seed: number,
  size: number,
  announce: (input: string) => void = () => {},
): Promise<Finding | null> {
  const check = (input: string): Promise<string | null> => {
    announce(input);
    return describeFailure(() => run(input));
  };
  let error: string | null = null;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    const found = await check(input);
    // Of a finding that is made smaller: another error is another finding.
    if (found === null || (error !== null && kindOf(found) !== kindOf(error))) return;
    error = found;
    throw new Error(found);
  });
  const { counterexample } = await fc.check(property, {
    seed,
    numRuns: size,
    interruptAfterTimeLimit: SHRINK_MAX_MS,
  });
  if (error === null || counterexample === null) return null;
  const kind = kindOf(error);
  const fails = async (input: string): Promise<boolean> => kindOf((await check(input)) ?? '') === kind;
  const [input] = counterexample;
  return {
    target: target.name,
    seed,
    input: target.isWhole ? input : await shorten(input, fails),
    error,
  };
}

/** Two errors of one kind are one finding: the numbers and quoted texts of their first line do not matter. */
export function kindOf(error: string): string {
  const [message = '', place = ''] = error.split(/\n\s*(?=at )/, 2);
  return `${message.split('\n', 1)[0]?.replaceAll(/\d+|'.*'|".*"/g, '#')} ${/[\w-]+\.ts:\d+/.exec(place)?.[0] ?? ''}`;
}

/** What is wrong with a run; null: nothing. */
async function describeFailure(run: () => void | Promise<void>): Promise<string | null> {
  let rejection: unknown;
  const onRejection = (reason: unknown): void => {
    rejection = reason ?? 'nothing';
  };
  process.on('unhandledRejection', onRejection);
  try {
    await run();
    // A promise that nobody waits for is told of at the end of a turn.
    await nextTurn();
    if (rejection !== undefined) throw rejection;
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : `thrown: ${String(error)}`;
  } finally {
    process.off('unhandledRejection', onRejection);
  }
}

/** Leaves out pieces, large ones first, as long as what is left still fails. */
async function shorten(input: string, fails: (input: string) => Promise<boolean>): Promise<string> {
  const endMs = performance.now() + SHRINK_MAX_MS;
  let [shortest, size] = [input, Math.ceil(input.length / 2)];
  while (size >= 1) {
    for (let at = 0; at < shortest.length; ) {
      if (performance.now() > endMs) return shortest;
      const shorter = shortest.slice(0, at) + shortest.slice(at + size);
      if (await fails(shorter)) shortest = shorter;
      else at += size;
    }
    if (size === 1) break;
    size = Math.ceil(size / 2);
  }
  return shortest;
}
