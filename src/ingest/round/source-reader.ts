import type { Clock } from '../../clock.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import { RequestBudget } from '../fetch/request-budget.ts';
import type { Validators, WebAnswer, WebClient, WebDocument, WebFailure } from '../fetch/web-client.ts';
import { decodeDocument } from '../read/charset.ts';
import { type CleanedItem, cleanItem } from '../read/clean-item.ts';
import { FeedError, readFeed } from '../read/feed-items.ts';
import { readPageHead } from '../read/html.ts';
import type { Dropped, RawItem } from '../read/item.ts';
import type { ItemIds } from '../read/item-identity.ts';
import { readJsonPage } from '../read/json-items.ts';
import { tellApart } from '../read/page-entries.ts';
import type { ArticleSource, FeedSource, JsonSource } from '../sources/sources.ts';
import { ItemSelection, mergeSelections } from './item-selection.ts';

/** Pages of a JSON source, and articles' own pages of a feed, that one round looks at. */
const JSON_PAGES_MAX = 5;
const ARTICLE_PAGES_MAX = 20;

const CUT_NOTICE = 'the feed is cut off; its whole articles were read';

type SourceDocument = Validators & {
  readonly kind: 'read';
  /** How many articles the source lists. */
  readonly listed: number;
  /** Those of them that are AI news, and not old. */
  readonly items: readonly CleanedItem[];
  readonly dropped: Dropped;
  /** A date that could not be read; null where there was none. */
  readonly unreadDate: string | null;
  /** What was wrong with the document all the same, in plain words. */
  readonly notice: string | null;
};
export type SourceAnswer = SourceDocument | { readonly kind: 'unchanged' } | WebFailure;

export type SourceReaderOptions = {
  readonly client: WebClient;
  readonly finder: TopicFinder;
  readonly clock: Clock;
  /** Whether a story has been taken before: its page is not looked at again, nor is it too old. */
  readonly isKnown: (ids: ItemIds) => boolean;
  /** When the source was last read; null at its first round. */
  readonly lastFetchAtMs: number | null;
};

/** Asks one source for its articles and keeps those that are AI news. */
export async function readSource(
  source: ArticleSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  try {
    return await (source.kind === 'feed'
      ? readFeedSource(source, validators, options)
      : readJsonSource(source, validators, options));
  } catch (error) {
    if (error instanceof FeedError) return { kind: 'failed', reason: error.message, retryAtMs: null };
    throw error;
  }
}

async function readFeedSource(
  source: FeedSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  const budget = new RequestBudget();
  const answer = await options.client.get(source.address, validators, budget);
  if (answer.kind !== 'read') return answer;
  const {
    items: raws,
    withoutLink,
    isCut,
  } = readFeed(decodeDocument(answer.bytes, answer.contentType), answer.url);
  const apart = tellApart(raws);
  const selection = new ItemSelection(source, apart, options);
  selection.drop('no link', withoutLink);
  let pages = 0;
  for (const raw of apart) {
    const first = selection.check(raw);
    if (first === null) continue;
    const isBare = first.item.image === null || first.item.excerpt === '';
    const isAsked = source.page && isBare && !options.isKnown(first) && pages < ARTICLE_PAGES_MAX;
    if (isAsked) pages++;
    const whole = isAsked ? addPage(raw, await options.client.get(first.item.link, undefined, budget)) : raw;
    const cleaned = whole === raw ? first : cleanItem(whole, source, options.finder, options.clock.now());
    selection.keep(cleaned ?? first);
  }
  const taken = { kind: 'read' as const, listed: raws.length + withoutLink, ...selection.result() };
  // The rest of a feed that is cut off must be asked for again, whatever its version is called.
  if (isCut) return { ...taken, notice: CUT_NOTICE, etag: null, lastModified: null };
  const notice =
    budget.spent === null ? null : `not all pages of its articles were looked at: ${budget.spent}`;
  return { ...taken, notice, etag: answer.etag, lastModified: answer.lastModified };
}

/** What the article's own page says fills what the feed left out; a page that cannot be had is no loss. */
function addPage(raw: RawItem, page: WebAnswer): RawItem {
  if (page.kind !== 'read' || !/html/i.test(page.contentType ?? '')) return raw;
  const { description, picture } = readPageHead(decodeDocument(page.bytes, page.contentType), page.url);
  return {
    ...raw,
    texts: description === null ? raw.texts : [...raw.texts, description],
    pictures: picture === null ? raw.pictures : [...raw.pictures, picture],
  };
}

async function readJsonSource(
  source: JsonSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  const isPaged = source.address.includes('{page}');
  const budget = new RequestBudget();
  const selections: ItemSelection[] = [];
  let listed = 0;
  let firstPage: WebDocument | null = null;
  for (let page = 1; page <= (isPaged ? JSON_PAGES_MAX : 1); page++) {
    const address = source.address.replaceAll('{page}', String(page));
    const answer = await options.client.get(address, page === 1 ? validators : undefined, budget);
    // What the pages before it said counts all the same.
    if (answer.kind !== 'read' && firstPage !== null) break;
    if (answer.kind !== 'read') return answer;
    firstPage ??= answer;
    const { items: raws, withoutLink } = readJsonPage(
      decodeDocument(answer.bytes, answer.contentType),
      answer.url,
    );
    listed += raws.length + withoutLink;
    const apart = tellApart(raws);
    const selection = new ItemSelection(source, apart, options);
    selection.drop('no link', withoutLink);
    selections.push(selection);
    let news = 0;
    for (const raw of apart) {
      const cleaned = selection.check(raw);
      if (cleaned === null) continue;
      if (!options.isKnown(cleaned)) news++;
      selection.keep(cleaned);
    }
    // Newest first: after a page of old acquaintances come only more of them.
    if (news === 0) break;
  }
  const { etag = null, lastModified = null } = firstPage ?? {};
  return { kind: 'read', listed, ...mergeSelections(selections), notice: null, etag, lastModified };
}
