import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts';

/** A started command of Heatline's command line. */
export type RunningCli = {
  /** What it wrote to stderr so far: its log. */
  log(): string;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<number | null>;
};

const CLI_PATH = join(import.meta.dirname, '../../bin/heatline.js');

/** A folder that is gone when the test is. */
export function makeTempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'heatline-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A local Discord that is closed when the test ends. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // Discord waits for 3 s. On a busy machine that would judge the machine, not the bot.
  const sandbox = await startSandbox({ interactionDeadlineMs: 20_000, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The environment of a bot that posts into the sandbox's text channel, its state below `dir`. */
export function botEnvironment(sandbox: Sandbox, dir: string, contentDir: string): Record<string, string> {
  return {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    CONTENT_DIR: contentDir,
    STATE_URL: `sqlite://${join(dir, 'state.sqlite')}`,
    LIBRARY_PATH: join(dir, 'library.sqlite'),
    NEWS_CHANNEL_ID: sandbox.channel('ai-news').id,
    // Every second: a test should not wait for a minute to begin.
    NEWS_SCHEDULE: '* * * * * *',
  };
}

/** Starts a command as a process of its own; it is ended when the test ends, if it has not by then. */
export function startCli(args: readonly string[], environment: Record<string, string>): RunningCli {
  const child = spawn(process.execPath, [CLI_PATH, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill('SIGINT');
    return exited;
  };
  onTestFailed(() => console.error(log));
  onTestFinished(async () => {
    await stop();
  });
  return { log: () => log, exited, stop };
}
