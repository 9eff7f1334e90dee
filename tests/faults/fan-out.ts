import type { Sandbox } from '../../sandbox/sandbox.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { makeHeadline } from './random.ts';

const KINDS = ['text', 'text', 'text', 'announcement', 'forum'] as const;

/** Adds channels to a sandbox: of five, three text, one announcement, one forum. @returns their ids */
export function addChannels(sandbox: Sandbox, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const type = KINDS[index % KINDS.length] ?? 'text';
    return sandbox.addChannel({ name: `${type}-${index}`, type }).id;
  });
}

/** Writes a story that is due now. @returns its link */
export function writeDueStory(contentDir: string, index: number, random: () => number): string {
  const webUrl = `https://example.com/story-${index}`;
  writeRecord(
    contentDir,
    `story-${index}.md`,
    makeRecord({
      title: makeHeadline(random),
      excerpt: '',
      webUrl,
      originalUrl: webUrl,
      publishedDateTime: new Date(Date.now() - 60_000).toISOString(),
      heat: 100 + (index % 50),
      provider: { name: `Outlet ${index}`, domain: 'example.com' },
      related: [],
    }),
  );
  return webUrl;
}

/** The links of the stories that stand in a channel, as posts or as lines of digests; of a forum, those of its posts. */
export function listLinks(sandbox: Sandbox, channelId: string): string[] {
  const places = [
    channelId,
    ...sandbox.channels().flatMap(({ id, parent_id }) => (parent_id === channelId ? id : [])),
  ];
  return places
    .flatMap((id) => sandbox.messages(id))
    .flatMap(({ embeds: [embed] }) => {
      if (embed?.url !== undefined) return embed.url;
      return [...(embed?.description ?? '').matchAll(/\]\((https:\/\/example\.com\/[^)]+)\)/g)].map(
        ([, link = '']) => link,
      );
    });
}

/** What is wrong with the channels: each should hold each story once. Empty when nothing is. */
export function findFaults(
  sandbox: Sandbox,
  channelIds: readonly string[],
  links: readonly string[],
): string[] {
  return channelIds.flatMap((channelId) => {
    const found = listLinks(sandbox, channelId);
    const name = sandbox.channels().find(({ id }) => id === channelId)?.name ?? channelId;
    return links.flatMap((link) => {
      const count = found.filter((other) => other === link).length;
      return count === 1 ? [] : `#${name}: ${link} stands there ${count} times`;
    });
  });
}
