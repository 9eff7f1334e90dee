import type { Story } from '../story/story.ts';

/** The order of an event's stories by which the first leads it: the hottest, among equals the earliest. */
export function compareLeads(a: Story, b: Story): number {
  return (b.heat ?? 0) - (a.heat ?? 0) || a.publishedAtMs - b.publishedAtMs || (a.id < b.id ? -1 : 1);
}
