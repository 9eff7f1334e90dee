/** The state cannot be used; the message says where, why, and what to do. */
export class StateError extends Error {
  override name = 'StateError';
}

/** Something in the state cannot be understood. Guessing could post a story twice, so nothing goes on. */
export class UnreadableStateError extends StateError {
  override name = 'UnreadableStateError';

  /** @param entry which entry, e.g. `the ledger entry 123:abc` */
  constructor(entry: string, reason: string) {
    super(
      `STATE_URL: ${entry} cannot be understood (${reason}); restore a backup with "heatline restore FILE", or run the version of Heatline that wrote it`,
    );
  }
}
