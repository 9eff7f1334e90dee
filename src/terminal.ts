import { styleText } from 'node:util';
import { hideSecretsOfUrls } from './hide-secrets.ts';

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

/** Prints one JSON document, for machines. */
export function printJson({ stdout }: CommandIo, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** `1 story`, `2 stories`: the number with the word that fits it. */
export function formatCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function printLine({ stdout }: CommandIo, line = ''): void {
  stdout.write(`${hideSecretsOfUrls(line)}\n`);
}

/** Prints rows in aligned columns; the last one, being the longest, is left as it is. */
export function printTable(io: CommandIo, rows: readonly (readonly string[])[]): void {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns - 1 }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    printLine(io, cells.join('  ').trimEnd());
  }
}

/** The text in a style on a terminal, else as it is. */
export function paint(
  { stdout, environment }: CommandIo,
  style: 'red' | 'yellow' | 'bold' | 'dim',
  text: string,
): string {
  return stdout.isTTY === true && !environment.NO_COLOR
    ? styleText(style, text, { validateStream: false })
    : text;
}

/** `Example +2`: the outlet that leads an event, and how many others tell it. */
export function formatOutlets([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`;
}

/** `2021-12-14 20:15`, in UTC: the same on every machine. */
export function formatMinute(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}
