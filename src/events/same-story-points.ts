import { DAY_MS } from '../duration.ts';
import type { Fact } from './story-terms.ts';

/** No event is told further apart; the widest true pair we know is 11 days. */
export const MAX_GAP_MS = 13 * DAY_MS;
/** Outlets follow one another within two days; only a longer gap counts against a pair. */
const FREE_GAP_MS = 2 * DAY_MS;

/**
 * The points of a pair are the logarithm of its odds to tell one event: a logistic fit to labelled pairs, rounded.
 * Two stories with `SAME_EVENT_MIN_POINTS` or more tell one event. docs/events.md shows what each part adds.
 */
export const SAME_EVENT_MIN_POINTS = 0;
/** What two stories have of which nothing is known. */
const BASE_POINTS = -6.8;
const POINTS = {
  evidence: 3.15,
  coverage: 2.55,
  titleLikeness: 3,
  sameSubject: 1.05,
  sameTime: 1.7,
  related: 0.5,
  otherLanguage: 0.5,
  wholeGap: -1,
  sameProvider: -2.85,
  generic: -1.95,
  comment: -2.4,
  loneTerm: -2,
  otherSubject: -2.4,
  loneSubject: -0.8,
  otherCounterpart: -3.85,
  otherPlace: -5,
  otherNumber: -20,
  swappedName: -9,
  recurring: -100,
  tooFarApart: -1000,
} as const;
/** More than this counts no more: a site that repeats its own words below each article makes no event of them. */
const EVIDENCE_MAX = 2.5;
const PLACE_SLOTS: ReadonlySet<string> = new Set(['country', 'state', 'city']);

/** Headlines that share only everyday words cover each other without telling the same: below this evidence, less. */
const FULL_COVERAGE_EVIDENCE = 0.8;

/** A shared term counts fully when both headlines have it, less when it stands in excerpts. */
export const ZONE_SHARE = [0.5, 0.75, 1] as const;
export const NAME_FACTOR = 1.4;
/** Shared terms with so much evidence say something; one alone may be a name that is in two stories of a day. */
export const TELLING_MIN_EVIDENCE = 0.1;
/** Only rare terms are evidence: at half the weight a term is worth an eighth. */
export const evidenceOf = (weight: number): number => weight * weight * weight;
/** Missing words count more gently than shared ones: outlets paraphrase. */
export const coverOf = (weight: number): number => weight * Math.sqrt(weight);

/** Headlines that share this part of their terms, with no name or number exchanged, are one headline. */
const SAME_TITLE_MIN_OVERLAP = 0.75;
const SAME_TITLE_MIN_TERMS = 3;
/** Headlines that share this part, but name another place or actor, are the same sentence about two events. */
const SWAPPED_NAME_MIN_OVERLAP = 0.6;
/** A term above this weight that only one headline has may be the name that makes another story of it. */
const TELLING_WEIGHT = 0.6;
/** Amounts of one event differ by rounding and currency, not by more. */
const AMOUNT_TOLERANCE = 0.15;

/** A story as the index holds it: numbers and terms, no texts. */
export type ComparedStory = {
  readonly id: string;
  readonly atMs: number;
  readonly provider: string | undefined;
  readonly relatedIds: readonly string[];
  /** Ascending; see TERM_NUMBER_SHIFT. */
  readonly packedTerms: Uint32Array;
  readonly subject: number | undefined;
  readonly isSubjectNamed: boolean;
  readonly counterparts: readonly number[];
  readonly isGeneric: boolean;
  readonly isComment: boolean;
  /** Of another language than English: less of what two such stories share is known to be the same. */
  readonly isOther: boolean;
  readonly facts: readonly Fact[];
  /** What it shares with the story that candidates are looked for; 0 outside of that search. */
  searchEvidence: number;
};

/** A packed term is its number, shifted, with its TERM_BITS below. */
export const TERM_NUMBER_SHIFT = 4;
export const NO_TERM = 0xffff_ffff;
export const termNumberOf = (packed: number): number => packed >>> TERM_NUMBER_SHIFT;

/**
 * What two stories share and miss: sums of weights, counts of headline terms, the most distinctive lone term of each,
 * and the cosine of their headlines' words, 0 to 1.
 */
export type Overlap = {
  titleLikeness: number;
  evidence: number;
  /** How many shared terms carry it. */
  telling: number;
  shared: number;
  missing: number;
  titleShared: number;
  titleMissing: number;
  distinctiveA: number;
  distinctiveB: number;
};

