import type { ComparedStory } from './same-story-points.ts';

/** Entries by time of publication. Adding the newest is cheap, adding an older one moves those after it. */
export class Timeline {
  private readonly entries: ComparedStory[] = [];

  get size(): number {
    return this.entries.length;
  }

  add(entry: ComparedStory): void {
    const last = this.entries.at(-1);
    if (last === undefined || last.atMs <= entry.atMs) this.entries.push(entry);
    else this.entries.splice(this.findFirst(entry.atMs), 0, entry);
  }

  remove(entry: ComparedStory): void {
    this.entries.splice(this.entries.indexOf(entry, this.findFirst(entry.atMs)), 1);
  }

  /** How many entries were published from `fromMs` until just before `toMs`. */
  count(fromMs: number, toMs: number): number {
    return this.findFirst(toMs) - this.findFirst(fromMs);
  }

  /** Calls `visit` for each entry published from `fromMs` until just before `toMs`. */
  forEach(fromMs: number, toMs: number, visit: (entry: ComparedStory) => void): void {
    for (let at = this.findFirst(fromMs); at < this.entries.length; at += 1) {
      const entry = this.entries[at];
      if (entry === undefined || entry.atMs >= toMs) return;
      visit(entry);
    }
  }

  private findFirst(atMs: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.atMs ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
