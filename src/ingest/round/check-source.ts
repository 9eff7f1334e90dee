import type { Clock } from '../../clock.ts';
import { DAY_MS } from '../../duration.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import type { WebClient } from '../fetch/web-client.ts';
import { decodeDocument } from '../read/charset.ts';
import { FeedError, readFeed } from '../read/feed-items.ts';
import { readJsonPage } from '../read/json-items.ts';
import type { ArticleSource } from '../sources/sources.ts';
import { ItemSelection } from './item-selection.ts';

/** A source that has brought nothing for so long may have ended. */
const QUIET_MAX_MS = 30 * DAY_MS;

/** How a source is when it is asked once. */
export type SourceHealth = {
  readonly name: string;
  readonly address: string;
  readonly state: 'fine' | 'dead' | 'empty' | 'quiet' | 'not AI';
  /** In plain words; empty when it is fine. */
  readonly detail: string;
  /** Where its server says that it has moved for good. */
  readonly movedTo: string | null;
};

/** Asks a source once and says how it is; nothing is kept of what it brings. */
export async function checkSource(
  source: ArticleSource,
  { client, finder, clock }: { client: WebClient; finder: TopicFinder; clock: Clock },
): Promise<SourceHealth> {
  const address = source.address.replaceAll('{page}', '1');
  const answer = await client.get(address);
  const own = { name: source.name, address: source.address };
  if (answer.kind !== 'read') {
    return { ...own, state: 'dead', detail: answer.kind === 'failed' ? answer.reason : '', movedTo: null };
  }
  // An address with {page} in it stands for several.
  const movedTo = answer.isMovedForGood && address === source.address ? answer.url : null;
  try {
    const text = decodeDocument(answer.bytes, answer.contentType);
    const { items } = source.kind === 'json' ? readJsonPage(text, answer.url) : readFeed(text, answer.url);
    if (items.length === 0) return { ...own, state: 'empty', detail: 'it lists no article', movedTo };
    return { ...own, ...judgeItems(items, source, { finder, clock }), movedTo };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return { ...own, state: 'dead', detail: error.message, movedTo };
  }
}

function judgeItems(
  items: ConstructorParameters<typeof ItemSelection>[1],
  source: ArticleSource,
  { finder, clock }: { finder: TopicFinder; clock: Clock },
): Pick<SourceHealth, 'state' | 'detail'> {
  const options = { finder, clock, isKnown: () => false, lastFetchAtMs: null };
  const selection = new ItemSelection(source, items, options);
  const articles = items.flatMap((item) => selection.check(item) ?? []);
  for (const article of articles) selection.keep(article);
  const { dropped, items: kept } = selection.result();
  if ((dropped['too old'] ?? 0) === items.length) {
    return { state: 'quiet', detail: `nothing for ${QUIET_MAX_MS / DAY_MS} days` };
  }
  if (kept.length > 0) return { state: 'fine', detail: '' };
  if (articles.length > 0)
    return { state: 'not AI', detail: `none of its ${articles.length} articles is AI news` };
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  return {
    state: 'empty',
    detail: `none of its ${items.length} articles can be used: ${reasons.join(', ')}`,
  };
}
