import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KnownRecords } from '../../index/known-records.ts';
import { articleIdOf } from '../../story/article-key.ts';
import type { Story } from '../../story/story.ts';
import type { CleanedItem } from '../read/clean-item.ts';
import type { Item } from '../read/item.ts';
import type { ItemIds } from '../read/item-identity.ts';
import { COVERAGE_MAX_AGE_MS, rateHeat, toCoverage } from './heat.ts';
import type { IngestState, StoryEntry } from './ingest-state.ts';
import { asEntry, KnownEntries } from './known-entries.ts';
import { COMPARED_MAX_AGE_MS, Events } from './placement.ts';
import type { RecordWriter, WriteOutcome, WritePlan } from './record-writer.ts';

/** A dated article is forgotten after this time: a source that lists it still is refused by its date. */
const REMEMBERED_MS = 60 * 86_400_000;

/** What is planned at one time: texts are in memory until they are written. */
const STORIES_PER_WRITE = 100;

/** What became of a story in a round. */
export type StoryReport = {
  readonly outcome: WriteOutcome;
  readonly entry: StoryEntry;
  readonly coverage: readonly Item[];
};

/**
 * Makes stories of the articles that sources bring: tells new from known, decides which lead, and has their records
 * written. Works on one batch at a time, and lets others have a turn after each story: requests are under way.
 */
export class StoryAssembler {
  readonly #state: IngestState;
  readonly #records: KnownRecords;
  readonly #writer: RecordWriter;
  readonly #events: Events;
  readonly #known: KnownEntries;
  /** Stories whose records may have changed since the last were written, and those that are new. */
  readonly #touched = new Set<string>();
  readonly #added = new Set<string>();
  #isIndexFilled = false;

  constructor(options: { state: IngestState; records: KnownRecords; writer: RecordWriter }) {
    this.#state = options.state;
    this.#records = options.records;
    this.#writer = options.writer;
    this.#events = new Events(options.state.entries);
    this.#known = new KnownEntries(options.state.entries);
  }

  isKnown({ storyId, articleId }: ItemIds): boolean {
    return this.#known.find(storyId, articleId) !== undefined;
  }

  /** Finishes what an earlier round left undone, and gives every young story what it should say. */
  catchUp(nowMs: number): Promise<StoryReport[]> {
    // They may have come, or gone, since.
    const others = this.#listOthers(nowMs);
    if (others.length > 0) this.#fillIndex(nowMs, others);
    const leads = [...this.#state.entries.values()].filter(
      (entry) =>
        entry.leadId === null &&
        !entry.isDeleted &&
        (isYoung(entry, nowMs) || entry.written === null || entry.pending !== null),
    );
    return this.#write(leads.map(({ id }) => id));
  }

