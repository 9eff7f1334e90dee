import { z } from 'zod';
import type { Store } from '../../state/key-value-store.ts';
import { State } from '../../state/state.ts';
import { DROP_REASONS, type Item } from '../read/item.ts';

const STORIES_NAMESPACE = 'ingest';
const SOURCES_NAMESPACE = 'ingest-sources';

const PictureSchema = z.object({
  url: z.string(),
  widthPx: z.number().nullable(),
  heightPx: z.number().nullable(),
});
const StoredItem = z.object({
  title: z.string(),
  excerpt: z.string(),
  link: z.string(),
  entry: z.string().optional(),
  originalUrl: z.string(),
  publishedAtMs: z.number(),
  type: z.enum(['article', 'video']),
  provider: z.object({ name: z.string(), domain: z.string(), iconUrl: z.string().nullable() }),
  topics: z.array(z.string()).readonly(),
  image: PictureSchema.nullable(),
  weight: z.number(),
  givenQuality: z.number().nullable(),
  givenHeat: z.number().nullable(),
}) satisfies z.ZodType<Item>;

const Keys = z.record(z.string(), z.string());

const StoryEntrySchema = z.object({
  id: z.string(),
  sourceName: z.string(),
  /** The source's own name for the item, hashed with the source's; null where it gives none. */
  itemKey: z.string().nullable(),
  isDated: z.boolean(),
  firstSeenAtMs: z.number(),
  item: StoredItem,
  /** The story under whose `related` this one is listed; null for one that has a record of its own. */
  leadId: z.string().nullable(),
  /** The record's file, relative to the content folder. */
  path: z.string().nullable(),
  /** What each key of the file last said when it was written; null until the first write was over. */
  written: Keys.nullable(),
  /** What is about to be written; left over when the process dies in between. */
  pending: Keys.nullable(),
  /** A person deleted the record: it is not written again. */
  isDeleted: z.boolean(),
});
/** What is kept of one article that was taken. */
export type StoryEntry = Readonly<z.output<typeof StoryEntrySchema>>;

const SourceState = z.object({
  name: z.string(),
  address: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  lastFetchAtMs: z.number().nullable(),
  nextFetchAtMs: z.number(),
  /** Its server asked for rest until then: a person's wish does not override that. */
  restsUntilMs: z.number(),
  /** Failures in a row, since when, and the last one's reason. */
  failures: z.number(),
  failingSinceMs: z.number().nullable(),
  reason: z.string().nullable(),
  isTold: z.boolean(),
  /** What it listed when it was last read, how much of that was kept, and why not the rest. States of before lack it. */
  listed: z.number().default(0),
  kept: z.number().default(0),
  dropped: z.partialRecord(z.enum(DROP_REASONS), z.number()).default({}),
  unreadDate: z.string().nullable().default(null),
});
/** What is kept of one source. */
export type SourceState = Readonly<z.output<typeof SourceState>>;

export function newSourceState(name: string, address: string): SourceState {
  return {
    name,
    address,
    etag: null,
    lastModified: null,
    lastFetchAtMs: null,
    nextFetchAtMs: 0,
    restsUntilMs: 0,
    failures: 0,
    failingSinceMs: null,
    reason: null,
    isTold: false,
    listed: 0,
    kept: 0,
    dropped: {},
    unreadDate: null,
  };
}

/** What ingest remembers between rounds: every article it took, and how its sources are. */
export class IngestState {
  readonly entries: ReadonlyMap<string, StoryEntry>;
  readonly sources: ReadonlyMap<string, SourceState>;
  readonly #entries: Map<string, StoryEntry>;
  readonly #sources: Map<string, SourceState>;
  readonly #state: State;
  readonly #stores: { readonly stories: Store; readonly sources: Store };
  readonly #isReadOnly: boolean;
  readonly #unsaved = new Set<string>();

  private constructor(
    entries: Map<string, StoryEntry>,
    sources: Map<string, SourceState>,
    state: State,
    stores: { stories: Store; sources: Store },
    isReadOnly: boolean,
  ) {
    this.#state = state;
    this.entries = this.#entries = entries;
    this.sources = this.#sources = sources;
    this.#stores = stores;
    this.#isReadOnly = isReadOnly;
  }

  /**
   * @param stateUrl the bot's state: ingest has its own namespaces in it
   * @param isReadOnly keep changes in memory alone (a dry run)
   * @throws StateError
   */
  static async open(stateUrl: string, { isReadOnly = false } = {}): Promise<IngestState> {
    const state = await State.open(stateUrl);
    const stories = state.openStore(STORIES_NAMESPACE);
    const sources = state.openStore(SOURCES_NAMESPACE);
    return new IngestState(
      await readAll(stories, StoryEntrySchema),
      await readAll(sources, SourceState),
      state,
      { stories, sources },
      isReadOnly,
    );
  }

  /** Keeps an entry in memory; `flush` brings it to disk. */
  put(entry: StoryEntry): void {
    this.#entries.set(entry.id, entry);
    this.#unsaved.add(entry.id);
  }

  /** Resolves when all entries that were put are on disk. @throws when they could not be written */
  async flush(): Promise<void> {
    const changed = [...this.#unsaved].flatMap((id) => {
      const entry = this.#entries.get(id);
      return entry === undefined ? [] : [[id, entry] as const];
    });
    if (!this.#isReadOnly && changed.length > 0) await this.#stores.stories.setMany(changed);
    // What was put meanwhile is for the next flush.
    for (const [id, entry] of changed) if (this.#entries.get(id) === entry) this.#unsaved.delete(id);
  }

  async deleteEntry(id: string): Promise<void> {
    if (!this.#isReadOnly) await this.#stores.stories.delete(id);
    this.#entries.delete(id);
  }

  async saveSource(state: SourceState): Promise<void> {
    if (!this.#isReadOnly) await this.#stores.sources.set(state.name, state);
    this.#sources.set(state.name, state);
  }

  close(): void {
    this.#state.close();
  }
}

/** What an earlier version wrote and this one cannot read is left alone: it counts as never seen. */
async function readAll<T>(store: Store, schema: z.ZodType<T>): Promise<Map<string, T>> {
  const values = new Map<string, T>();
  for await (const [key, value] of store.entries()) {
    const parsed = schema.safeParse(value);
    if (parsed.success) values.set(key, parsed.data);
  }
  return values;
}
