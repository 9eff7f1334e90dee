import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_LIMITS, type GitLimits } from '../../src/ingest/fetch/git-limits.ts';
import { type GitAnswer, type GitSourceOptions, pullGitSource } from '../../src/ingest/fetch/git-source.ts';
import { parseSources } from '../../src/ingest/sources/sources.ts';
import { createIngestScene } from './ingest-scene.ts';

type PullOptions = Partial<Omit<GitSourceOptions, 'limits'>> & { readonly limits?: Partial<GitLimits> };

/** An entry of `sources.yaml`. */
export const sourceAt = (address: string) => ({ name: 'Sister', kind: 'git', address, interval: '15m' });

/** Pulls of the source `Sister`, with limits and a network of a test's own; private addresses are read. */
export function preparePull(address: string, options: PullOptions = {}) {
  const { gitDir, clock } = createIngestScene();
  const [source] = parseSources(JSON.stringify([sourceAt(address)])).sources;
  if (source?.kind !== 'git') throw new Error(`${address} is no address of a git source`);
  const { signal } = new AbortController();
  const limits = { ...GIT_LIMITS, ...options.limits };
  /** All files of the git folder. */
  const listFiles = (): string[] =>
    readdirSync(gitDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  return {
    gitDir,
    clock,
    pull: (): Promise<GitAnswer> =>
      pullGitSource(source, gitDir, { isPrivateAllowed: true, clock, signal, ...options, limits }),
    listFiles,
    countBytes: (): number => listFiles().reduce((sum, file) => sum + statSync(file).size, 0),
  };
}
