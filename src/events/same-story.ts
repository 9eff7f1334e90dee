import { WEEK_MS } from '../duration.ts';
import { groupPairs, PAIR_MIN_POINTS, type Pair } from './event-groups.ts';
import {
  type ComparedStory,
  coverOf,
  evidenceOf,
  judge,
  MAX_GAP_MS,
  NAME_FACTOR,
  NO_TERM,
  type Overlap,
  roundPoints,
  SAME_EVENT_MIN_POINTS,
  TELLING_MIN_EVIDENCE,
  TERM_NUMBER_SHIFT,
  termNumberOf,
  ZONE_SHARE,
} from './same-story-points.ts';
import { expectedShare } from './stems.ts';
import { extractTerms, type StoryTerms, TERM_BITS } from './story-terms.ts';
import { Timeline } from './timeline.ts';

/** What of a story decides whether another tells the same event. Text has its entities decoded. */
export type ComparableStory = {
  readonly id: string;
  readonly title: string;
  readonly excerpt: string;
  readonly publishedAtMs: number;
  /** Name of the outlet; without it, stories count as told by different outlets. */
  readonly provider?: string | undefined;
  /** Ids of the stories that it lists as related. */
  readonly relatedIds?: readonly string[] | undefined;
};

/** Why two stories do, or do not, tell the same event. */
export type MatchExplanation = {
  /** SAME_EVENT_MIN_POINTS or more: the same event. */
  readonly points: number;
  readonly isSameEvent: boolean;
  /** What added or took points, largest first. */
  readonly reasons: readonly { readonly reason: string; readonly points: number }[];
  /** Terms that both stories hold, strongest first; weight 0 to about 1.4. */
  readonly sharedTerms: readonly { readonly term: string; readonly weight: number }[];
};

/** Rarer than this, a term weighs no more. */
const RAREST_SHARE = 0.0012;
/** The word lists count as much as this many stories. */
const PRIOR_STORIES = 500;
/** Commonness is measured around the pair: a name in everyone's mouth for a month is no evidence in it. */
const COUNTED_WEEKS_EACH_SIDE = 2;
/**
 * What a story matches depends on stories published this long before and after it alone: the pair's middle is half a
 * gap away, and the weeks counted around its week begin up to a week before that.
 */
export const COMPARED_SPAN_MS = MAX_GAP_MS / 2 + (COUNTED_WEEKS_EACH_SIDE + 1) * WEEK_MS;
/** Weights are kept for this many weeks: enough for stories asked for in order of time. */
const KEPT_WEEKS = 16;

/** A term this common starts no search for candidates. */
const CANDIDATE_MIN_WEIGHT = 0.5;
/** So many are compared with a story: on the day of a great launch thousands share a word with it. */
const CANDIDATES_MAX = 50;

type HeldTerm = { readonly text: string; readonly expectedShare: number; readonly holders: Timeline };

/**
 * All stories that may be compared. `add` and `remove` keep it live; what it answers depends on the set held,
 * never on the order in which it was built. Keeps numbers and terms, no texts.
 */
export class SameStoryIndex {
  private readonly entries = new Map<string, ComparedStory>();
  private readonly timeline = new Timeline();
  private readonly termNumbers = new Map<string, number>();
  private readonly terms: (HeldTerm | undefined)[] = [];
  private readonly freeNumbers: number[] = [];
  /** week → weight of each term number in it, NaN until asked for; dropped at every change. */
  private readonly weeklyWeights = new Map<number, Float64Array>();

  /** Adds a story; replaces one of the same id. Oldest first is the quickest order. */
  add(story: ComparableStory): void {
    this.addTerms(story, extractTerms(story.title, story.excerpt));
  }

  /** Adds a story by what `extractTerms` made of its texts. */
  addTerms(story: Omit<ComparableStory, 'title' | 'excerpt'>, read: StoryTerms): void {
    this.remove(story.id);
    const packed = read.terms.map(
      ([text, bits]) => ((this.numberTerm(text) << TERM_NUMBER_SHIFT) | bits) >>> 0,
    );
    const entry: ComparedStory = {
      id: story.id,
      atMs: story.publishedAtMs,
      provider: story.provider,
      relatedIds: story.relatedIds ?? [],
      packedTerms: Uint32Array.from(packed).sort(),
      subject: read.subject === undefined ? undefined : this.termNumbers.get(read.subject),
      isSubjectNamed: read.isSubjectNamed,
      counterparts: read.counterparts.flatMap((text) => this.termNumbers.get(text) ?? []),
      isGeneric: read.isGeneric,
      isComment: read.isComment,
      isOther: read.isOther,
      facts: read.facts,
      searchEvidence: 0,
    };
    this.entries.set(story.id, entry);
    this.timeline.add(entry);
    for (const item of entry.packedTerms) this.termAt(termNumberOf(item)).holders.add(entry);
    this.weeklyWeights.clear();
  }

