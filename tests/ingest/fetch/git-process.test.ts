import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GIT_LIMITS } from '../../../src/ingest/fetch/git-limits.ts';
import { createGit } from '../../../src/ingest/fetch/git-process.ts';
import { preparePull } from '../../support/git-pull.ts';
import { makeGitRepository } from '../../support/git-repository.ts';
import { openServer, packetLine } from '../../support/git-server.ts';
import { recordText } from '../../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../../support/temp-folder.ts';

function setVariables(values: Readonly<Record<string, string>>): void {
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
}

/** A program of this name before all others. */
function placeProgram(name: string, script: string): void {
  const folder = makeTempFolder();
  writeFiles(folder, { [name]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, name), 0o755);
  setVariables({ PATH: `${folder}:${process.env.PATH}` });
}

test('given secrets and settings in the environment, git gets none of them', async () => {
  placeProgram('git', 'env -0');
  setVariables({
    DISCORD_TOKEN: 'secret',
    STATE_URL: 'secret',
    GIT_SSH_COMMAND: 'evil',
    GIT_CONFIG_PARAMETERS: "'core.fsmonitor=evil'",
    GIT_PROXY_COMMAND: 'evil',
    https_proxy: 'http://127.0.0.1:1',
    SSH_ASKPASS: 'evil',
  });
  const git = createGit({
    repository: '/nowhere',
    isFileAllowed: false,
    config: [],
    limits: GIT_LIMITS,
    signal: new AbortController().signal,
  });
  const names = (await git([]))
    .toString()
    .split('\0')
    .map((line) => line.split('=')[0]);
  // The shell's own ones aside.
  const own = names.filter((name) => !['', '_', 'PWD', 'OLDPWD', 'SHLVL'].includes(name ?? ''));
  expect(own.sort()).toEqual([
    'GIT_ALLOW_PROTOCOL',
    'GIT_ATTR_NOSYSTEM',
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_NOSYSTEM',
    'GIT_DIR',
    'GIT_TERMINAL_PROMPT',
    'HOME',
    'LC_ALL',
    'PATH',
  ]);
});

test('given filters, hooks and other addresses in the settings of whoever runs the bot, none is used', async () => {
  const folder = makeTempFolder();
  const marker = join(folder, 'ran');
  writeFiles(folder, {
    '.gitconfig': `[core]
  hooksPath = ${folder}/hooks
  attributesFile = ${folder}/attributes
[init]
  templateDir = ${folder}
[filter "evil"]
  smudge = touch ${marker}; cat
  required = true
[url "file:///nowhere/"]
  insteadOf = file:///
`,
    attributes: '*.md filter=evil\n',
    'info/attributes': '*.md filter=evil\n',
    'hooks/reference-transaction': `#!/bin/sh\ntouch ${marker}\n`,
    'hooks/post-checkout': `#!/bin/sh\ntouch ${marker}\n`,
  });
  for (const hook of ['reference-transaction', 'post-checkout'])
    chmodSync(join(folder, 'hooks', hook), 0o755);
  setVariables({ HOME: folder, GIT_CONFIG_GLOBAL: join(folder, '.gitconfig'), GIT_TEMPLATE_DIR: folder });
  const { url } = makeGitRepository({
    'a.md': recordText({ title: 'A' }),
    '.gitattributes': '*.md filter=evil text eol=crlf\n',
  });
  expect(await preparePull(url).pull()).toEqual({ kind: 'read', notice: null });
  expect(existsSync(marker)).toBe(false);
});

test('given a server that redirects, it is not followed', async () => {
  const inner = await openServer((_request, response) => response.end());
  const server = await openServer((request, response) =>
    response.writeHead(301, { location: `${inner.url}${request.url}` }).end(),
  );
  const answer = await preparePull(server.url).pull();
  expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^git: .*301/) });
  expect(inner.requests).toEqual([]);
});

test('given a server that asks for a password, it says so, and nobody is asked', async () => {
  const server = await openServer((_request, response) =>
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
  );
  expect(await preparePull(server.url).pull()).toMatchObject({ reason: 'it asks for a password' });
});

test('given an error that the server worded, it is one short line of plain text', async () => {
  const server = await openServer((_request, response) => {
    response.setHeader('content-type', 'application/x-git-upload-pack-advertisement');
    const error = packetLine(`ERR \u009b31mred\u200b ${'x'.repeat(1_000)}\n`);
    response.end(Buffer.concat([packetLine('# service=git-upload-pack\n'), Buffer.from('0000'), error]));
  });
  const answer = await preparePull(server.url).pull();
  expect(answer).toMatchObject({ reason: expect.stringMatching(/^git: remote error: 31mred x+…$/) });
});

test('given no git on the machine, it says so', async () => {
  const folder = makeTempFolder();
  symlinkSync('/bin/sh', join(folder, 'sh'));
  const { url } = makeGitRepository({ 'a.md': '' });
  setVariables({ PATH: folder });
  expect(await preparePull(url).pull()).toMatchObject({ reason: 'git is not installed on this machine' });
});

test('given a git that would look names up by itself, it is not used', async () => {
  placeProgram('git', 'echo git version 2.34.1');
  expect(await preparePull('file:///nowhere').pull()).toMatchObject({
    reason: 'git 2.37 or later is needed; this machine has git version 2.34.1',
  });
});
