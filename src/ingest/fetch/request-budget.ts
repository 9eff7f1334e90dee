/** All requests of a source in one round, redirects and articles' pages included; waiting for its host is not counted. */
const REQUESTS_MAX_MS = 60_000;
/** Five documents of the largest size, unpacked. */
const REQUESTS_MAX_BYTES = 25 * 1024 * 1024;

/** What the requests of one source may still cost together. */
export class RequestBudget {
  #leftMs = REQUESTS_MAX_MS;
  #leftBytes = REQUESTS_MAX_BYTES;

  get leftMs(): number {
    return this.#leftMs;
  }

  /** In plain words, why no more may be asked; null while there is something left. */
  get spent(): string | null {
    if (this.#leftMs <= 0)
      return `its requests took ${REQUESTS_MAX_MS / 1_000} s together, and may not take more`;
    return this.#leftBytes < 0
      ? `it sent more than ${REQUESTS_MAX_BYTES / 1024 / 1024} MB in one round`
      : null;
  }

  /** @param tookMs may be any number: a clock that is set meanwhile must neither use it up nor fill it */
  takeTime(tookMs: number, mostMs: number): void {
    this.#leftMs -= Math.min(Math.max(0, tookMs), mostMs);
  }

  takeBytes(bytes: number): void {
    this.#leftBytes -= bytes;
  }
}
