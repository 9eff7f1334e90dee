/** What a git source may cost. */
export type GitLimits = {
  /** For all of a pull, whatever the server says meanwhile. */
  readonly timeMs: number;
  /** What it sends at once, and what of it is kept. */
  readonly packBytes: number;
  /** Of each git process. */
  readonly memoryBytes: number;
  /** What git may print at once: its list of the files is the longest. */
  readonly outputBytes: number;
  /** Records, and the folders that they lie in. */
  readonly files: number;
  /** All records together. */
  readonly recordsBytes: number;
};

const MB = 1024 * 1024;

export const GIT_LIMITS: GitLimits = {
  // 100 MB at 10 Mbit/s take 84 s.
  timeMs: 180_000,
  // As large as a single file may be on GitHub; the records of a year have a tenth of it.
  packBytes: 100 * MB,
  // git needs 60 MB to begin with.
  memoryBytes: 256 * MB,
  // 150,000 files with paths of 50 characters.
  outputBytes: 16 * MB,
  files: 50_000,
  recordsBytes: 256 * MB,
};
