import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import open from 'open';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { ReplayClock, systemClock } from '../clock.ts';
import { requireContentDir } from '../config.ts';
import { EXIT_MISUSE, FatalError } from '../fatal-error.ts';
import { type CommandIo, formatMinute, paint, printError, printLine } from '../terminal.ts';
import { startDemoBot } from './demo-bot.ts';
import { chooseBeginning, EARLIEST_REPLAY_MS, planFirstPosts, surveyContent } from './demo-content.ts';
import { playMember, playPosts, printPosts } from './demo-script.ts';
import { openPage } from './open-page.ts';
import { createReplay, formatPace } from './replay.ts';

const BOT_START_MAX_MS = 60_000;
/** With `exit`, the questions are asked when this many stories are in the channel, or all there are. */
const POSTS_BEFORE_QUESTIONS = 3;
/** Of the day before the busiest week, this much has passed when the page is opened. */
const HURRIED_MS = 22 * 3_600_000;

/** Records of 2020 to 2023, which the demo replays a week of. */
const SHIPPED_WEEK_DIR = fileURLToPath(new URL('../../demo', import.meta.url));

export type DemoOptions = {
  /** Without it, the week that ships with Heatline. */
  readonly contentDir?: string | undefined;
  /** Where the replay begins; without it, the day before the busiest week. */
  readonly fromMs?: number;
  /** Replayed milliseconds per real one. */
  readonly speed: number;
  readonly port?: number;
  /** Open the page in the browser. */
  readonly open: boolean;
  /** The real time instead of a replay. */
  readonly live?: boolean;
  /** Leave the state in its folder at the end. */
  readonly keep?: boolean;
  /** In the terminal alone: the first posts, a member's two questions, and the end. */
  readonly exit?: boolean;
};

/**
 * Shows the main job: the local Discord with its page, the unchanged bot as a process of its own, and a replayed
 * clock over the content folder. Nothing stays behind: no process, no file (unless `keep`).
 * @returns the exit code
 * @throws ConfigError, FatalError where there is nothing to show
 */
export async function runDemo(options: DemoOptions, io: CommandIo): Promise<number> {
  const contentDir = resolve(options.contentDir ?? SHIPPED_WEEK_DIR);
  requireContentDir(contentDir, '--content');
  if (options.fromMs !== undefined && options.fromMs < EARLIEST_REPLAY_MS) {
    throw new FatalError(
      `--from: expected an instant from 2015-02-01 on (Discord's ids begin in 2015), got ${formatMinute(options.fromMs)}`,
      EXIT_MISUSE,
    );
  }
  await using resources = new AsyncDisposableStack();
  const stateDir = mkdtempSync(join(tmpdir(), 'heatline-demo-'));
  resources.defer(() => {
    if (options.keep) printLine(io, `The state is kept in ${stateDir}`);
    else rmSync(stateDir, { recursive: true, force: true });
  });
  const content = await surveyContent(contentDir, stateDir, io, options.exit ?? false);
  if (io.signal.aborted) return 0;
  if (content.stories.length === 0 && !options.live) {
    throw new FatalError(`no stories in ${contentDir}`, EXIT_MISUSE);
  }
  const fromMs = options.fromMs ?? chooseBeginning(content);
  const postsMs = planFirstPosts(content, fromMs, POSTS_BEFORE_QUESTIONS);
  const replayClock = options.live ? null : new ReplayClock(fromMs, 0);
  const clock = replayClock ?? systemClock;
  const sandbox = resources.adopt(await startSandbox({ now: () => clock.now() }), (opened) => opened.close());
  // For an admin who tries what the bot may mention.
  sandbox.addRole({ name: 'news-pings', mentionable: true });
  const botOptions = { sandbox, stateDir, contentDir, fromMs: replayClock && fromMs };
  const bot = resources.adopt(startDemoBot(botOptions, io), (started) => started.stop());

  const ready = sandbox.waitFor(() => sandbox.commands().length > 0, BOT_START_MAX_MS);
  ready.catch(() => {});
  await Promise.race([ready, bot.ended, once(io.signal, 'abort')]);
  if (io.signal.aborted) return 0;
  const replay = replayClock && createReplay(replayClock, bot, sandbox, options.speed);
  const span =
    replay === null
      ? 'in real time'
      : `from ${formatMinute(fromMs)} UTC, ${options.exit ? 'from post to post' : formatPace(options.speed)}`;
  printLine(io, `Heatline posts ${contentDir} ${span}.`);
  if (replay !== null && postsMs.length === 0) {
    printLine(io, 'From then on no story will be posted: each is too cool or too old (docs/choosing.md).');
  }
  if (options.exit) {
    printPosts(sandbox, clock, io);
    const play = async (): Promise<void> => {
      if (replayClock !== null && replay !== null) {
        await playPosts(sandbox, replayClock, replay, { content, postsMs });
      }
      await playMember(sandbox, clock, content, io);
    };
    if (!io.signal.aborted) await Promise.race([play(), once(io.signal, 'abort'), bot.ended]);
    return 0;
  }
  const log = (text: string): void => printError(io, text);
  printPosts(sandbox, clock, io);
  const [page] = await Promise.all([
    openPage({
      sandbox,
      log,
      ...(replay && { replay }),
      ...(options.port !== undefined && { port: options.port }),
    }),
    // Nobody watches yet: the news of the first day is in the channel when somebody does.
    options.fromMs === undefined && replay?.fastForwardTo(fromMs + HURRIED_MS),
  ]);
  resources.defer(() => page.close());
  printLine(io, `Open ${paint(io, 'bold', page.url)} and type /news there. Ctrl-C ends the demo.`);
  if (options.open && io.stdout.isTTY) await open(page.url);
  if (!io.signal.aborted) await Promise.race([once(io.signal, 'abort'), bot.ended]);
  return 0;
}
