import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { DAY_MS } from '../../src/duration.ts';
import type { State } from '../../src/state/state.ts';

/** Stories that come out in a day; each channel posts some of them. */
const STORIES_A_DAY = 240;
/** Of so many stories one stands for an event that another story began. */
const OTHERS_EVENT_EVERY = 10;
/** Messages are followed for so long. */
const FOLLOW_DAYS = 30;
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** What a posted entry keeps as JSON while its message is followed, as a real run writes it. */
const DETAIL = JSON.stringify({
  editedAtMs: null,
  look: { style: 'card', language: 'en', mentionRoleId: null },
  crosspost: 'none',
  thread: 'none',
  reasons: {
    rank: 1,
    heat: 128,
    log2Hotness: 6.912345678901234,
    atMs: 1_639_483_200_000,
    postedBy: null,
    rule: { topic: 'Artificial intelligence', minHeat: 70 },
  },
});

/** A story of the filled ledger: the id of the `index`-th that came out. */
function storyIdAt(index: number): string {
  const half = (factor: bigint): string =>
    ((BigInt(index + 1) * factor) % 4_294_967_296n).toString(16).padStart(8, '0');
  return half(2_654_435_761n) + half(2_246_822_519n);
}

export type FilledLedger = {
  readonly channelIds: readonly string[];
  /** A channel gets so many in a day, at most `STORIES_A_DAY`. */
  readonly postsPerDay: number;
  readonly days: number;
  /** When the last day ends. */
  readonly endMs: number;
  /** Called after each day, for what its posts are. */
  readonly onDay?: (day: number) => void;
};

/**
 * Fills a ledger as years of a bot's life do: the posts of one day after the other, in all channels, and after each
 * day what the upkeep does. Posts are real rows, their messages are not there.
 */
export function fillLedger(
  state: State,
  { channelIds, postsPerDay, days, endMs, onDay }: FilledLedger,
): void {
  const { database } = state;
  const upkeep = new LedgerUpkeep(state);
  const addChannel = database.prepare('insert into channels (channel_id) values (?) on conflict do nothing');
  for (const channelId of channelIds) addChannel.run(channelId);
  database.exec('create temp table day_stories (at integer primary key, id text, event_id text)');
  const addStory = database.prepare('insert into day_stories values (?, ?, ?)');
  const addDay = database.prepare(`
    with recursive posts_of_day (nth) as (select 0 union all select nth + 1 from posts_of_day where nth + 1 < :perDay)
    insert into posts (channel, story_id, event_id, state, version, at_ms, message_id)
    select number, day_stories.id, event_id, 'posted', 2, at_ms,
           ((at_ms - ${DISCORD_EPOCH_MS}) << 22) + number
    from (select nth, number, :startMs + nth * ${DAY_MS} / :perDay + number * 7 as at_ms,
                 (nth * (${STORIES_A_DAY} / :perDay) + number) % ${STORIES_A_DAY} as story
          from posts_of_day cross join channels where number <= :channels)
    join day_stories on day_stories.at = story
    order by nth, number`);
  const addDetails = database.prepare(`
    insert into post_details (post_id, card_hash, detail)
    select id, lower(hex(randomblob(8))), ? from posts where id > ?`);
  // What is lost with the machine is filled anew.
  database.exec('pragma synchronous = off; pragma cache_size = -200000');
  for (let day = 0; day < days; day++) {
    const startMs = endMs - (days - day) * DAY_MS;
    state.transaction(() => {
      database.exec('delete from day_stories');
      for (let at = 0; at < STORIES_A_DAY; at++) {
        const index = day * STORIES_A_DAY + at;
        addStory.run(at, storyIdAt(index), at % OTHERS_EVENT_EVERY === 1 ? storyIdAt(index - 1) : null);
      }
      const lastId = database.prepare('select coalesce(max(id), 0) as id from posts').get()?.id ?? 0;
      addDay.run({ perDay: postsPerDay, startMs, channels: channelIds.length });
      addDetails.run(DETAIL, lastId);
    });
    while (upkeep.ageBefore(startMs + DAY_MS - FOLLOW_DAYS * DAY_MS));
    onDay?.(day);
  }
  database.exec('drop table temp.day_stories; pragma synchronous = full; pragma cache_size = -2000');
  state.checkpoint();
}
