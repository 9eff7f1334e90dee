import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { cleanText, cutText } from '../../story/text.ts';
import type { GitLimits } from './git-limits.ts';

const REASON_MAX_CHARS = 200;
/** What a server says beside its data is kept up to this, and it is ended when it says more. */
const TALK_MAX_BYTES = 1024 * 1024;
/** POSIX counts the size of a file in these. */
const BLOCK_BYTES = 512;

/** Why a git source cannot be read, in plain words. */
export class GitSourceError extends Error {
  override name = 'GitSourceError';
}

export type GitOptions = {
  /** A bare repository, or where none is yet. */
  readonly repository: string;
  readonly isFileAllowed: boolean;
  /** Settings of this source, as `name=value`. */
  readonly config: readonly string[];
  readonly limits: GitLimits;
  readonly signal: AbortSignal;
};

/** Runs git with these arguments. @returns what it printed. @throws GitSourceError, and the signal's reason */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

// The kernel keeps the limits, for git's own children too. A file that grows too large must be an error that git
// tells of, not a signal that ends it. macOS knows no limit of memory.
const RUN_WITH_LIMITS = `trap '' XFSZ; ulimit -f "$1"; ulimit -v "$2" 2> ${devNull}; shift 2; exec git "$@"`;

/** git as every source gets it: nothing of this machine's settings, hooks and secrets, and never more than its limits. */
export function createGit({ repository, isFileAllowed, config, limits, signal }: GitOptions): Git {
  const args = [...SETTINGS, ...config].flatMap((setting) => ['-c', setting]);
  const env = {
    PATH: process.env.PATH,
    // There is none: no settings and no passwords (.netrc) of whoever runs the bot.
    HOME: '/nonexistent',
    LC_ALL: 'C',
    // Named, it is not looked for: the bot's own folder may lie in a repository.
    GIT_DIR: repository,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    // Nobody sits there to type a password.
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: isFileAllowed ? 'http:https:file' : 'http:https',
  };
  const blocks = String(Math.floor(limits.packBytes / BLOCK_BYTES));
  const memoryKb = String(Math.floor(limits.memoryBytes / 1024));

  return (command, input = '') =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = spawn(
        'sh',
        ['-c', RUN_WITH_LIMITS, 'git', blocks, memoryKb, ...args, ...command],
        // A group of its own: git's helpers end with it.
        { env, detached: true, stdio: 'pipe' },
      );
      const printed: Buffer[] = [];
      const said: Buffer[] = [];
      let failure: unknown = null;
      const endGroup = (): void => {
        try {
          // Never 0, which would be our own group.
          if (child.pid) process.kill(-child.pid, 'SIGKILL');
        } catch {
          // It has ended by itself.
        }
      };
      const end = (reason: unknown): void => {
        failure ??= reason;
        endGroup();
      };
      const onAbort = (): void => end(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      child.stdout.on('data', keepUpTo(limits.outputBytes, printed, end));
      child.stderr.on('data', keepUpTo(TALK_MAX_BYTES, said, end));
      // Where it ends before it has read all, its exit code says why.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('error', end);
      child.on('exit', endGroup);
      child.on('close', (code) => {
        signal.removeEventListener('abort', onAbort);
        if (failure === null && code === 0) resolve(Buffer.concat(printed));
        else reject(failure ?? new GitSourceError(describe(code, Buffer.concat(said).toString(), limits)));
      });
    });
}

const SETTINGS = [
  // Where a redirect leads is not checked.
  'http.followRedirects=false',
  // Should the bot be killed meanwhile, git must end by itself: below 1 kB a second for a minute.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
  'core.hooksPath=/dev/null',
  // A pack stays one file, which the limit is for, and large contents are never in memory whole.
  'fetch.unpackLimit=1',
  'core.bigFileThreshold=1m',
  'core.packedGitWindowSize=16m',
  'core.packedGitLimit=64m',
  'core.deltaBaseCacheLimit=32m',
  'pack.threads=1',
  // It would go on in the background.
  'gc.auto=0',
  'maintenance.auto=false',
];

function keepUpTo(maxBytes: number, chunks: Buffer[], end: (reason: Error) => void) {
  let bytes = 0;
  return (chunk: Buffer): void => {
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) chunks.push(chunk);
    else end(new GitSourceError(`git: it says more than ${maxBytes} bytes`));
  };
}

/** Git's first own line says what went wrong; it may quote what the server said. */
function describe(code: number | null, said: string, limits: GitLimits): string {
  const lines = said.split('\n').filter((line) => !line.startsWith('remote:'));
  const own =
    lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.find((line) => line.trim() !== '');
  if (code === 127) return 'git is not installed on this machine';
  if (own?.includes('File too large')) return `it sends more than ${limits.packBytes} bytes`;
  if (own?.includes('Out of memory')) return `it takes more than ${limits.memoryBytes} bytes of memory`;
  if (own?.includes('terminal prompts disabled')) return 'it asks for a password';
  const reason = cleanText((own ?? '').replace(/^(?:fatal|error):/, ''));
  return `git: ${cutText(reason, REASON_MAX_CHARS) || `it failed (${code ?? 'killed'})`}`;
}
