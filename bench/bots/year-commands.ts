import { performance } from 'node:perf_hooks';
import { type Client, PermissionFlagsBits } from 'discord.js';
import pino from 'pino';
import type { Admin } from '../../commands/feed/access.ts';
import { listFeeds } from '../../commands/feed/list.ts';
import { suggestStories } from '../../commands/story-argument.ts';
import { systemClock } from '../../src/clock.ts';
import { Feeds } from '../../src/delivery/feeds.ts';
import { Subscriptions } from '../../src/delivery/subscriptions.ts';
import type { CommandContext } from '../../src/discord/interactions/command.ts';
import { createClient } from '../../src/discord/session/client.ts';
import { ArticleAdder } from '../../src/ingest/round/article-adder.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { State } from '../../src/state/state.ts';
import { makeFeed } from '../../tests/support/command-feed.ts';
import { percentile } from '../measurement.ts';
import type { YearReport } from './messages.ts';

const QUERIES = 1_000;
/** All channels are of one server; its list has pages of ten. */
const GUILD_ID = '200000000000000001';
const FEEDS_PER_PAGE = 10;

type Given = Pick<CommandContext, 'config' | 'library' | 'ledger' | 'pauses' | 'delivery'> & {
  readonly state: State;
  readonly channelIds: readonly string[];
  readonly random: () => number;
};

/** Times what members and admins ask of a state. */
export async function timeCommands({
  state,
  channelIds,
  random,
  ...given
}: Given): Promise<Pick<YearReport, 'relatedP99' | 'whyP99' | 'choicesP99' | 'feedListP99'>> {
  const store = state.openStore('feeds');
  await store.setMany(
    channelIds.map((channelId) => [channelId, makeFeed({ channelId, guildId: GUILD_ID })] as const),
  );
  const feeds = await Feeds.load(store, pino({ level: 'silent' }));
  const context: CommandContext = {
    ...given,
    // Not connected: what a command asks of it, its channels, is not there.
    client: createClient('http://127.0.0.1:1/api', () => false) as Client<true>,
    subscriptions: new Subscriptions([], feeds, given.config.news, () => true),
    articles: new ArticleAdder(given.config, given.library),
    clock: systemClock,
  };
  const admin: Admin = {
    userId: '300000000000000001',
    channelId: channelIds[0] ?? '1',
    guildId: GUILD_ID,
    permissions: PermissionFlagsBits.ManageGuild,
    roleIds: [],
    language: 'en',
    t: translatorFor('en'),
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const posts = state.database
    .prepare(
      `select story_id, cast(message_id as text) as message_id from posts
       where id % 997 = 0 and message_id is not null limit 5000`,
    )
    .all();

  /** @returns what one of a hundred takes longer than */
  const timeP99 = (ask: (channelId: string) => unknown): number => {
    const times = Array.from({ length: QUERIES }, () => {
      const channelId = pick(channelIds) ?? '1';
      const startMs = performance.now();
      ask(channelId);
      return performance.now() - startMs;
    });
    return percentile(times, 0.99);
  };
  const pages = Math.ceil(channelIds.length / FEEDS_PER_PAGE);
  return {
    relatedP99: timeP99(() => context.ledger.findByMessage(String(pick(posts)?.message_id))),
    whyP99: timeP99((channelId) => context.ledger.find(channelId, String(pick(posts)?.story_id))),
    choicesP99: timeP99((channelId) => suggestStories('hospitals', channelId, admin, context)),
    feedListP99: timeP99(() => listFeeds(admin, Math.floor(random() * pages), context)),
  };
}
