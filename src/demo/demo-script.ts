import type { Sandbox, SandboxMessage } from '../../sandbox/sandbox.ts';
import type { Replay } from '../../sandbox/web/controls.ts';
import type { Clock, ReplayClock } from '../clock.ts';
import { EXIT_FAILURE, FatalError } from '../fatal-error.ts';
import { type CommandIo, formatMinute, paint, printLine } from '../terminal.ts';
import type { DemoContent } from './demo-content.ts';
import { formatMessage, nameChannel } from './terminal-view.ts';

// The demo's clock is set here; the next change of the replay sets the bot's clock too.

/** So long before a post the replay sets in again after a leap. */
const LEAD_MS = 60_000;

/** Prints each post as it comes. */
export function printPosts(sandbox: Sandbox, clock: Clock, io: CommandIo): void {
  sandbox.events.on('message', (change, message) => {
    if (change !== 'create' || message.interaction_metadata !== undefined) return;
    printHeading(nameChannel(sandbox, message.channel_id), clock, io);
    printMessage(message, clock.now(), io);
  });
}

/**
 * Takes the replay from one of the planned posts to the next, leaping over the time between them; to the newest
 * story where no post is planned.
 * @throws FatalError when none of them comes
 */
export async function playPosts(
  sandbox: Sandbox,
  clock: ReplayClock,
  replay: Replay,
  { content, postsMs }: { content: DemoContent; postsMs: readonly number[] },
): Promise<void> {
  const { id } = sandbox.channel('ai-news');
  if (postsMs.length === 0) {
    clock.set(Math.max(clock.now(), content.stories.at(-1)?.story.publishedAtMs ?? 0));
    replay.resume();
  }
  for (const [index, atMs] of postsMs.entries()) {
    if (sandbox.messages(id).length > index) continue;
    clock.set(Math.max(clock.now(), atMs - LEAD_MS));
    await replay.jumpToNextPost();
  }
  if (postsMs.length > 0 && sandbox.messages(id).length === 0) {
    throw new FatalError(
      `the bot did not post what was due at ${formatMinute(postsMs[0] ?? 0)}`,
      EXIT_FAILURE,
    );
  }
}

/** Plays a member who types `/news topic:AI` and `/related`. */
export async function playMember(
  sandbox: Sandbox,
  clock: Clock,
  { coveredStories }: DemoContent,
  io: CommandIo,
): Promise<void> {
  const channelId = sandbox.channel('ai-news').id;
  const member = sandbox.member();
  const type = async (name: string, options: Record<string, string>): Promise<void> => {
    const { message } = await member.runCommand({ channelId, name, options });
    const typed = Object.entries(options).map(([option, value]) => ` ${option}:${value}`);
    printHeading(`a member types /${name}${typed.join('')}`, clock, io);
    if (message !== undefined) printMessage(message, clock.now(), io);
  };
  await type('news', { topic: 'AI' });
  const covered = coveredStories.findLast(({ publishedAtMs }) => publishedAtMs <= clock.now());
  await type('related', covered === undefined ? {} : { story: covered.title });
}

function printMessage(message: SandboxMessage, nowMs: number, io: CommandIo): void {
  for (const line of formatMessage(message, nowMs).split('\n')) printLine(io, line);
}

function printHeading(text: string, clock: Clock, io: CommandIo): void {
  printLine(io);
  printLine(io, paint(io, 'bold', `${formatMinute(clock.now())}  ${text}`));
}
