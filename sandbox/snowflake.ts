/** Discord's epoch: 2015-01-01T00:00:00Z in Unix milliseconds (reference, Snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const TIMESTAMP_SHIFT_BITS = 22n;

/**
 * Makes ids as Discord does: they hold the time, are unique, and always grow, even when `now` stands still or
 * goes back (the low 22 bits count on).
 */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const fromTime = (BigInt(Math.floor(now())) - DISCORD_EPOCH_MS) << TIMESTAMP_SHIFT_BITS;
    last = fromTime > last ? fromTime : last + 1n;
    return last.toString();
  };
}

/** Compares two ids by value: negative when `a` is older. */
export function compareIds(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
