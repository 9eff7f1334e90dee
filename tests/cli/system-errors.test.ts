import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';
import { writeFiles } from '../support/temp-folder.ts';

type Environment = Record<string, string>;

const inContent =
  (name: string, kind: 'file' | 'folder') =>
  ({ CONTENT_DIR = '' }: Environment): void => {
    const path = join(CONTENT_DIR, name);
    rmSync(path, { recursive: true, force: true });
    if (kind === 'file') writeFileSync(path, '');
    else mkdirSync(path);
  };
/** A place below a file, where nothing can be. */
const belowFile = (setting: 'STATE_URL' | 'LIBRARY_PATH') => (environment: Environment) => {
  const { CONTENT_DIR = '' } = environment;
  writeFiles(CONTENT_DIR, { '.file': '' });
  environment[setting] =
    `${setting === 'STATE_URL' ? 'sqlite://' : ''}${join(CONTENT_DIR, '.file', 'x.sqlite')}`;
};
const emptyState = ({ STATE_URL = '' }: Environment): void =>
  writeFileSync(STATE_URL.slice('sqlite://'.length), '');
const gitIsFile = ({ LIBRARY_PATH = '' }: Environment): void =>
  writeFileSync(join(LIBRARY_PATH, '../git'), '');

test.each<[string[], string, (environment: Environment) => void, string]>([
  [
    ['ingest', '--once'],
    'a folder for sources.yaml',
    inContent('sources.yaml', 'folder'),
    'sources.yaml: it is a folder',
  ],
  [['ingest', '--once'], 'an empty state', emptyState, 's.sqlite is empty'],
  [
    ['ingest', '--once'],
    'a file for the folder of git',
    gitIsFile,
    'git: a file stands where a folder is expected',
  ],
  [['sources'], 'a state below a file', belowFile('STATE_URL'), 'STATE_URL: '],
  [
    ['sources', 'export'],
    'a folder for sources.yaml',
    inContent('sources.yaml', 'folder'),
    'sources.yaml: it is a folder',
  ],
  [['edit', 'old.md', '--hold'], 'an index below a file', belowFile('LIBRARY_PATH'), 'LIBRARY_PATH: '],
  [
    ['archive'],
    'a file for the folder of archives',
    inContent('archive', 'file'),
    'a file stands where a folder is expected',
  ],
  [['backup', 'old.md/x'], 'an empty state', emptyState, 's.sqlite is empty'],
  [['restore', 'old.md'], 'a record for a backup', () => {}, 'is no backup of a state: '],
  [['restore', 'old.md'], 'a state below a file', belowFile('STATE_URL'), 'STATE_URL: '],
  [['start', '--once'], 'an empty state', emptyState, 's.sqlite is empty'],
  [['start', '--once'], 'a state below a file', belowFile('STATE_URL'), 'STATE_URL: '],
  [['start', '--once'], 'an index below a file', belowFile('LIBRARY_PATH'), 'LIBRARY_PATH: '],
])(
  'given %j and %s, it says in a sentence what is wrong where, and ends with 2',
  async (args, _what, make, text) => {
    const { environment: given, contentDir } = setUpContent('- {name: X, address: "http://127.0.0.1:9/"}\n', {
      'old.md': recordText({ webUrl: 'https://example.com/old', publishedDateTime: '2021-12-14T09:00:00Z' }),
    });
    const environment: Environment = {
      ...{
        ...given,
        DISCORD_TOKEN: 'a token',
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
        INIT_CWD: contentDir,
      },
      STATE_URL: `sqlite://${join(given.LIBRARY_PATH, '../s.sqlite')}`,
    };
    make(environment);
    const { exitCode, stderr } = await runCommand(args, environment);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBe(2);
  },
);
