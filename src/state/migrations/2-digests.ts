import type { DatabaseSync } from 'node:sqlite';

/** A digest is a post whose row stands under a name of its own; these say what it tells (src/delivery/digests.ts). */
const SCHEMA = `
  create table digests (
    post_id integer primary key references posts (id) on delete cascade,
    channel integer not null,
    -- The news of this time, after the first instant and up to the last.
    from_ms integer not null,
    to_ms integer not null,
    -- By whose clock its day is named.
    timezone text not null,
    -- Whether it still takes news.
    is_open integer not null
  );
  -- The channel first, as in posts: a run asks for many stories of one.
  create table digest_stories (
    channel integer not null,
    story_id text not null,
    post_id integer not null references digests (post_id) on delete cascade,
    -- The event that it was told for; null: the story's own.
    event_id text,
    -- Its line; null: it was told, and hotter ones took its place.
    position integer,
    primary key (channel, story_id, post_id)
  ) strict, without rowid;
  create index digest_stories_of_digest on digest_stories (post_id, position);
  create index digest_stories_of_story on digest_stories (story_id);
  create index digest_stories_by_event on digest_stories (event_id, channel) where event_id is not null;
  create index digests_of_channel on digests (channel);
  create index digests_open on digests (channel) where is_open = 1;
`;

/** Makes the tables of digests. */
export function addDigests(database: DatabaseSync): void {
  database.exec(SCHEMA);
}
