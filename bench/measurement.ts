import { performance } from 'node:perf_hooks';

/** One line of the table. */
export type Measurement = {
  /** As the issue numbers them: what is measured. */
  readonly subject: string;
  readonly stories: number;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'MB' | 'share' | 'count';
  /** What it is divided by, measured in the same run. */
  readonly reference?: { readonly name: string; readonly value: number };
  readonly bar?: Bar;
};

/** What the ratio (without a reference: the value) must keep to. */
export type Bar = { readonly max: number } | { readonly min: number };

export function ratioOf({ value, reference }: Measurement): number | null {
  return reference === undefined ? null : value / reference.value;
}

/** Whether the bar holds; null without one. */
export function holdsBar(measurement: Measurement): boolean | null {
  const { bar, value } = measurement;
  if (bar === undefined) return null;
  const measured = ratioOf(measurement) ?? value;
  return 'max' in bar ? measured <= bar.max : measured >= bar.min;
}

export async function timeMs(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share 0.99 for the value that one of a hundred exceeds */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
