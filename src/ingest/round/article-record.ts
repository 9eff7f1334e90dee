import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordFields } from '../../records/record-fields.ts';
import { hostWithoutPrefix } from '../../story/links.ts';
import type { WebClient } from '../fetch/web-client.ts';
import { readArticlePage } from '../read/article-page.ts';
import { decodeDocument } from '../read/charset.ts';
import { type CleanedItem, cleanItem } from '../read/clean-item.ts';
import { isWebPage } from '../read/html.ts';
import { type ArticleSource, loadSources, parseSources } from '../sources/sources.ts';
import { composeFields, recordPath } from '../write/compose-record.ts';
import { PUBLISHED_MIN_HEAT } from '../write/heat.ts';
import { loadTopicFinder } from './round.ts';

// The record of an article that a person names by its address, from what its own page says.

export type ArticleChanges = {
  readonly isHeldBack?: boolean;
  readonly heat?: number | undefined;
  readonly topics?: readonly string[] | undefined;
};

/** @returns the article, or in a sentence why there is none */
export async function readArticle(
  url: string,
  { client, contentDir, nowMs }: { client: WebClient; contentDir: string; nowMs: number },
): Promise<CleanedItem | string> {
  const answer = await client.get(url);
  if (answer.kind !== 'read') return `${url}: ${answer.kind === 'failed' ? answer.reason : 'no answer'}`;
  const html = decodeDocument(answer.bytes, answer.contentType);
  if (!isWebPage(html)) return `${url}: this is no web page; give the address of an article`;
  const raw = readArticlePage(html, answer.url);
  const source = findSource(answer.url, contentDir);
  // A source that we know names its outlet better than the page does.
  const named = source.provider === undefined ? raw : { ...raw, provider: null };
  const item = cleanItem(named, source, loadTopicFinder(contentDir), nowMs);
  return item ?? `${url}: the page names no headline; write the record by hand (docs/records.md)`;
}

/** The source whose outlet the address is of; without one, an ordinary outlet. */
function findSource(url: string, contentDir: string): ArticleSource {
  const host = hostWithoutPrefix(new URL(url));
  const known = loadSources(contentDir).sources.find(
    (source) => source.kind !== 'git' && source.provider?.domain === host,
  );
  if (known !== undefined && known.kind !== 'git') return known;
  const [source] = parseSources(JSON.stringify([{ name: host, address: url }])).sources;
  if (source === undefined || source.kind === 'git') throw new Error(`no source can be made of ${host}`);
  return source;
}

/** Who adds an article wants it shown: it is published, and hot enough for a channel, unless told otherwise. */
export function composeArticle(
  { item }: CleanedItem,
  { isHeldBack = false, heat, topics }: ArticleChanges = {},
): RecordFields {
  const fields = composeFields(topics === undefined ? item : { ...item, topics }, []);
  return {
    ...fields,
    heat: heat ?? Math.max(Number(fields.heat), PUBLISHED_MIN_HEAT),
    published: true,
    ...(isHeldBack && { hold: true }),
  };
}

/** A file that is not there yet, relative to the content folder. */
export function chooseArticlePath({ item, storyId }: CleanedItem, contentDir: string): string {
  const path = recordPath(item, storyId);
  return existsSync(join(contentDir, path)) ? path.replace(/\.md$/, `-${storyId}.md`) : path;
}
