/** What decides which of an event's stories leads it. */
export type LeadCandidate = {
  readonly id: string;
  readonly heat: number | null;
  readonly publishedAtMs: number;
};

/** The order of an event's stories by which the first leads it: the hottest, among equals the earliest. */
export function compareLeads(a: LeadCandidate, b: LeadCandidate): number {
  return (b.heat ?? 0) - (a.heat ?? 0) || a.publishedAtMs - b.publishedAtMs || (a.id < b.id ? -1 : 1);
}
