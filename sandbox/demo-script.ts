import { type CommandIo, formatMinute, paint, printLine } from '../src/cli/io.ts';
import type { Clock } from '../src/clock.ts';
import type { DemoContent } from './demo-content.ts';
import type { Sandbox } from './sandbox.ts';
import { formatMessage, nameChannel } from './terminal-view.ts';

/** The questions are asked when this many stories are in the channel. */
const POSTS_BEFORE_QUESTIONS = 3;
const FIRST_POSTS_MAX_MS = 60_000;

/** Prints each post as it comes. */
export function printPosts(sandbox: Sandbox, clock: Clock, io: CommandIo): void {
  sandbox.events.on('message', (change, message) => {
    if (change !== 'create' || message.interaction_metadata !== undefined) return;
    printHeading(nameChannel(sandbox, message.channel_id), clock, io);
    printLine(io, formatMessage(message, clock.now()));
  });
}

/** Waits for the first posts, then plays a member who types `/news topic:AI` and `/related`. */
export async function playMember(
  sandbox: Sandbox,
  clock: Clock,
  { coveredStories }: DemoContent,
  io: CommandIo,
): Promise<void> {
  const channelId = sandbox.channel('ai-news').id;
  await sandbox.waitFor(
    () => sandbox.messages(channelId).length >= POSTS_BEFORE_QUESTIONS,
    FIRST_POSTS_MAX_MS,
  );
  const member = sandbox.member();
  const type = async (name: string, options: Record<string, string>): Promise<void> => {
    const { message } = await member.runCommand({ channelId, name, options });
    const typed = Object.entries(options).map(([option, value]) => ` ${option}:${value}`);
    printHeading(`a member types /${name}${typed.join('')}`, clock, io);
    if (message !== undefined) printLine(io, formatMessage(message, clock.now()));
  };
  await type('news', { topic: 'AI' });
  const covered = coveredStories.findLast(({ publishedAtMs }) => publishedAtMs <= clock.now());
  await type('related', covered === undefined ? {} : { story: covered.title });
}

function printHeading(text: string, clock: Clock, io: CommandIo): void {
  printLine(io, `\n${paint(io, 'bold', `${formatMinute(clock.now())}  ${text}`)}`);
}
