import { domainToASCII } from 'node:url';
import { expect, test } from 'vitest';
import { displayHost } from '../../src/story/host-name.ts';

test.each([
  'bücher.example',
  'münchen.bücher.example',
  'łódź.example',
  'новости.example',
  'тест.рф',
  'сухо.рф',
  'ειδήσεις.example',
  '新闻.example',
  'ニュース新聞.example',
  '뉴스.example',
  'अखबार.example',
  'example.com',
])('given the host of %s, it is shown so', (name) => {
  expect(displayHost(domainToASCII(name))).toBe(name);
});

test.each([
  ['Latin and Cyrillic letters', 'аpple.example'],
  ['Cyrillic letters that all look Latin', 'аррӏе.com'],
  ['Greek letters that all look Latin', 'ουτ.example'],
  ['Latin letters beside Chinese ones', 'news新闻.example'],
  ['a letter that only looks like a plain one', 'ɡoogle.example'],
  ['a sign that looks like a slash', 'example.com⁄x.example'],
])('given %s, the host is shown as it is spelled in addresses', (_what, name) => {
  const host = domainToASCII(name);
  expect(displayHost(host)).toBe(host);
});

test('given a host that is no valid name, it is shown as it is', () => {
  expect(displayHost('xn--a.example')).toBe('xn--a.example');
});
