import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { showControls } from '../src/show-controls.ts';
import {
  type CommandIo,
  paint,
  printError,
  printJson,
  printLine,
  printNotice,
  printTable,
} from '../src/terminal.ts';

const ESC = '\u001b';
const FORGED = '[05:00:00] ERROR: the token was refused';
/** Names that would colour, hide, move, ring, turn round, or begin a line that was never written. */
const HOSTILE = [
  `a${ESC}[31mred`,
  `a${ESC}[2K${ESC}[1A`,
  `a${ESC}]0;title\u0007`,
  'a\u009b8mhidden',
  'a\b\b\bxyz',
  'a\u202Egnp.exe',
  'a\u2066b\u061Cc',
  `a\n${FORGED}`,
  `a\r${FORGED}`,
  `a\u2028${FORGED}`,
  'a\tb\u0000c\u007f',
];
const CONTROL = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

function openIo(isTTY: boolean) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY }),
  );
  const io = {
    environment: {},
    stdout,
    stderr,
    signal: new AbortController().signal,
  } as unknown as CommandIo;
  return { io, read: () => `${stdout?.read() ?? ''}${stderr?.read() ?? ''}` };
}

test('given control characters, they are escapes; other text stays as it is', () => {
  expect(showControls(`a\n\r\t${ESC}[1m\u009b\u202E`)).toBe('a\\n\\r\\t\\u001b[1m\\u009b\\u202e');
  expect(showControls('Zürich, 機械学習 👩‍🔬 \\n')).toBe('Zürich, 機械学習 👩‍🔬 \\n');
});

describe.each([true, false])('given a terminal: %s', (isTTY) => {
  test.each(HOSTILE)('the name %j is printed in one line, without a control character', (name) => {
    const { io, read } = openIo(isTTY);
    printLine(io, name);
    printNotice(io, name);
    printTable(io, [[name, name]]);
    const lines = read().trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(CONTROL);
  });

  test.each(HOSTILE)('the name %j in JSON is read as it was, and nothing of it acts', (name) => {
    const { io, read } = openIo(isTTY);
    printJson(io, { name });
    const text = read();
    expect(JSON.parse(text)).toEqual({ name });
    expect(text.replaceAll('\n', '')).not.toMatch(CONTROL);
  });

  test.each(HOSTILE)('the name %j is logged in one line, without a control character of its own', (name) => {
    const stream = Object.assign(new PassThrough(), { isTTY });
    const log = createLog({ level: 'info', stream, secrets: [] });
    log.warn({ name, deep: [name] }, `source ${name}`);
    const text = String(stream.read()).trimEnd();
    expect(text.split('\n')).toHaveLength(1);
    // The colours are the log's own.
    const bare = isTTY ? text.replaceAll(new RegExp(`${ESC}\\[\\d{1,2}m`, 'g'), '') : text;
    expect(bare).not.toMatch(CONTROL);
  });
});

test('given a painted text with a name in it, the paint alone reaches the terminal', () => {
  const { io, read } = openIo(true);
  printLine(io, paint(io, 'red', `x${ESC}[8mhidden`));
  expect(read()).toBe(`${ESC}[31mx\\u001b[8mhidden${ESC}[39m\n`);
});

test('given an error with lines of its own, they stay lines', () => {
  const { io, read } = openIo(false);
  printError(io, `two\nlines${ESC}`);
  expect(read()).toBe('two\nlines\\u001b\n');
});

test('given an error in the log, its stack has lines on a terminal, and its message is one', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  const log = createLog({ level: 'info', stream, secrets: [] });
  log.error({ err: new Error(`no\n${FORGED}`) }, 'failed');
  const lines = String(stream.read()).split('\n');
  expect(lines.some((line) => line.trimStart().startsWith('[05:00:00]'))).toBe(false);
  expect(lines.some((line) => /^ +at /.test(line) || /\n? +at /.test(line))).toBe(true);
});
