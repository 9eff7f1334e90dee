import { createHash } from 'node:crypto';
import type { DigestPeriod } from '../../curation/digest.ts';
import type { SearchSort } from '../../search/search.ts';
import { cutText } from '../../story/text.ts';
import { CUSTOM_ID_MAX_CHARS } from '../rest/limits.ts';

export const SINCE_HOURS = { day: 24, week: 7 * 24, month: 30 * 24, all: null } as const;
export type Since = keyof typeof SINCE_HOURS;

/** What a `/news` list was asked for; its buttons carry all of it, so they work after a restart. */
export type NewsState = {
  readonly query: string;
  /** `hashName` of the topic's and the provider's name; empty: any. */
  readonly topicHash: string;
  readonly providerHash: string;
  readonly since: Since;
  readonly sort: SearchSort;
  /** When the list was first asked for: newer stories do not shift its pages. Whole seconds. */
  readonly asOfMs: number;
};

export type CustomId =
  | { readonly kind: 'news-page'; readonly page: number; readonly state: NewsState }
  | { readonly kind: 'news-open' }
  | { readonly kind: 'related'; readonly storyId: string }
  | { readonly kind: 'related-page'; readonly storyId: string; readonly page: number }
  | { readonly kind: 'topics-page'; readonly page: number }
  | { readonly kind: DigestAction; readonly state: DigestState; readonly page: number }
  | { readonly kind: 'feed-list'; readonly page: number }
  | { readonly kind: 'feed-pick' }
  | { readonly kind: 'feed-set' | 'feed-choose'; readonly setting: PanelSetting; readonly channelId: string }
  | { readonly kind: 'feed-repeat'; readonly channelId: string; readonly storyId: string }
  | { [Kind in FeedAction]: { readonly kind: Kind; readonly channelId: string } }[FeedAction];

/** The settings of a feed that a menu offers choices for. */
export const PANEL_SETTINGS = ['topics', 'schedule', 'style', 'pace', 'mention', 'timezone'] as const;
export type PanelSetting = (typeof PANEL_SETTINGS)[number];
/** A time of which the news is shown; `digest-more` begins a new answer, `digest-page` turns its pages. */
export type DigestState = DigestPeriod & {
  /** The channel whose digest tells the rest; null: a member asked. */
  readonly channelId: string | null;
  /** `hashName` of the topic's name; empty: any. */
  readonly topicHash: string;
};
const DIGEST_ACTION_CODES = { 'digest-more': 'm', 'digest-page': 'p', 'digest-show': 's' } as const;
type DigestAction = keyof typeof DIGEST_ACTION_CODES;

/** What is asked of one feed: its form, its end, its forum's tags, an article that is to be added and posted. */
const FEED_ACTION_CODES = {
  'feed-form': 'f',
  'feed-remove': 'x',
  'feed-keep': 'k',
  'feed-tags': 't',
  'feed-add': 'a',
  'feed-edit': 'e',
  'feed-preview': 'v',
  'feed-pause': 'z',
  'feed-resume': 'y',
  'feed-ask-remove': 'q',
} as const;
type FeedAction = keyof typeof FEED_ACTION_CODES;

/** Longest query of `/news`, so that the whole state fits a custom id. */
export const NEWS_QUERY_MAX_CHARS = 60;

const SINCE_CODES = { day: 'd', week: 'w', month: 'm', all: 'a' } as const satisfies Record<Since, string>;
const SORT_CODES = { hot: 'h', new: 'n', best: 'b' } as const satisfies Record<SearchSort, string>;

/** Six characters that stand for a topic or provider of any length. */
export function hashName(name: string): string {
  return createHash('sha256').update(name.toLowerCase()).digest('base64url').slice(0, 6);
}

