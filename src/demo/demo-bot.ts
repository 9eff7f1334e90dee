import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { EXIT_FAILURE, FatalError } from '../fatal-error.ts';
import type { CommandIo } from '../terminal.ts';

const CLI_PATH = join(import.meta.dirname, '../../bin/heatline.js');

export type DemoBot = {
  /** Sets the bot's replayed clock. */
  setClock(nowMs: number, speed: number): void;
  /** Rejects when the bot ends by itself. */
  readonly ended: Promise<never>;
  /** Ends the bot, and resolves when it has. */
  stop(): Promise<void>;
};

export type DemoBotOptions = {
  readonly sandbox: Sandbox;
  readonly contentDir: string;
  readonly stateDir: string;
  /** Its clock's time until it is set; null: real time. */
  readonly fromMs: number | null;
};

/** Starts the unchanged bot as a process of its own, its log on the demo's stderr. */
export function startDemoBot(
  { sandbox, contentDir, stateDir, fromMs }: DemoBotOptions,
  io: CommandIo,
): DemoBot {
  const clock = fromMs === null ? [] : ['--now', new Date(fromMs).toISOString(), '--speed', '0'];
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI_PATH, 'start', ...clock],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl-C goes to every process of the terminal's group; the bot is ended by the demo, after its last answer.
      detached: true,
      env: {
        DISCORD_TOKEN: sandbox.token,
        DISCORD_API_URL: sandbox.apiUrl,
        CONTENT_DIR: contentDir,
        STATE_URL: `sqlite://${join(stateDir, 'state.sqlite')}`,
        LIBRARY_PATH: join(stateDir, 'library.sqlite'),
        NEWS_CHANNEL_ID: sandbox.channel('ai-news').id,
        LOG_LEVEL: 'warn',
        ...(fromMs === null ? pickLiveSettings(io) : { INGEST: 'off' }),
      },
    },
  );
  child.stderr?.pipe(io.stderr, { end: false });
  const ended = watchEnd(child);
  ended.catch(() => {});
  return {
    setClock: (nowMs, speed) => void (child.connected && child.send({ nowMs, speed })),
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** In real time the bot may bring in news, where the person who runs the demo says so. */
function pickLiveSettings({ environment }: CommandIo): Record<string, string> {
  const names = ['INGEST_INTERVAL', 'INGEST_ALLOW_PRIVATE', 'NEWS_SCHEDULE'];
  const given = names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []));
  return { INGEST: environment.INGEST ?? 'off', ...Object.fromEntries(given) };
}

async function watchEnd(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  const end = signal === null ? `ended by itself (code ${code})` : `was killed (${signal})`;
  throw new FatalError(`the bot ${end}, so the demo ends too`, EXIT_FAILURE);
}
