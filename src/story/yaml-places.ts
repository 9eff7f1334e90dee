import { COLLECTION_STYLE, EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml';

/** Where a value is: the keys and, in lists, the numbers (from 0) that lead to it. */
export type YamlPath = readonly (string | number)[];

/** A value as it stands in the text. */
export type YamlPlace = {
  readonly path: YamlPath;
  /** From 0: of a scalar the line on which it begins, of a list or mapping that of its key. */
  readonly line: number;
  /** A list or mapping in brackets, or one on lines of its own; null for a scalar. */
  readonly collection: 'inline' | 'block' | null;
  /** The text of its first line, up to the end of that line. */
  readonly typed: string;
  /** The anchor or the tag before it, as in `&amp` or `!bang`. */
  readonly mark: string;
  /** The comment that follows an unquoted scalar on its line, from its # on. */
  readonly comment: string;
};

/** Deeper values are nobody's. */
const DEPTH_MAX = 4;

/** A list or mapping that the walk is in, with the entry it is at; null: before a key. */
type Level = { readonly isList: boolean; at: string | number | null; count: number };

/** Lists the values of a YAML text, in order, each with its place. */
export function listPlaces(source: string, events: readonly Event[]): YamlPlace[] {
  const places: YamlPlace[] = [];
  const levels: Level[] = [];
  const cursor = new Cursor(source);
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      levels.pop();
      leaveValue(levels.at(-1));
      continue;
    }
    const level = levels.at(-1);
    if (level !== undefined && !level.isList && level.at === null) {
      // A key; one that is no scalar leads nowhere.
      if (event.type === EVENT_ID.SCALAR) {
        level.at = source.slice(event.valueStart, event.valueEnd);
        cursor.moveTo(event.valueEnd);
        continue;
      }
      level.at = '';
    }
    const start = startOf(event);
    const comment = start < 0 ? cursor.skipEmpty(level?.isList ?? false) : '';
    const keyLine = cursor.line;
    if (start >= 0) cursor.moveTo(start);
    const isBlock =
      (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) &&
      event.style === COLLECTION_STYLE.BLOCK;
    const line = isBlock && !(level?.isList ?? false) ? keyLine : cursor.line;
    if (levels.length > 0 && levels.length <= DEPTH_MAX) {
      places.push({
        path: levels.flatMap(({ at }) => at ?? []),
        line,
        collection: isCollection(event) ? (isBlock ? 'block' : 'inline') : null,
        typed: start < 0 || isBlock ? '' : restOfLine(source, start).trim(),
        mark: markOf(source, event),
        comment: comment || commentBehind(source, event),
      });
    }
    if (event.type === EVENT_ID.SEQUENCE) levels.push({ isList: true, at: 0, count: 0 });
    else if (event.type === EVENT_ID.MAPPING) levels.push({ isList: false, at: null, count: 0 });
    else leaveValue(level);
    if (event.type === EVENT_ID.SCALAR && event.valueEnd >= 0) cursor.moveTo(event.valueEnd);
  }
  return places;
}

function leaveValue(level: Level | undefined): void {
  if (level === undefined) return;
  level.count++;
  level.at = level.isList ? level.count : null;
}

function isCollection(event: Event): boolean {
  return event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING;
}

/** Where a value begins, quotes included; below 0 for an empty one. */
function startOf(event: Event): number {
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  if (event.type !== EVENT_ID.SCALAR) return -1;
  const isQuoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
  return isQuoted ? event.valueStart - 1 : event.valueStart;
}

function markOf(source: string, event: Event): string {
  if (event.type !== EVENT_ID.SCALAR) return '';
  const start = Math.min(...[event.tagStart, event.anchorStart].filter((at) => at >= 0));
  if (!Number.isFinite(start)) return '';
  // The tag's offset may be that of its name.
  return /^[&!]*\S*/.exec(source.slice(/[&!]/.test(source[start] ?? '') ? start : start - 1))?.[0] ?? '';
}

function commentBehind(source: string, event: Event): string {
  if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN || event.valueEnd < 0) return '';
  return /^[ \t]+(#.*)/.exec(restOfLine(source, event.valueEnd))?.[1]?.trim() ?? '';
}

function restOfLine(source: string, start: number): string {
  const end = source.indexOf('\n', start);
  return source.slice(start, end < 0 ? source.length : end);
}

/** Goes through a text from its beginning to its end, and counts the lines. */
class Cursor {
  readonly #source: string;
  #offset = 0;
  line = 0;

  constructor(source: string) {
    this.#source = source;
  }

  moveTo(offset: number): void {
    for (let at = this.#source.indexOf('\n', this.#offset); at >= 0 && at < offset; ) {
      this.line++;
      at = this.#source.indexOf('\n', at + 1);
    }
    this.#offset = Math.max(this.#offset, offset);
  }

  /** Goes past a value that is empty. @returns the comment that stands in its place */
  skipEmpty(isEntry: boolean): string {
    const found = (isEntry ? /-[ \t]*(?:(#[^\n]*)|\r?\n|$)/g : /:[ \t]*(?:(#[^\n]*)|\r?\n|$|,|\})/g).exec(
      this.#source.slice(this.#offset),
    );
    if (found === null) return '';
    // The line break itself stays: the value is on the line before it.
    this.moveTo(this.#offset + found.index + 1);
    return found[1]?.trim() ?? '';
  }
}
