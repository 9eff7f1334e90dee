import { keepCompiledModules } from './compiled-modules.ts';

// The program. What it runs is loaded only after this, so that it is kept too.
keepCompiledModules(process.env);
const { reportFailure, runCli } = await import('./cli.ts');
const { EXIT_FAILURE } = await import('./fatal-error.ts');

const EXIT_MAX_MS = 1_000;

/** These run until they are told to stop, and then clean up; the others are simply ended. */
const LASTING_COMMANDS = ['start', 'sandbox', 'preview', 'demo'];

const controller = new AbortController();
const args = process.argv.slice(2);
// A listener that stays keeps a second Ctrl-C from ending the process before it has cleaned up.
const stop = (): void => {
  if (controller.signal.aborted) process.stderr.write('Stopping…\n');
  controller.abort();
};
const isLasting = LASTING_COMMANDS.includes(args[0] ?? '');
if (isLasting) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// The terminal was closed. A bot may be meant to outlive it: nohup works only where nobody listens.
if (isLasting && args[0] !== 'start') process.on('SIGHUP', stop);
// The demo that started this bot is gone, or nobody reads what is printed: end as with Ctrl-C.
process.on('disconnect', () => controller.abort());
// A log on a full disk has room again later; what a command prints is incomplete.
let isCutOff = false;
const isFull = (error: NodeJS.ErrnoException): boolean => ['ENOSPC', 'EDQUOT'].includes(error.code ?? '');
process.stdout.on('error', (error) => {
  if (!isFull(error)) controller.abort();
  else if (!isCutOff)
    process.stderr.write('what was printed is cut off: the disk is full; free some space\n');
  isCutOff ||= isFull(error);
});
process.stderr.on('error', (error) => {
  if (!isFull(error)) controller.abort();
});
process.on('exit', (exitCode) => {
  if (isCutOff && exitCode === 0) process.exitCode = EXIT_FAILURE;
});
const io = { environment: process.env, stdout: process.stdout, stderr: process.stderr };
// What no command waited for: a watcher, a server that listens.
process.on('uncaughtException', (error) => process.exit(reportFailure(error, io)));
process.exitCode = await runCli(args, {
  ...io,
  signal: controller.signal,
  onParentMessage: (listener) => {
    process.on('message', listener);
    // Listening alone must not keep the process alive.
    process.channel?.unref();
  },
});
// A socket that will not close must not keep the process; what is printed gets this long to be read.
setTimeout(() => process.exit(), EXIT_MAX_MS).unref();
