import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { writeDueStory } from '../../tests/faults/fan-out.ts';
import { createRandom } from '../../tests/faults/random.ts';
import type { Measurement } from '../measurement.ts';

const CHANNELS = 1_000;
const REQUESTS_A_SECOND = 50;
const DONE_MAX_MS = 60_000;
/** What the bot asks to connect counts as well, in the second in which it does. */
const REST_MS = 2_000;

/** Subject 7: one story to many channels, as fast as Discord's limit for all requests of a bot lets it. */
export async function measureFanOut(): Promise<Measurement[]> {
  const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
  const contentDir = join(dir, 'content');
  mkdirSync(contentDir);
  const sandbox = await startSandbox();
  const channels = Array.from({ length: CHANNELS }, (_, index) =>
    sandbox.addChannel({ name: `text-${index}`, type: 'text' }),
  );
  const bot = fork(join(import.meta.dirname, '../bots/fan-out.ts'), {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      CONTENT_DIR: contentDir,
      STATE_URL: `sqlite://${join(dir, 'state.sqlite')}`,
      LIBRARY_PATH: join(dir, 'library.sqlite'),
      LOG_LEVEL: 'error',
      FAN_OUT_CHANNELS: JSON.stringify(channels.map(({ id }) => id)),
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const isPosted = ({ id }: { id: string }): boolean => sandbox.messages(id).length > 0;
    await sandbox.waitFor(() => sandbox.requests.some(({ path }) => path.endsWith('/commands')), DONE_MAX_MS);
    await wait(REST_MS);
    writeDueStory(contentDir, 0, createRandom(3));
    await sandbox.waitFor(() => channels.some(isPosted), DONE_MAX_MS);
    const startMs = performance.now();
    let left = channels;
    const allPosted = sandbox.waitFor(() => {
      left = left.filter((channel) => !isPosted(channel));
      return left.length === 0;
    }, DONE_MAX_MS);
    await Promise.race([allPosted, once(bot, 'exit')]);
    const seconds = (performance.now() - startMs) / 1000;
    if (left.length > 0) throw new Error(`the bot ended before ${left.length} channels had the story`);
    const posts = sandbox.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    );
    const line = { subject: 'fan-out', stories: 1 } as const;
    return [
      {
        ...line,
        what: `to ${CHANNELS} channels`,
        value: seconds,
        unit: 's',
        // Timed from the first post on, and the first 50 may go out at once.
        reference: {
          name: 'the least: 50 at once, then 50 a second',
          value: CHANNELS / REQUESTS_A_SECOND - 1,
        },
        bar: { max: 1.05 },
      },
      { ...line, what: 'answers 429', value: sandbox.rateLimitedCount(), unit: 'count', bar: { max: 0 } },
      { ...line, what: 'requests a post', value: posts.length / CHANNELS, unit: 'count', bar: { max: 1 } },
    ];
  } finally {
    if (bot.exitCode === null) {
      const exited = once(bot, 'exit');
      bot.kill('SIGTERM');
      await exited;
    }
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
