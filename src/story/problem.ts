/** What is wrong with a file: an error means that it cannot be used, a notice that part of it was not. */
export type Problem = {
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'notice';
  readonly message: string;
};

/** A problem and its file, the path relative to the content folder. */
export type FileProblem = Problem & { readonly file: string };

/** An entry may have thousands of mistakes of one kind; a few show which. */
const FAULTS_TOLD_MAX = 5;

/** What is wrong with one entry of a file, in one line. */
export function listFaults(
  faults: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const told = faults
    .slice(0, FAULTS_TOLD_MAX)
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  const more = faults.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** The form in which a problem is printed and logged. */
export function formatProblem({ file, line, message }: FileProblem): string {
  return `${file}:${line}: ${message}`;
}
