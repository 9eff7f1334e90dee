import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { startWebPage } from '../../sandbox/web/server.ts';
import { ReplayClock } from '../../src/clock.ts';
import { startDemoBot } from '../../src/demo/demo-bot.ts';
import { createReplay } from '../../src/demo/replay.ts';

const BOT_START_MAX_MS = 30_000;
/** An hour in two seconds, as the demo has it. */
const DEMO_SPEED = 1800;

/** What the demo runs: the sandbox, the real bot over a content folder, and the page, on a replayed clock. */
export async function startScene(contentDir: string, from: string) {
  await using resources = new AsyncDisposableStack();
  const stateDir = mkdtempSync(join(tmpdir(), 'heatline-browser-'));
  resources.defer(() => rmSync(stateDir, { recursive: true, force: true }));
  const fromMs = Date.parse(from);
  const clock = new ReplayClock(fromMs, 0);
  const sandbox = resources.adopt(await startSandbox({ now: () => clock.now() }), (opened) => opened.close());
  const stderr = new PassThrough();
  let botLog = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    botLog += text;
  });
  const io = { stdout: new PassThrough(), stderr, environment: {}, signal: new AbortController().signal };
  const bot = resources.adopt(startDemoBot({ sandbox, contentDir, stateDir, fromMs }, io), (started) =>
    started.stop(),
  );
  await Promise.race([sandbox.waitFor(() => sandbox.commands().length > 0, BOT_START_MAX_MS), bot.ended]);
  const replay = createReplay(clock, bot, sandbox, DEMO_SPEED);
  const web = resources.adopt(await startWebPage({ sandbox, replay, port: 0 }), (opened) => opened.close());
  const channelId = sandbox.channel('ai-news').id;
  const kept = resources.move();
  return {
    sandbox,
    replay,
    url: web.url,
    channelId,
    /** The bot's log so far. */
    botLog: () => botLog,
    /** Runs until that many messages are in the channel, then stands still. */
    async playUntil(count: number): Promise<void> {
      replay.resume();
      await sandbox.waitFor(() => sandbox.messages(channelId).length >= count, BOT_START_MAX_MS);
      replay.pause();
    },
    close: () => kept.disposeAsync(),
  };
}

export type Scene = Awaited<ReturnType<typeof startScene>>;
