import type { Candidate } from '../../src/curation/selection.ts';
import { hashLink } from '../../src/story/links.ts';
import type { Story } from '../../src/story/story.ts';

/** A story that has everything a card shows; tests change what they are about. */
export function makeStory(changes: Partial<Story> = {}): Story {
  const link = changes.link ?? 'https://example.com/robots-fold';
  return {
    id: hashLink(link),
    title: 'Robots learn to fold laundry',
    excerpt: 'A lab taught two arms to fold shirts.',
    link,
    canonicalLink: link,
    publishedAtMs: Date.parse('2021-12-14T09:00:00Z'),
    type: 'article',
    heat: 90,
    quality: 80,
    published: true,
    provider: { name: 'Example', domain: 'example.com', iconUrl: 'https://example.com/icon.png' },
    topics: ['AI'],
    image: { url: 'https://example.com/a.jpg', widthPx: 1200, heightPx: 630 },
    related: [],
    sameEventAs: [],
    notSameEventAs: [],
    ...changes,
  };
}

/** A candidate alone in its cluster, at an address of its own. */
export function makeCandidate(
  name: string,
  changes: Partial<Story> & { readonly clusterId?: string } = {},
): Candidate {
  const { clusterId, ...story } = changes;
  const candidate = makeStory({ link: `https://example.com/${name}`, title: name, ...story });
  return { story: candidate, clusterId: clusterId ?? candidate.id, others: [] };
}
