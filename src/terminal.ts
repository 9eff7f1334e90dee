import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { hideSecretsOfUrls } from './hide-secrets.ts';
import { showControls } from './show-controls.ts';

/** What a command may touch outside itself; tests give their own. */
export type CommandIo = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Fires when the person wants the command to end (Ctrl-C). */
  readonly signal: AbortSignal;
  /** Hears what the process that started this one says; missing where none can. */
  readonly onParentMessage?: (listener: (message: unknown) => void) => void;
};

type Paint = 'red' | 'yellow' | 'bold' | 'dim';

/** Stands around what is painted until it is printed. Known to this process alone: no name can pose as it. */
const MARK = randomUUID();
const PAINTED = new RegExp(`<${MARK} (red|yellow|bold|dim)>(.*?)</${MARK}>`, 'g');

/** Prints one JSON document, for machines. */
export function printJson({ stdout }: CommandIo, value: unknown): void {
  // JSON leaves some control characters as they are; within its texts they may be written as escapes.
  const lines = JSON.stringify(value, null, 2).split('\n');
  stdout.write(`${lines.map(showControls).join('\n')}\n`);
}

/** `1 story`, `2 stories`: the number with the word that fits it. */
export function formatCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Prints a line: what of it was painted in its style, and control characters as escapes. */
export function printLine({ stdout }: CommandIo, line = ''): void {
  const shown = showControls(hideSecretsOfUrls(line)).replace(PAINTED, (_, style: Paint, text: string) =>
    styleText(style, text, { validateStream: false }),
  );
  stdout.write(`${shown}\n`);
}

/** Says beside the output what a person should know. */
export function printNotice({ stderr }: Pick<CommandIo, 'stderr'>, line: string): void {
  stderr.write(`${showControls(hideSecretsOfUrls(line))}\n`);
}

/** Says an error's message, of which the lines are its own: a list, or a stack. */
export function printError(io: Pick<CommandIo, 'stderr'>, message: string): void {
  for (const line of message.split('\n')) printNotice(io, line);
}

/** Prints rows in aligned columns; the last one, being the longest, is left as it is. */
export function printTable(io: CommandIo, rows: readonly (readonly string[])[]): void {
  const widthOf = (cell = ''): number => showControls(cell.replace(PAINTED, '$2')).length;
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns - 1 }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column]))),
  );
  for (const row of rows) {
    const cells = row.map(
      (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))),
    );
    printLine(io, cells.join('  ').trimEnd());
  }
}

/** The text in a style on a terminal, else as it is; for what is printed here. */
export function paint({ stdout, environment }: CommandIo, style: Paint, text: string): string {
  return stdout.isTTY === true && !environment.NO_COLOR ? `<${MARK} ${style}>${text}</${MARK}>` : text;
}

/** `Example +2`: the outlet that leads an event, and how many others tell it. */
export function formatOutlets([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`;
}

/** `2021-12-14 20:15`, in UTC: the same on every machine. */
export function formatMinute(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}
