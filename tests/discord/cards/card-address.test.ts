import type { APIMessage } from 'discord.js';
import { expect, test } from 'vitest';
import { takenAddress } from '../../../src/discord/cards/card-address.ts';
import { buildStoryCard, readStoryOfMessage } from '../../../src/discord/cards/story-card.ts';
import { showMessage } from '../../support/check-answer.ts';
import { makeStory } from '../../support/stories.ts';

test.each([
  'https://example.com',
  'http://a-b.example.co.uk:8080/x?y=(z)#w',
  'https://xn--bcher-kva.example/',
  'https://my_site.example.com/',
  'http://192.0.2.7/x',
])('given %s, Discord takes it', (url) => {
  expect(takenAddress(url)).toBe(url);
});

test.each([
  ['no top domain', 'https://localhost/x'],
  ['a number for one', 'https://example.123-4/'],
  ['an empty label', 'https://a..example/'],
  ['a dot at the end', 'https://example.com./'],
  ['a hyphen at the end of a label', 'https://bad-.example.com/'],
  ['signs in its host', "https://a'b!c.example.com/"],
  ['too long a label', `https://${'a'.repeat(64)}.example.com/`],
  ['too long a host', `https://${'a.'.repeat(130)}example/`],
  ['an IPv6 address', 'https://[2001:db8::1]/'],
  ['another scheme', 'ftp://example.com/x'],
  ['too many characters', `https://example.com/${'a'.repeat(2048)}`],
  ['nothing in it', ''],
])('given an address with %s, it is left off', (_what, url) => {
  expect(takenAddress(url)).toBeUndefined();
});

const HOSTILE_HOSTS = [
  'localhost',
  'bad-.example.com',
  "a'b.example.com",
  `${'a'.repeat(64)}.example.com`,
  'a..b',
];

test.each(HOSTILE_HOSTS)(
  'given a story whose addresses all have the host %s, Discord takes its card in each style',
  (host) => {
    const url = `https://${host}/x`;
    const story = makeStory({
      link: url,
      canonicalLink: url,
      provider: { name: 'Example', domain: host, iconUrl: url },
      image: { url, widthPx: null, heightPx: null },
    });
    for (const style of ['card', 'compact', 'headline'] as const) {
      const card = buildStoryCard(story, [], { style, language: 'en', mentionRoleId: null });
      const { embeds, components } = showMessage(card);
      expect(JSON.stringify([embeds, components])).not.toContain(url);
      // After a crash the message still tells which story it is.
      if (style !== 'headline')
        // What is sent is what comes back, as far as it is read.
        expect(readStoryOfMessage({ embeds, components } as APIMessage)).toEqual({
          storyId: story.id,
        });
    }
  },
);