  /** Takes what one source listed. Records are written by `writeTaken`, once all sources of the round were asked. */
  async take(sourceName: string, items: readonly CleanedItem[], nowMs: number): Promise<void> {
    const touched = this.#touched;
    // By article: of one that is listed twice, the newer.
    const isNew = new Map<string, StoryEntry>();
    const titles = new Set(items.map(({ pageId, item }) => `${pageId} ${item.title}`));
    for (const listed of items.toSorted((a, b) => a.item.publishedAtMs - b.item.publishedAtMs)) {
      const match = this.#known.match(listed, sourceName);
      if (match.kind === 'known') {
        const { entry, corrects } = match;
        const isRetold = corrects === 'unless-others' && entry.item.title !== listed.item.title;
        const isOthers = isRetold && titles.has(`${listed.pageId} ${entry.item.title}`);
        if (corrects === 'never' || isOthers) continue;
        const changed = this.#update(entry, listed.item, nowMs);
        if (changed !== null) touched.add(changed);
      } else if (!this.#hasRecord(match.cleaned)) {
        isNew.set(match.cleaned.articleId, this.#toEntry(sourceName, match.cleaned, nowMs));
      }
    }
    if (isNew.size > 0) this.#fillIndex(nowMs, this.#listOthers(nowMs));
    for (const entry of isNew.values()) {
      this.#known.note(entry);
      this.#events.add(entry);
    }
    for (const entry of isNew.values()) {
      this.#added.add(entry.id);
      touched.add(this.#place(entry));
      await nextTurn();
    }
    await this.#state.flush();
  }

  /** Writes the records of what was taken since the last time. Of new events the oldest article leads. */
  async writeTaken(): Promise<StoryReport[]> {
    const leads = [...this.#touched].map((id) => this.#chooseLead(id));
    this.#touched.clear();
    this.#added.clear();
    await this.#state.flush();
    return this.#write([...new Set(leads)]);
  }

  /**
   * Which source answered first must not decide: of an event that is all new, the oldest article leads whose record
   * would be published, else the one that did.
   */
  #chooseLead(leadId: string): string {
    const ids = [leadId, ...this.#events.followersOf(leadId)];
    if (ids.length === 1 || !ids.every((id) => this.#added.has(id))) return leadId;
    const entries = ids.flatMap((id) => this.#state.entries.get(id) ?? []);
    const coverage = [...entries.map(({ item }) => item), ...this.#events.coverageOf(leadId)].map(toCoverage);
    const [oldest] = entries
      .filter(({ item }) => rateHeat(item, coverage).isPublished)
      .sort((a, b) => a.item.publishedAtMs - b.item.publishedAtMs || (a.id < b.id ? -1 : 1));
    if (oldest === undefined || oldest.id === leadId) return leadId;
    this.#state.put({ ...oldest, leadId: null });
    for (const entry of entries.filter(({ id }) => id !== oldest.id)) {
      this.#state.put({ ...entry, leadId: oldest.id });
      this.#events.follow(entry.id, oldest.id);
    }
    return oldest.id;
  }

  /** Forgets articles that no source can bring again. */
  async forget(nowMs: number): Promise<void> {
    for (const { id, isDated, item } of [...this.#state.entries.values()]) {
      if (isDated && nowMs - item.publishedAtMs > REMEMBERED_MS) await this.#state.deleteEntry(id);
    }
  }

  #toEntry(sourceName: string, { storyId, itemKey, isDated, item }: CleanedItem, nowMs: number): StoryEntry {
    return {
      id: storyId,
      sourceName,
      itemKey,
      isDated,
      firstSeenAtMs: nowMs,
      // A copy: a text cut from a feed would keep the whole feed in memory.
      item: structuredClone(item),
      leadId: null,
      path: null,
      written: null,
      pending: null,
      isDeleted: false,
    };
  }

  /** A correction at the source. @returns the story whose record it changes, if it does */
  #update(known: StoryEntry, item: Item, nowMs: number): string | null {
    // The link is the story's identity, and its date its age: neither changes after it was taken.
    const { link, entry, originalUrl, publishedAtMs } = known.item;
    const { entry: _entry, ...rest } = item;
    const next: Item = {
      ...rest,
      link,
      ...(entry !== undefined && { entry }),
      originalUrl,
      publishedAtMs,
      // What the article's own page gave is not in the feed.
      image: item.image ?? known.item.image,
      excerpt: item.excerpt || known.item.excerpt,
    };
    const isSame = JSON.stringify(next) === JSON.stringify(known.item);
    if (isSame || !isYoung(known, nowMs)) return null;
    // A source that another one shares the article with does not take it over.
    if (item.provider.domain !== known.item.provider.domain) return null;
    const corrected = { ...known, item: next };
    this.#state.put(corrected);
    this.#known.note(corrected);
    return known.leadId ?? known.id;
  }

  /** @returns the story that leads */
  #place(entry: StoryEntry): string {
    const place = this.#events.place(entry);
    if (place.kind === 'leads') {
      this.#state.put(entry);
      return entry.id;
    }
    if (place.kind === 'follows') {
      this.#state.put({ ...entry, leadId: place.leadId });
      this.#events.follow(entry.id, place.leadId);
      return place.leadId;
    }
    this.#state.put(entry);
    for (const id of [place.leadId, ...this.#events.followersOf(place.leadId)]) {
      const follower = this.#state.entries.get(id);
      if (follower !== undefined) this.#state.put({ ...follower, leadId: entry.id });
      this.#events.follow(id, entry.id);
    }
    return entry.id;
  }

  async #write(ids: readonly string[]): Promise<StoryReport[]> {
    const reports: StoryReport[] = [];
    for (let start = 0; start < ids.length; start += STORIES_PER_WRITE) {
      const planned: { plan: WritePlan; id: string; coverage: readonly Item[] }[] = [];
      for (const id of ids.slice(start, start + STORIES_PER_WRITE)) {
        const entry = this.#state.entries.get(id);
        if (entry === undefined || entry.leadId !== null) continue;
        const coverage = this.#events.coverageOf(id);
        planned.push({ plan: this.#writer.plan(entry, coverage), id, coverage });
        await nextTurn();
      }
      await this.#writer.writePlanned(planned.map(({ plan }) => plan));
      for (const { plan, id, coverage } of planned) {
        const entry = this.#state.entries.get(id);
        if (entry !== undefined) reports.push({ outcome: plan.outcome, entry, coverage });
      }
    }
    return reports;
  }

  /** Only when there is something to compare: most rounds bring nothing new. */
  #fillIndex(nowMs: number, others: readonly Story[]): void {
    if (this.#isIndexFilled) return;
    this.#isIndexFilled = true;
    this.#events.fill(nowMs, others);
  }

  /** What is in the library beside what feeds brought: by hand, or from git sources. */
  #listOthers(nowMs: number): Story[] {
    const others = this.#records.listShown(nowMs - COMPARED_MAX_AGE_MS, nowMs, (id) =>
      this.#state.entries.has(id),
    );
    // Under another spelling of its address it is the same article still.
    return others.filter(({ canonicalLink }) => !this.#known.hasArticle(articleIdOf(canonicalLink)));
  }

  #hasRecord(cleaned: CleanedItem): boolean {
    const { storyId, articleId, pageId, item } = cleaned;
    const own = asEntry(cleaned);
    if (own !== null && this.#records.has(own.storyId, own.articleId)) return true;
    if (this.#records.has(storyId, articleId)) return true;
    return item.entry !== undefined && this.#records.hasOnPage(pageId, item.title);
  }
}

function isYoung({ item }: StoryEntry, nowMs: number): boolean {
  return nowMs - item.publishedAtMs <= COVERAGE_MAX_AGE_MS;
}
