// A story's row id is made of its second of publication, so that the words' index, which lists stories by row id, lists
// them by time: the newest stories with a word, or those of a week, are read without looking at the others.

/** Stories of one second; the rest of a second's stories take the next free ids. */
const IDS_A_SECOND = 256;

/** The smallest row id of stories published at the instant or later. */
export function firstRowidFrom(atMs: number): number {
  return clamp(Math.ceil(atMs / 1000) * IDS_A_SECOND);
}

/** The largest row id of stories published at the instant or earlier. */
export function lastRowidUntil(atMs: number): number {
  return clamp(Math.floor(atMs / 1000) * IDS_A_SECOND + IDS_A_SECOND - 1);
}

/** The row id that a story should have: by time, within a second by its id, so that newest first is the same each time. */
export function preferredRowid(publishedAtMs: number, id: string): number {
  const inSecond = IDS_A_SECOND - 1 - (Number.parseInt(id.slice(0, 2), 16) || 0);
  return Math.floor(publishedAtMs / 1000) * IDS_A_SECOND + inSecond;
}

/** Dates reach to 8.64e15 ms, and so do not need it; a filter may ask for any number. */
function clamp(rowid: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, rowid));
}
