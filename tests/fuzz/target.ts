import type fc from 'fast-check';

/** Takes one input in. Throws when something is wrong: an error that nobody documents, or a broken promise. */
export type Run = (input: string) => void | Promise<void>;

/** A way in for what strangers send. Inputs are texts, also those of bytes (latin1) and of packets (JSON). */
export type Target = {
  readonly name: string;
  readonly inputs: fc.Arbitrary<string>;
  /** A piece of an input is none: what is found is made smaller by its generator alone. */
  readonly isWhole?: true;
  /** Opens what the runs share; called within a test, which closes it. */
  readonly open: () => Run | Promise<Run>;
};
