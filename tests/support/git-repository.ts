import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FileContent, makeTempFolder, writeFiles } from './temp-folder.ts';

export type GitRepository = {
  readonly folder: string;
  /** Its address on this machine. */
  readonly url: string;
  /** Runs git in it. @returns what it printed */
  git(...args: readonly string[]): string;
  commit(files: Readonly<Record<string, FileContent>>, removed?: readonly string[]): void;
};

/** A repository on the branch `main`, with a first commit. */
export function makeGitRepository(files: Readonly<Record<string, FileContent>>): GitRepository {
  const folder = makeTempFolder();
  const git: GitRepository['git'] = (...args) =>
    execFileSync('git', args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Ann',
        GIT_AUTHOR_EMAIL: 'ann@example.com',
        GIT_COMMITTER_NAME: 'Ann',
        GIT_COMMITTER_EMAIL: 'ann@example.com',
      },
      encoding: 'utf8',
    });
  const commit: GitRepository['commit'] = (changed, removed = []) => {
    writeFiles(folder, changed);
    for (const path of removed) rmSync(join(folder, path));
    git('-c', 'core.bigFileThreshold=1m', 'add', '--all');
    git('commit', '--quiet', '--message', 'change');
  };
  git('init', '--quiet', '--initial-branch=main');
  // As large hosts do: who asks for it may fetch without contents, and one content alone.
  git('config', 'uploadpack.allowFilter', 'true');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  commit(files);
  return { folder, url: `file://${folder}`, git, commit };
}
