import { describe, expect, test } from 'vitest';
import { findTarget, hidesTarget } from '../../src/story/go-between-links.ts';

const TARGET = 'https://outlet.example/2026/robots?id=42';
const encoded = encodeURIComponent(TARGET);
const token = Buffer.from(`\x08\x13"\x20${TARGET}\xd2\x01\x00`, 'latin1').toString('base64url');

describe('given the address of a go-between that carries its target, the target comes out', () => {
  test.each([
    `https://www.google.com/url?rct=j&sa=t&url=${encoded}&ct=ga&cd=CAIy&usg=AOv`,
    `https://www.google.co.uk/url?q=${encoded}`,
    `http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=${encoded}&c=1&mkt=en-us`,
    `https://www.bing.com/ck/a?!&&p=x&u=a1${Buffer.from(TARGET).toString('base64url')}&ntb=1`,
    `https://news.google.com/news/url?sa=t&url=${encoded}`,
    `https://urldefense.proofpoint.com/v2/url?u=${encoded.replaceAll('%2F', '_').replaceAll('%', '-')}&d=x`,
    `https://urldefense.com/v3/__${TARGET}__;!!x!y$`,
    `https://t.umblr.com/redirect?z=${encoded}&t=x`,
    `https://l.facebook.com/l.php?u=${encoded}&h=x`,
    `https://lm.facebook.com/l.php?u=${encoded}`,
    `https://l.instagram.com/?u=${encoded}&e=x`,
    `https://out.reddit.com/t3_1?url=${encoded}&token=x`,
    `https://slack-redir.net/link?url=${encoded}`,
    `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05`,
    `https://www.youtube.com/redirect?event=video_description&q=${encoded}`,
    `https://vk.com/away.php?to=${encoded}`,
    `https://duckduckgo.com/l/?uddg=${encoded}&rut=x`,
    `https://feedproxy.google.com/redirect?url=${encoded}`,
    `https://href.li/?${TARGET}`,
    `https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=${encoded}/RK=2/RS=x-`,
    `https://news.google.com/rss/articles/${token}?oc=5`,
    `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.google.com/url?url=${encoded}`)}`,
  ])('%s', (link) => {
    expect(findTarget(link)).toBe(TARGET);
  });
});

test.each([
  ['an address of nobody that is known', `https://tracker.example/?url=${encoded}`],
  ['a host that only looks like one', `https://www.google.com.evil.example/url?url=${encoded}`],
  ['another page of the go-between', `https://www.google.com/search?q=${encoded}`],
  ['a target that is no http address', 'https://www.google.com/url?url=javascript:alert(1)'],
  ['a target that is only a path', 'https://www.google.com/url?url=/search'],
  ['no target', 'https://www.google.com/url?rct=j'],
  ['a target that is too long', `https://www.google.com/url?url=https://outlet.example/${'x'.repeat(3_000)}`],
  ['no address', 'nothing'],
])('given %s, there is no target', (_what, link) => {
  expect(findTarget(link)).toBeNull();
});

test('given a token of Google News that only Google can read, it hides its target', () => {
  expect(hidesTarget('https://news.google.com/rss/articles/CBMiq0FBVV95cUxN?oc=5')).toBe(true);
  expect(hidesTarget(`https://news.google.com/rss/articles/${token}`)).toBe(false);
  expect(hidesTarget(TARGET)).toBe(false);
});
