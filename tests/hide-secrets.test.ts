import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideSecretsOfUrls, mayHoldSecret } from '../src/hide-secrets.ts';

test.each([
  ['postgres://bot:hunter2@db.example/news', 'postgres://[secret]@db.example/news'],
  ['got "redis://:p@ss@cache:6379/0", hm', 'got "redis://[secret]@cache:6379/0", hm'],
  ['https://ghp_1234@github.com/a/b.git', 'https://[secret]@github.com/a/b.git'],
  [
    'https://x.example/feed?id=7&token=abc&page=2#top',
    'https://x.example/feed?id=7&token=[secret]&page=2#top',
  ],
  [
    'https://x.example/f?apiKey=abc&X-Amz-Signature=def',
    'https://x.example/f?apiKey=[secret]&X-Amz-Signature=[secret]',
  ],
  ['https://x.example/login#access_token=abc', 'https://x.example/login#access_token=[secret]'],
  [
    JSON.stringify({ url: 'https://x.example/?key="abc"' }),
    '{"url":"https://x.example/?key=[secret]\\"abc\\""}',
  ],
])('given %j, its secrets are hidden', (text, hidden) => {
  expect(hideSecretsOfUrls(text)).toBe(hidden);
});

test.each([
  'https://medium.com/@lab/robots-fold',
  'https://x.example/search?keyword=robots&author=Ada&page=2',
  'mail ada@example.com: the token is in the key=value list',
  'sqlite:///srv/heatline/data/state.sqlite',
])('given %j, which holds none, it stays as it is', (text) => {
  expect(hideSecretsOfUrls(text)).toBe(text);
});

test('given an address of any name, password and host, the password is not left', () => {
  const word = fc.stringMatching(/^[\w.!$~-]{4,20}$/);
  fc.assert(
    fc.property(word, word, word, (name, password, host) => {
      const secret = `<${password}>`;
      expect(hideSecretsOfUrls(`at https://${name}:${secret}@${host}/x?token=${secret}&a=1`)).not.toContain(
        secret,
      );
    }),
  );
});

test.each([
  ['redis://localhost', false],
  ['#news', false],
  ['/home/me@corp/content', false],
  ['Europe/Berlin', false],
  ['user:pass@host:5432/db', true],
  ['Server=db;User=bot;Password=hunter2', true],
  ['https://token@host/', true],
  ['sqlite://x?key=abc', true],
])('given the setting %j, that it may hold a password is %j', (value, isSecret) => {
  expect(mayHoldSecret(value)).toBe(isSecret);
});
