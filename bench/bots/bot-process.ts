import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { BotMessage, BotOrder } from './messages.ts';

type Report = Extract<BotMessage, { kind: 'report' }>;

/** What `npm start` gives to Node, without the settings of this folder. */
const START_FLAGS = packageJson.scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--') && !word.startsWith('--env-file'));

/** A bot in a process of its own, connected to a local Discord. */
export class BotProcess {
  readonly #child: ChildProcess;
  readonly ready: Promise<unknown>;

  constructor(kind: 'bare' | 'heatline', sandbox: Sandbox, environment: Record<string, string> = {}) {
    this.#child = fork(join(import.meta.dirname, `${kind}.ts`), {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        DISCORD_TOKEN: sandbox.token,
        DISCORD_API_URL: sandbox.apiUrl,
        ...environment,
      },
      execArgv: kind === 'heatline' ? START_FLAGS : ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.ready = this.#next('ready');
  }

  /** Memory now, and the longest block of the event loop since it was last asked. */
  async report(): Promise<Report> {
    const report = this.#next('report');
    this.#child.send('report' satisfies BotOrder);
    // The message asked for is of this kind.
    return (await report) as Report;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.send('stop' satisfies BotOrder);
    await exited;
  }

  #next(kind: BotMessage['kind']): Promise<BotMessage> {
    return new Promise((resolve, reject) => {
      const listen = (message: BotMessage): void => {
        if (message.kind !== kind) return;
        this.#child.off('message', listen);
        resolve(message);
      };
      this.#child.on('message', listen);
      this.#child.once('exit', (code) => reject(new Error(`a bot of the bench ended with ${code}`)));
    });
  }
}
