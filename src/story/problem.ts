/** What is wrong with a file: an error means that it cannot be used, a notice that part of it was not. */
export type Problem = {
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'notice';
  readonly message: string;
};

/** A problem and its file, the path relative to the content folder. */
export type FileProblem = Problem & { readonly file: string };

/** The form in which a problem is printed and logged. */
export function formatProblem({ file, line, message }: FileProblem): string {
  return `${file}:${line}: ${message}`;
}
