import pino, { type Logger } from 'pino';

export type LogLine = { readonly level: number; readonly msg: string };

/** A logger whose lines can be read. */
export function collectLog(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { logger, lines };
}
