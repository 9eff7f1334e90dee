export const EXIT_FAILURE = 1;
/** Waiting does not help: a setting must be changed. */
export const EXIT_MISUSE = 2;

/** Something that no waiting inside the process mends: it ends, with this code. */
export class FatalError extends Error {
  override name = 'FatalError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
