import pino, { type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { hideSecretsOfUrls } from './hide-secrets.ts';
import { showControls } from './show-controls.ts';

/** Interaction and webhook tokens are part of Discord's addresses, and errors of the REST client hold those. */
const TOKEN_IN_URL = /(\/(?:interactions|webhooks)\/\d+\/)[^/?\s"]+/g;
/** What a Discord bot token looks like, wherever it turns up. */
const BOT_TOKEN = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;

export type LogOptions = {
  readonly level: string;
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Left out of every line. */
  readonly secrets: readonly string[];
};

/** The log: readable lines on a terminal, JSON lines elsewhere; never with a secret in it. */
export function createLog({ level, stream, secrets }: LogOptions): Logger {
  const pretty = prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true });
  const prettify = (line: string): string =>
    stream.isTTY ? pretty(keepEscapes(line)) : `${showControls(line.trimEnd())}\n`;
  const hide = (text: string): string =>
    hideSecretsOfUrls(
      secrets
        .filter((secret) => secret !== '')
        .reduce((hidden, secret) => hidden.replaceAll(secret, '[secret]'), text)
        .replace(TOKEN_IN_URL, '$1[secret]')
        .replace(BOT_TOKEN, '[secret]'),
    );
  return pino({ level, base: null }, { write: (line) => stream.write(hide(prettify(line))) });
}

/** An escape of a JSON text: a backslash and what follows it. */
const JSON_ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;
/** The lines of a stack, which stay lines. */
const STACK_LINE = /\\n(?= {4}at )/g;

/**
 * A line of JSON whose texts, read, still have control characters as escapes: what was logged can neither begin a line
 * of its own, nor colour others.
 */
function keepEscapes(json: string): string {
  return showControls(json.trimEnd())
    .split(STACK_LINE)
    .map((part) => part.replace(JSON_ESCAPE, (found) => (/^\\[\\"/]/.test(found) ? found : `\\${found}`)))
    .join('\\n');
}
