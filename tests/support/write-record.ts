import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';

/** Front matter of a record that has everything a card shows; tests change what they are about. */
export function makeRecord(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    category: 'news',
    title: 'Labs agree on a test for chips',
    excerpt: 'Three labs will measure their chips the same way. The first numbers come in May.',
    publishedDateTime: '2021-12-14T09:00:00Z',
    originalUrl: 'https://example.com/chip-test',
    webUrl: 'https://example.com/chip-test',
    type: 'article',
    quality: 80,
    heat: 120,
    provider: {
      name: 'Example Times',
      domain: 'example.com',
      images: [{ url: 'https://example.com/icon.png', width: 50, height: 50 }],
    },
    topics: ['AI', 'AI Hardware'],
    images: [{ url: 'https://example.com/chip.jpg', width: 1200, height: 630 }],
    related: [
      {
        title: 'A common yardstick for AI chips',
        publishedDateTime: '2021-12-14T11:00:00Z',
        webUrl: 'https://other.example.org/yardstick',
        provider: { name: 'Other Post', domain: 'other.example.org' },
      },
    ],
    ...changes,
  };
}

/** Writes a record as an editor's tool would: whole, under another name, then renamed. */
export function writeRecord(contentDir: string, name: string, record: Record<string, unknown>): void {
  const path = join(contentDir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, `---\n${dump(record)}---\n`);
  renameSync(`${path}.tmp`, path);
}