export function buildCustomId(id: CustomId): string {
  switch (id.kind) {
    case 'news-page': {
      const { query, topicHash, providerHash, since, sort, asOfMs } = id.state;
      const asOf = Math.floor(asOfMs / 1000).toString(36);
      const codes = `${SINCE_CODES[since]}${SORT_CODES[sort]}`;
      const head = ['n', id.page, codes, asOf, topicHash, providerHash].join(':');
      return `${head}:${cutText(query, Math.min(NEWS_QUERY_MAX_CHARS, CUSTOM_ID_MAX_CHARS - head.length - 1))}`;
    }
    case 'news-open':
      return 'o';
    case 'related':
      return `r:${id.storyId}`;
    case 'related-page':
      return `p:${id.page}:${id.storyId}`;
    case 'topics-page':
      return `T:${id.page}`;
    case 'digest-more':
    case 'digest-page':
    case 'digest-show': {
      const { channelId, topicHash, fromMs, toMs } = id.state;
      const [from, to] = [fromMs, toMs].map((atMs) => Math.floor(atMs / 1000).toString(36));
      return ['D', DIGEST_ACTION_CODES[id.kind], channelId ?? '', topicHash, from, to, id.page].join(':');
    }
    case 'feed-list':
      return `F:${id.page}`;
    case 'feed-pick':
      return 'P';
    case 'feed-set':
    case 'feed-choose':
      return `${id.kind === 'feed-set' ? 'S' : 'C'}:${id.setting}:${id.channelId}`;
    case 'feed-repeat':
      return `R:${id.channelId}:${id.storyId}`;
    default:
      return `${FEED_ACTION_CODES[id.kind]}:${id.channelId}`;
  }
}

/** @returns null for what was not built here, or by a version that is gone */
export function parseCustomId(text: string): CustomId | null {
  const news = /^n:(-?\d{1,5}):(\w)(\w):([0-9a-z]{1,9}):((?:[\w-]{6})?):((?:[\w-]{6})?):(.*)$/su.exec(text);
  if (news !== null) {
    const [, page, sinceCode, sortCode, asOf = '', topicHash = '', providerHash = '', query = ''] = news;
    const since = findKey(SINCE_CODES, sinceCode);
    const sort = findKey(SORT_CODES, sortCode);
    if (since === undefined || sort === undefined) return null;
    const asOfMs = Number.parseInt(asOf, 36) * 1000;
    return {
      kind: 'news-page',
      page: Number(page),
      state: { query, topicHash, providerHash, since, sort, asOfMs },
    };
  }
  if (text === 'o') return { kind: 'news-open' };
  if (text === 'P') return { kind: 'feed-pick' };
  const [, panelCode, settingName, panelChannelId] = /^([SC]):([a-z]{1,10}):(\d{17,20})$/.exec(text) ?? [];
  const setting = PANEL_SETTINGS.find((known) => known === settingName);
  if (setting !== undefined && panelChannelId !== undefined)
    return { kind: panelCode === 'S' ? 'feed-set' : 'feed-choose', setting, channelId: panelChannelId };
  const related = /^r:([0-9a-f]{16})$/.exec(text)?.[1];
  if (related !== undefined) return { kind: 'related', storyId: related };
  const [, relatedPage, storyId] = /^p:(-?\d{1,3}):([0-9a-f]{16})$/.exec(text) ?? [];
  if (storyId !== undefined) return { kind: 'related-page', storyId, page: Number(relatedPage) };
  const digest = /^D:(\w):(\d{17,20}|):([\w-]*):([0-9a-z]{1,9}):([0-9a-z]{1,9}):(-?\d{1,3})$/.exec(text);
  if (digest !== null) {
    const [, code, channelId = '', topicHash = '', from = '', to = '', page] = digest;
    const kind = findKey(DIGEST_ACTION_CODES, code);
    const [fromMs = 0, toMs = 0] = [from, to].map((at) => Number.parseInt(at, 36) * 1000);
    if (kind === undefined) return null;
    return { kind, state: { channelId: channelId || null, topicHash, fromMs, toMs }, page: Number(page) };
  }
  const [, list, page] = /^([TF]):(-?\d{1,3})$/.exec(text) ?? [];
  if (list !== undefined) return { kind: list === 'T' ? 'topics-page' : 'feed-list', page: Number(page) };
  const [, repeatChannelId, repeatedId] = /^R:(\d{17,20}):([0-9a-f]{16})$/.exec(text) ?? [];
  if (repeatChannelId !== undefined && repeatedId !== undefined)
    return { kind: 'feed-repeat', channelId: repeatChannelId, storyId: repeatedId };
  const [, code, channelId] = /^(\w):(\d{17,20})$/.exec(text) ?? [];
  const action = findKey(FEED_ACTION_CODES, code);
  return action === undefined || channelId === undefined ? null : { kind: action, channelId };
}

function findKey<K extends string>(codes: Record<K, string>, code: string | undefined): K | undefined {
  // Object.keys forgets what the type knows: these are the record's own keys.
  return (Object.keys(codes) as K[]).find((key) => codes[key] === code);
}
