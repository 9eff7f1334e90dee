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

/** The state's file is not the one any more that is open: nothing that is posted now could be recorded. */
export class LostStateError extends StateError {
  override name = 'LostStateError';

  constructor(stateUrl: string) {
    super(
      `STATE_URL: ${stateUrl} was deleted, emptied or replaced while it was in use, so nothing more is posted; restore a backup with "heatline restore FILE", or start again with a new state`,
    );
  }
}

/** The state's file is torn: what it says cannot be relied on. */
export class DamagedStateError extends StateError {
  override name = 'DamagedStateError';

  constructor(stateUrl: string, reason: string, options: ErrorOptions) {
    super(`STATE_URL: ${stateUrl}: ${reason}`, options);
  }
}
