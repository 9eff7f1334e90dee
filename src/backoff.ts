/** Doubling more often than this would leave the numbers that a wait can have. */
const DOUBLINGS_MAX = 40;

/**
 * How long to wait before the next try: doubled with every failure in a row, up to a limit.
 * @param failures in a row, from 1
 */
export function backoffMs(
  failures: number,
  { firstMs, maxMs }: { readonly firstMs: number; readonly maxMs: number },
): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, DOUBLINGS_MAX), maxMs);
}