  /** Removes a story; an unknown id is no error. */
  remove(id: string): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    this.entries.delete(id);
    this.timeline.remove(entry);
    for (const item of entry.packedTerms) {
      const number = termNumberOf(item);
      const term = this.termAt(number);
      term.holders.remove(entry);
      if (term.holders.size > 0) continue;
      this.termNumbers.delete(term.text);
      this.terms[number] = undefined;
      this.freeNumbers.push(number);
    }
    this.weeklyWeights.clear();
  }

  /**
   * The pairs of story `id` that may be of one event, sorted; none for an unknown id. Asked for many, ask in order of
   * time: that is several times faster.
   */
  pairsOf(id: string): Pair[] {
    const entry = this.entries.get(id);
    if (entry === undefined) return [];
    return this.findCandidates(entry)
      .map((other) => ({ a: id, b: other.id, points: this.compare(entry, other).points }))
      .filter(({ points }) => points > PAIR_MIN_POINTS)
      .sort((one, other) => (one.b < other.b ? -1 : 1));
  }

  /** Why two stories held are, or are not, the same event; undefined when one is not held. */
  explain(firstId: string, secondId: string): MatchExplanation | undefined {
    const first = this.entries.get(firstId);
    const second = this.entries.get(secondId);
    if (first === undefined || second === undefined) return undefined;
    const sharedTerms: { term: string; weight: number }[] = [];
    const { points, reasons } = this.compare(first, second, sharedTerms);
    sharedTerms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
    const named = Object.entries(reasons).map(([reason, value]) => ({ reason, points: roundPoints(value) }));
    return {
      points,
      isSameEvent: points >= SAME_EVENT_MIN_POINTS,
      reasons: named
        .filter((item) => item.points !== 0)
        .sort((a, b) => Math.abs(b.points) - Math.abs(a.points)),
      sharedTerms,
    };
  }

  private numberTerm(text: string): number {
    const known = this.termNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.freeNumbers.pop() ?? this.terms.length;
    // A copy: a word cut from a text would keep the whole text alive.
    const copy = Buffer.from(text).toString();
    this.termNumbers.set(copy, number);
    this.terms[number] = {
      text: copy,
      expectedShare: expectedShare(text),
      holders: new Timeline(),
    };
    return number;
  }

  private termAt(number: number): HeldTerm {
    const term = this.terms[number];
    if (term === undefined)
      throw new Error(`same-story index: term ${number} is used but not held; this is a bug`);
    return term;
  }

  private weightsIn(week: number): Float64Array {
    let weights = this.weeklyWeights.get(week);
    if (weights === undefined) {
      if (this.weeklyWeights.size >= KEPT_WEEKS) this.weeklyWeights.clear();
      weights = new Float64Array(this.terms.length).fill(Number.NaN);
      this.weeklyWeights.set(week, weights);
    }
    return weights;
  }

  /** 0 for a word in every story of the weeks around `week`, 1 for a rare one. */
  private weigh(term: number, week: number, weights: Float64Array): number {
    const known = weights[term] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const fromMs = (week - COUNTED_WEEKS_EACH_SIDE) * WEEK_MS;
    const toMs = (week + COUNTED_WEEKS_EACH_SIDE + 1) * WEEK_MS;
    const { holders, expectedShare: prior } = this.termAt(term);
    // The pair itself is left out, so that two stories alone are judged like two among thousands.
    const held = Math.max(0, holders.count(fromMs, toMs) - 2) + PRIOR_STORIES * prior;
    const stories = Math.max(0, this.timeline.count(fromMs, toMs) - 2) + PRIOR_STORIES;
    const weight = Math.min(1, Math.log(held / stories) / Math.log(RAREST_SHARE));
    weights[term] = weight;
    return weight;
  }

  /** The stories near in time that share the most evidence, `CANDIDATES_MAX` of them and those that share as much. */
  private findCandidates(entry: ComparedStory): ComparedStory[] {
    const week = Math.floor(entry.atMs / WEEK_MS);
    const weights = this.weightsIn(week);
    const found: ComparedStory[] = [];
    for (const packed of entry.packedTerms) {
      const number = termNumberOf(packed);
      const weight = this.weigh(number, week, weights);
      if (weight < CANDIDATE_MIN_WEIGHT) continue;
      // Whole thousandths: the order in which the terms were added cannot decide.
      const added = Math.round(evidenceOf(weight) * 1000);
      this.termAt(number).holders.forEach(entry.atMs - MAX_GAP_MS, entry.atMs + MAX_GAP_MS + 1, (other) => {
        if (other.searchEvidence === 0) found.push(other);
        other.searchEvidence += added;
      });
    }
    const shared = Int32Array.from(found, (other) => other.searchEvidence).sort();
    // The story itself is among those found.
    const least = shared.at(-1 - CANDIDATES_MAX) ?? 0;
    const candidates = found.filter((other) => other !== entry && other.searchEvidence >= least);
    for (const other of found) other.searchEvidence = 0;
    return candidates;
  }

  private compare(a: ComparedStory, b: ComparedStory, sharedTerms?: { term: string; weight: number }[]) {
    const week = Math.floor((a.atMs + b.atMs) / 2 / WEEK_MS);
    const weights = this.weightsIn(week);
    const headlines = { both: 0, a: 0, b: 0 };
    const overlap: Overlap = {
      titleLikeness: 0,
      evidence: 0,
      telling: 0,
      shared: 0,
      missing: 0,
      titleShared: 0,
      titleMissing: 0,
      distinctiveA: 0,
      distinctiveB: 0,
    };
    const miss = (packed: number, side: 'distinctiveA' | 'distinctiveB'): void => {
      if ((packed & TERM_BITS.inTitle) === 0 || (packed & TERM_BITS.isDerived) !== 0) return;
      const weight = this.weigh(termNumberOf(packed), week, weights);
      const cover = coverOf(weight);
      overlap.missing += cover;
      overlap.titleMissing += 1;
      overlap[side] = Math.max(overlap[side], weight);
      headlines[side === 'distinctiveA' ? 'a' : 'b'] += cover * cover;
    };
    let atA = 0;
    let atB = 0;
    while (atA < a.packedTerms.length || atB < b.packedTerms.length) {
      const packedA = a.packedTerms[atA] ?? NO_TERM;
      const packedB = b.packedTerms[atB] ?? NO_TERM;
      const numberA = termNumberOf(packedA);
      const numberB = termNumberOf(packedB);
      if (numberA <= numberB) atA += 1;
      if (numberB <= numberA) atB += 1;
      if (numberA < numberB) miss(packedA, 'distinctiveA');
      else if (numberB < numberA) miss(packedB, 'distinctiveB');
      else {
        const bits = packedA | packedB;
        const inTitles = (packedA & TERM_BITS.inTitle) + (packedB & TERM_BITS.inTitle);
        if (inTitles === 2) overlap.titleShared += 1;
        else if (inTitles === 1) overlap.titleMissing += 1;
        const zone =
          (ZONE_SHARE[inTitles] ?? 0) * ((packedA & packedB & TERM_BITS.isDerived) !== 0 ? 0.5 : 1);
        const isName = (bits & TERM_BITS.isName) !== 0 && (bits & TERM_BITS.inLowerCase) === 0;
        const weight = this.weigh(numberA, week, weights);
        const evidence = evidenceOf(weight) * zone * (isName ? NAME_FACTOR : 1);
        const cover = coverOf(weight);
        overlap.shared += cover * zone;
        const isWord = (packed: number): boolean =>
          (packed & TERM_BITS.inTitle) !== 0 && (packed & TERM_BITS.isDerived) === 0;
        if (isWord(packedA)) headlines.a += cover * cover;
        if (isWord(packedB)) headlines.b += cover * cover;
        if (isWord(packedA) && isWord(packedB)) headlines.both += cover * cover;
        overlap.evidence += evidence;
        if (evidence >= TELLING_MIN_EVIDENCE) overlap.telling += 1;
        sharedTerms?.push({ term: this.termAt(numberA).text, weight: roundPoints(evidence) });
      }
    }
    overlap.titleLikeness = headlines.both / (Math.sqrt(headlines.a * headlines.b) || 1);
    return judge(a, b, overlap);
  }
}

/** Groups of two or more stories that tell one event, each sorted, the list sorted. */
export function groupSameStories(stories: readonly ComparableStory[]): string[][] {
  // Newest last is the order in which the index is quickest to build and to ask.
  const byTime = stories.toSorted((a, b) => a.publishedAtMs - b.publishedAtMs);
  const index = new SameStoryIndex();
  for (const story of byTime) index.add(story);
  return groupPairs(byTime.flatMap(({ id }) => index.pairsOf(id)));
}
