import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { State } from '../state/state.ts';
import { LostStateError } from '../state/state-error.ts';
import { findSystemProblem } from '../system-error.ts';
import type { LedgerUpkeep } from './ledger-upkeep.ts';

/** What was written is in the state's file itself within this time, not only in its log. */
const CHECKPOINT_MS = 5 * 60_000;
const UPKEEP_MS = 3_600_000;
/** A state that is lost is noticed within this time, also where nothing is posted. A write notices it at once. */
const IN_PLACE_CHECK_MS = 5_000;

export type StateUpkeepOptions = {
  readonly state: State;
  readonly ledger: LedgerUpkeep;
  /** The time that posts are dated by. */
  readonly clock: Clock;
  /** Disks live by real time. */
  readonly realClock: Clock;
  /** Messages that are younger are kept up to their stories. */
  readonly followMs: number;
  readonly findGuildId: (channelId: string) => string | undefined;
  readonly log: Logger;
  /** Called when the state is lost, so that nothing can go on. */
  readonly onLost: (error: LostStateError) => void;
};

/** Keeps the state small and whole while the bot runs. @returns the function that stops it */
export function keepStateUp(options: StateUpkeepOptions): () => void {
  const { state, ledger, clock, realClock, followMs, findGuildId, log, onLost } = options;
  const repeat = (everyMs: number, what: string, work: () => void | Promise<void>): (() => void) => {
    let cancel = (): void => {};
    const run = async (): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (error instanceof LostStateError) return onLost(error);
        // Another process may hold the state locked: it is done the next time.
        const problem = findSystemProblem(error);
        const reason = problem === null ? '' : `: ${problem.message}`;
        log.warn(
          problem === null ? { err: error } : {},
          `${what} could not be done, tried again later${reason}`,
        );
      }
    };
    const schedule = (): void => {
      cancel = realClock.setTimer(realClock.now() + everyMs, () => {
        schedule();
        void run();
      });
    };
    schedule();
    return () => cancel();
  };
  const upkeep = async (): Promise<void> => {
    ledger.noteGuilds(findGuildId);
    await ledger.run(clock.now(), followMs);
  };
  const stops = [
    repeat(IN_PLACE_CHECK_MS, 'a look at the file of the state', () => state.checkInPlace()),
    repeat(CHECKPOINT_MS, 'a checkpoint of the state', () => state.checkpoint()),
    repeat(UPKEEP_MS, 'the upkeep of the ledger', upkeep),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
