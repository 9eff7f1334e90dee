import { expect, test } from 'vitest';
import { isPublicAddress, type ResolveHost } from '../../../src/ingest/fetch/address.ts';
import { openGitAddress } from '../../../src/ingest/fetch/git-address.ts';
import { GIT_LIMITS } from '../../../src/ingest/fetch/git-limits.ts';
import { preparePull } from '../../support/git-pull.ts';
import { makeGitRepository } from '../../support/git-repository.ts';
import { openServer, serveRepository } from '../../support/git-server.ts';
import { recordText } from '../../support/record-text.ts';

const options = {
  isFileAllowed: false,
  isAllowed: isPublicAddress,
  resolver: async () => ['93.184.215.14', '2606:2800:21f::1'],
};

test.each([
  ['https://news.example/x.git', 'https://news.example/x.git', 'news.example:443'],
  ['http://News.Example.:8080/x.git', 'http://news.example:8080/x.git', 'news.example:8080'],
  ['http:\\\\news.example\\x.git', 'http://news.example/x.git', 'news.example:80'],
  ['https://bücher.example/x', 'https://xn--bcher-kva.example/x', 'xn--bcher-kva.example:443'],
])(
  'given %s, git gets the addresses that were checked, and no other reading of it',
  async (address, url, target) => {
    expect(await openGitAddress(address, options)).toEqual({
      url,
      config: [`http.curloptResolve=${target}:93.184.215.14,[2606:2800:21f::1]`],
    });
  },
);

test.each(['http://-news.example/', 'http://+news.example/', 'http://*/', 'http://a,b.example/'])(
  'given the name in %s, which curl would take for a command, it is refused',
  async (address) => {
    await expect(openGitAddress(address, options)).rejects.toThrow('is no name of a host');
  },
);

test.each([
  ['http://127.1/x', []],
  ['http://0x7f000001/x', []],
  ['http://[::ffff:127.0.0.1]/x', []],
  ['http://public.example\\@127.0.0.1/', ['10.0.0.1']],
  ['https://news.example/x', ['93.184.215.14', '127.0.0.1']],
])('given %s at %j, it is refused', async (address, addresses) => {
  const resolver = async () => addresses;
  await expect(openGitAddress(address, { ...options, resolver })).rejects.toThrow(
    'not an address of the public internet',
  );
});

test('given a name that is elsewhere when it is asked for again, git connects to where it was checked', async () => {
  const { folder } = makeGitRepository({ 'a.md': recordText({ title: 'A' }) });
  const real = await openServer(serveRepository(folder), { host: '127.0.0.2' });
  const decoy = await openServer((_request, response) => response.end(), { port: real.port });
  const asked: string[] = [];
  const resolver: ResolveHost = (host) => {
    asked.push(host);
    return Promise.resolve([asked.length === 1 ? '127.0.0.2' : '127.0.0.1']);
  };
  // The machine's own resolver says 127.0.0.1 of it.
  const { pull } = preparePull(`http://localhost:${real.port}/.git`, {
    isPrivateAllowed: false,
    isAllowed: (address) => address === '127.0.0.2',
    resolver,
  });
  expect(await pull()).toEqual({ kind: 'read', notice: null });
  expect(asked).toEqual(['localhost']);
  expect(decoy.requests).toEqual([]);
});

test('given a resolver that never answers, the time limit counts', async () => {
  const never = Promise.withResolvers<readonly string[]>();
  const { pull, clock } = preparePull('http://news.example/', { resolver: () => never.promise });
  const answer = pull();
  clock.set(clock.now() + GIT_LIMITS.timeMs);
  expect(await answer).toMatchObject({ kind: 'failed', reason: 'it was not read whole within 180 s' });
});
