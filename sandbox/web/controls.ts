import type { PreviewState, ReplayState } from './protocol.ts';

// What whoever starts the page may give it to show beside the channels.

/** Drives the replayed clock. */
export type Replay = {
  state(): ReplayState;
  /**
   * Like pause and resume, it ends a jump.
   * @param speed replayed milliseconds per real one
   */
  setSpeed(speed: number): void;
  pause(): void;
  resume(): void;
  /** Resolves when the jump is over: a post came, none is to come, or it was ended. */
  jumpToNextPost(): Promise<void>;
  onChange(listener: () => void): void;
};

/** The card of one record, as it is now. */
export type Preview = { current(): PreviewState; onChange(listener: () => void): void };
