import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GitError, type SimpleGit, simpleGit } from 'simple-git';
import { type GitSource, sourceKey } from '../sources/sources.ts';
import { requirePublicHost } from './address.ts';
import type { WebFailure } from './web-client.ts';

/** When git says nothing for this long, it hangs. */
const SILENCE_MAX_MS = 60_000;
const COMMIT_CHARS = 12;

export type GitAnswer = { readonly kind: 'read' } | { readonly kind: 'unchanged' } | WebFailure;
export type GitOptions = { readonly isPrivateAllowed: boolean; readonly signal: AbortSignal };

/**
 * Brings a git source's records up to its branch's tip: one commit, one branch, one folder. The library reads them
 * below `gitDir/NAME`, a link that moves to the new tree in one step, so that it never sees half of a pull.
 */
export async function pullGitSource(
  source: GitSource,
  gitDir: string,
  options: GitOptions,
): Promise<GitAnswer> {
  try {
    const { protocol, hostname } = new URL(source.address);
    if (protocol === 'file:' && !options.isPrivateAllowed) throw new Error('a file address is not read');
    if (!options.isPrivateAllowed) await requirePublicHost(hostname);
    return await pull(source, gitDir, options);
  } catch (error) {
    return { kind: 'failed', reason: describeGitError(error), retryAtMs: null };
  }
}

async function pull(
  source: GitSource,
  gitDir: string,
  { isPrivateAllowed, signal }: GitOptions,
): Promise<GitAnswer> {
  const name = sourceKey(source.name);
  // The library leaves out what begins with a dot.
  const repository = join(gitDir, `.${name}.git`);
  const isNew = !existsSync(join(repository, 'HEAD'));
  mkdirSync(repository, { recursive: true });
  const git = simpleGit({
    baseDir: repository,
    abort: signal,
    timeout: { block: SILENCE_MAX_MS },
    config: [
      // A link in a repository could point at any file of this machine: it becomes a file with a path in it.
      'core.symlinks=false',
      // Nobody sits there to type a password.
      'core.askPass=true',
      // Where a redirect leads is not checked.
      ...(isPrivateAllowed ? [] : ['http.followRedirects=false']),
    ],
    // Both are ours: the line above, and where the tree is checked out.
    unsafe: { allowUnsafeAskPass: true, allowUnsafeConfigPaths: true },
  });
  if (isNew) await git.raw('init', '--bare', '--quiet', '.');
  const before = readLinkIfThere(join(gitDir, name));
  await fetchTip(git, source);
  const commit = (await git.raw('rev-parse', 'FETCH_HEAD')).trim().slice(0, COMMIT_CHARS);
  const tree = `.${name}.${commit}.${sourceKey(source.folder)}`;
  if (before === tree && existsSync(join(gitDir, tree))) return { kind: 'unchanged' };

  rmSync(join(gitDir, tree), { recursive: true, force: true });
  mkdirSync(join(gitDir, tree));
  const folder = source.folder === '' ? '.' : source.folder;
  await git.raw(
    `--work-tree=${join(gitDir, tree)}`,
    'checkout',
    '--quiet',
    '--force',
    'FETCH_HEAD',
    '--',
    folder,
  );
  const link = join(gitDir, `.${name}.link`);
  rmSync(link, { force: true });
  symlinkSync(tree, link);
  renameSync(link, join(gitDir, name));
  removeTrees(gitDir, name, tree);
  return { kind: 'read' };
}

async function fetchTip(git: SimpleGit, { address, branch }: GitSource): Promise<void> {
  await git.raw('config', 'remote.origin.url', address);
  // Contents come when they are checked out, so only those of the one folder do.
  await git.raw(
    'fetch',
    '--quiet',
    '--depth=1',
    '--no-tags',
    '--filter=blob:none',
    'origin',
    branch ?? 'HEAD',
  );
}

/** Removes what sources left that are in the file no more. */
export function removeOtherGitSources(gitDir: string, sources: readonly GitSource[]): void {
  const names = new Set(sources.map(({ name }) => sourceKey(name)));
  for (const entry of listNames(gitDir)) {
    const name = /^\.?([^.]+)/.exec(entry)?.[1];
    if (name !== undefined && !names.has(name)) rmSync(join(gitDir, entry), { recursive: true, force: true });
  }
}

function removeTrees(gitDir: string, name: string, kept: string): void {
  for (const entry of listNames(gitDir)) {
    if (entry.startsWith(`.${name}.`) && entry !== kept && entry !== `.${name}.git`) {
      rmSync(join(gitDir, entry), { recursive: true, force: true });
    }
  }
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function readLinkIfThere(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // There is none: the source is new.
    return null;
  }
}

/** Git's last line says what went wrong. */
function describeGitError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message.includes('spawn git ENOENT')) return 'git is not installed on this machine';
  if (!(error instanceof GitError)) return error.message;
  const lines = error.message
    .split('\n')
    .flatMap((line) => line.replace(/^(?:fatal|error|remote):\s*/i, '').trim() || []);
  return `git: ${lines.at(0) ?? 'it failed'}`;
}