/** Weighs what two stories share and what sets them apart. Points and their reasons; symmetric. */
export function judge(a: ComparedStory, b: ComparedStory, overlap: Overlap) {
  const gapMs = Math.abs(a.atMs - b.atMs);
  const slots = findConflicts(a.facts, b.facts);
  const pointsIf = (condition: boolean, points: number): number => (condition ? points : 0);
  const isSameProvider = a.provider !== undefined && a.provider === b.provider;
  const otherNumber = [...slots].some((slot) => slot !== 'amount' && !PLACE_SLOTS.has(slot));
  const missesSubject = (one: ComparedStory, other: ComparedStory): boolean =>
    one.subject !== undefined && one.isSubjectNamed && !holdsTerm(other, one.subject);
  const missing = Number(missesSubject(a, b)) + Number(missesSubject(b, a));
  const otherSubject = missing === 2;
  const titleOverlap = overlap.titleShared / (overlap.titleShared + overlap.titleMissing || 1);
  const otherPlace = [...slots].some((slot) => PLACE_SLOTS.has(slot));
  const isSameTitle =
    slots.size === 0 &&
    overlap.titleShared >= SAME_TITLE_MIN_TERMS &&
    titleOverlap >= SAME_TITLE_MIN_OVERLAP &&
    Math.min(overlap.distinctiveA, overlap.distinctiveB) < TELLING_WEIGHT;
  const reasons = {
    base: BASE_POINTS,
    sharedTerms: POINTS.evidence * Math.min(overlap.evidence, EVIDENCE_MAX),
    titleCoverage:
      POINTS.coverage *
      (overlap.shared / (overlap.shared + overlap.missing || 1)) *
      Math.min(1, overlap.evidence / FULL_COVERAGE_EVIDENCE),
    titleLikeness: POINTS.titleLikeness * overlap.titleLikeness,
    sameSubject: pointsIf(a.subject !== undefined && a.subject === b.subject, POINTS.sameSubject),
    sameTime: POINTS.sameTime * Math.max(0, 1 - gapMs / FREE_GAP_MS),
    related: pointsIf(a.relatedIds.includes(b.id) || b.relatedIds.includes(a.id), POINTS.related),
    otherLanguage: pointsIf(a.isOther && b.isOther, POINTS.otherLanguage),
    gap: (POINTS.wholeGap * Math.max(0, gapMs - FREE_GAP_MS)) / (MAX_GAP_MS - FREE_GAP_MS),
    sameProvider: pointsIf(isSameProvider && !(isSameTitle && gapMs <= FREE_GAP_MS), POINTS.sameProvider),
    generic: pointsIf(a.isGeneric || b.isGeneric, POINTS.generic),
    comment: pointsIf(a.isComment !== b.isComment, POINTS.comment),
    loneTerm: pointsIf(overlap.telling < 2, POINTS.loneTerm),
    otherSubject: pointsIf(otherSubject, POINTS.otherSubject),
    loneSubject: pointsIf(missing === 1, POINTS.loneSubject),
    otherCounterpart: pointsIf(missesCounterpart(a, b) || missesCounterpart(b, a), POINTS.otherCounterpart),
    otherPlace: pointsIf(otherPlace, POINTS.otherPlace),
    swappedName: pointsIf(
      (otherPlace || otherSubject) && titleOverlap >= SWAPPED_NAME_MIN_OVERLAP,
      POINTS.swappedName,
    ),
    otherNumber: pointsIf(otherNumber, POINTS.otherNumber),
    recurring: pointsIf(isSameProvider && isSameTitle && gapMs > FREE_GAP_MS, POINTS.recurring),
    tooFarApart: pointsIf(gapMs > MAX_GAP_MS, POINTS.tooFarApart),
  };
  const sum = Object.values(reasons).reduce((total, points) => total + points, 0);
  // Rounded, so that the order in which the terms were added cannot decide.
  return { points: roundPoints(sum), reasons };
}

export const roundPoints = (points: number): number => Math.round(points * 1000) / 1000;

function holdsTerm(entry: ComparedStory, number: number): boolean {
  let low = 0;
  let high = entry.packedTerms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (termNumberOf(entry.packedTerms[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return termNumberOf(entry.packedTerms[low] ?? -1) === number;
}

function missesCounterpart(a: ComparedStory, b: ComparedStory): boolean {
  return a.counterparts.some((number) => !holdsTerm(b, number));
}

/** Slots that both headlines fill and on which the two stories agree nowhere. */
function findConflicts(a: readonly Fact[], b: readonly Fact[]): Set<string> {
  const conflicts = new Set<string>();
  for (const { slot, inTitle } of a) {
    if (!inTitle || !b.some((fact) => fact.inTitle && fact.slot === slot)) continue;
    const agrees = a.some(
      (one) => one.slot === slot && b.some((two) => two.slot === slot && isSameValue(one, two)),
    );
    if (!agrees) conflicts.add(slot);
  }
  return conflicts;
}

function isSameValue(a: Fact, b: Fact): boolean {
  if (a.slot !== 'amount') return a.value === b.value;
  return Math.abs(Math.log(Number(a.value) / Number(b.value))) <= AMOUNT_TOLERANCE;
}
