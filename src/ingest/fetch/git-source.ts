import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { untilAborted } from '../../abort.ts';
import type { Clock } from '../../clock.ts';
import { type GitSource, sourceKey } from '../sources/sources.ts';
import { type AddressRule, isPublicAddress, type ResolveHost } from './address.ts';
import { openGitAddress } from './git-address.ts';
import { GIT_LIMITS, type GitLimits } from './git-limits.ts';
import { createGit, type Git, GitSourceError } from './git-process.ts';
import { inBatches, listRecords, splitContents } from './git-records.ts';
import type { WebFailure } from './web-client.ts';

/** Each fetch adds a pack. A repository with more, or with more bytes than one pack may have, is fetched anew. */
const PACKS_MAX = 50;
/** The repository that the next pull goes on with. */
const KEPT = 'repository';
const TIP = 'refs/heads/tip';

export type GitAnswer =
  | { readonly kind: 'read'; readonly notice: string | null }
  | { readonly kind: 'unchanged' }
  | WebFailure;
export type GitSourceOptions = {
  readonly isPrivateAllowed: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits?: GitLimits;
  /** Which addresses may be connected to, and who says where a name is. */
  readonly isAllowed?: AddressRule;
  readonly resolver?: ResolveHost;
};

/**
 * Brings a git source's records up to its branch's tip: one commit, one branch, one folder. The library reads them
 * below `gitDir/NAME`, a link that moves to the new tree in one step, so that it never sees half of a pull.
 * Never throws: what goes wrong comes back as `failed`, with the reason.
 */
export async function pullGitSource(
  source: GitSource,
  gitDir: string,
  options: GitSourceOptions,
): Promise<GitAnswer> {
  const { clock, limits = GIT_LIMITS } = options;
  const deadline = new AbortController();
  const cancelTimer = clock.setTimer(clock.now() + limits.timeMs, () =>
    deadline.abort(new GitSourceError(`it was not read whole within ${limits.timeMs / 1000} s`)),
  );
  const signal = AbortSignal.any([options.signal, deadline.signal]);
  const name = sourceKey(source.name);
  try {
    // What a bot left that was killed.
    await sweep(gitDir, name);
    try {
      return await pull(source, gitDir, { ...options, limits, signal });
    } finally {
      await sweep(gitDir, name);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason, retryAtMs: null };
  } finally {
    cancelTimer();
  }
}

async function pull(
  source: GitSource,
  gitDir: string,
  options: GitSourceOptions & { limits: GitLimits },
): Promise<GitAnswer> {
  const { isPrivateAllowed, limits, signal } = options;
  const { isAllowed = isPrivateAllowed ? () => true : isPublicAddress, resolver } = options;
  const where = openGitAddress(source.address, { isFileAllowed: isPrivateAllowed, isAllowed, resolver });
  const { url, config } = await untilAborted(where, signal);

  const name = sourceKey(source.name);
  const link = join(gitDir, name);
  // The library leaves out what begins with a dot.
  const kept = join(gitDir, `.${name}.${KEPT}`);
  const repository = join(gitDir, `.${name}.fetching`);
  const git = createGit({ repository, isFileAllowed: isPrivateAllowed, config, limits, signal });
  await requireVersion(git);
  const { ref, commit } = await findTip(git, url, source.branch);
  const tree = `.${name}.${hash('sha256', `${commit} ${source.folder}`).slice(0, 16)}`;
  if (readLinkIfThere(link) === tree && existsSync(link)) return { kind: 'unchanged' };

  mkdirSync(gitDir, { recursive: true });
  if (isWorn(kept, limits)) await git(['init', '--quiet', '--bare', '--template=', repository]);
  else renameSync(kept, repository);
  const refspec = `+${ref}:${TIP}`;
  await git(['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--', url, refspec]);
  const notice = await writeTree(git, source.folder, join(gitDir, tree), limits);
  // Only a repository with which all went well is used again.
  await rm(kept, { recursive: true, force: true });
  renameSync(repository, kept);
  const newLink = join(gitDir, `.${name}.link`);
  symlinkSync(tree, newLink);
  renameSync(newLink, link);
  return { kind: 'read', notice };
}

/** An older git does not know `http.curloptResolve`, and would look the name up by itself. */
async function requireVersion(git: Git): Promise<void> {
  const said = (await git(['version'])).toString().trim();
  // bounded: git's own version
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(said)?.map(Number) ?? [];
  if (major < 2 || (major === 2 && minor < 37))
    throw new GitSourceError(`git 2.37 or later is needed; this machine has ${said}`);
}

async function findTip(git: Git, url: string, branch: string | undefined) {
  const ref = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const listing = (await git(['ls-remote', '--quiet', '--', url, ref])).toString();
  // It lists all whose end is the same.
  const line = listing.split('\n').find((text) => text.endsWith(`\t${ref}`));
  if (line === undefined)
    throw new GitSourceError(branch === undefined ? 'it has no commit yet' : `it has no branch ${branch}`);
  return { ref, commit: line.slice(0, line.indexOf('\t')) };
}

/** Writes the records of the commit that was fetched. @returns what was left out, in plain words */
async function writeTree(git: Git, folder: string, tree: string, limits: GitLimits): Promise<string | null> {
  const within = folder === '' ? [] : [`${folder}/`];
  // Sizes first: what is too large is never read.
  const listing = (await git(['ls-tree', '-r', '-l', '-z', TIP, '--', ...within])).toString();
  if (listing === '' && folder !== '') throw new GitSourceError(`it has no folder ${folder}`);
  const { records, notice } = listRecords(listing, limits);
  mkdirSync(tree);
  for (const batch of inBatches(records)) {
    const blobs = batch.map(({ blob }) => `${blob}\n`).join('');
    for (const { path, content } of splitContents(await git(['cat-file', '--batch'], blobs), batch)) {
      const file = join(tree, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
  return notice;
}

function isWorn(repository: string, { packBytes }: GitLimits): boolean {
  const packs = join(repository, 'objects/pack');
  const names = listNames(packs);
  const bytes = names.reduce((sum, name) => sum + statSync(join(packs, name)).size, 0);
  return (
    names.length === 0 ||
    names.filter((name) => name.endsWith('.pack')).length > PACKS_MAX ||
    bytes > packBytes
  );
}

/** Removes what of a source is neither the tree that the library reads nor the repository for the next pull. */
async function sweep(gitDir: string, name: string): Promise<void> {
  const used = [readLinkIfThere(join(gitDir, name)), `.${name}.${KEPT}`];
  for (const entry of listNames(gitDir)) {
    if (entry.startsWith(`.${name}.`) && !used.includes(entry))
      await rm(join(gitDir, entry), { recursive: true, force: true });
  }
}

/** Removes what sources left that are in the file no more. */
export async function removeOtherGitSources(gitDir: string, sources: readonly GitSource[]): Promise<void> {
  const names = new Set(sources.map(({ name }) => sourceKey(name)));
  for (const entry of listNames(gitDir)) {
    const name = /^\.?([^.]+)/.exec(entry)?.[1];
    if (name !== undefined && !names.has(name))
      await rm(join(gitDir, entry), { recursive: true, force: true });
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
