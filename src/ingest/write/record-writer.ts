import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { FileChangedError, readFileIfThere, writeFileAtomically } from '../../files/atomic-file.ts';
import type { KnownRecords } from '../../index/known-records.ts';
import {
  findFieldChanges,
  hashFields,
  hashValue,
  type RecordFields,
  type WrittenKeys,
} from '../../records/record-fields.ts';
import { editRecordText, readRecordFields, writeRecordText } from '../../records/record-text.ts';
import { RECORD_MAX_BYTES } from '../../story/front-matter.ts';
import type { Item } from '../read/item.ts';
import { composeFields, recordPath } from './compose-record.ts';
import type { IngestState, StoryEntry } from './ingest-state.ts';

export type WriteOutcome = 'created' | 'changed' | 'unchanged' | 'deleted-by-person' | 'left-to-person';

/** What is to be done for one story. */
export type WritePlan = {
  readonly outcome: WriteOutcome;
  /** The file's new text, and the bytes that it was made of (null: a new file); null when it stays as it is. */
  readonly file: { readonly path: string; readonly text: string; readonly bytes: Buffer | null } | null;
  /** What is noted before the file is written, and what after it. */
  readonly before: StoryEntry | null;
  readonly after: StoryEntry | null;
};

export type RecordWriterOptions = {
  readonly contentDir: string;
  readonly records: KnownRecords;
  readonly state: IngestState;
  readonly log: Logger;
  /** Change no file. */
  readonly isDryRun: boolean;
};

type OwnFile = { readonly path: string; readonly bytes: Buffer };

const NOTHING = { file: null, before: null, after: null } as const;

/** Brings the files of stories to what they should say. What a person changed or deleted stays as it is. */
export class RecordWriter {
  readonly #options: RecordWriterOptions;
  /** Paths of stories whose files may not be there yet: a killed process may have given them. */
  readonly #given: Set<string>;
  /** Of these, the ones that a dry run did not write. */
  readonly #imagined = new Set<string>();

  constructor(options: RecordWriterOptions) {
    this.#options = options;
    this.#given = new Set([...options.state.entries.values()].flatMap(({ path }) => path ?? []));
  }

  /** @param entry a story that leads */
  plan(entry: StoryEntry, coverage: readonly Item[]): WritePlan {
    if (entry.isDeleted) return { outcome: 'deleted-by-person', ...NOTHING };
    const fields = composeFields(entry.item, coverage);
    const wanted = hashFields(fields);
    const isUpToDate = entry.pending === null && entry.written !== null && isSame(entry.written, wanted);
    if (entry.path !== null && this.#imagined.has(entry.path)) {
      return {
        outcome: isUpToDate ? 'unchanged' : 'changed',
        ...NOTHING,
        after: { ...entry, written: wanted },
      };
    }
    if (isUpToDate && entry.path !== null && existsSync(join(this.#options.contentDir, entry.path))) {
      return { outcome: 'unchanged', ...NOTHING };
    }
    const file = this.#findFile(entry);
    if (file === 'unknown') return { outcome: 'left-to-person', ...NOTHING };
    if (file !== null) return this.#planChange(entry, file, fields);
    if (entry.written === null) return this.#planNew(entry, fields, wanted);
    return { outcome: 'deleted-by-person', ...NOTHING, after: { ...entry, isDeleted: true, pending: null } };
  }

  /**
   * Does what was planned, in steps between any two of which the process may die: what is about to be written is
   * noted, the files are written, then the notes say that it was.
   */
  async writePlanned(plans: readonly WritePlan[]): Promise<void> {
    const { state, contentDir, isDryRun } = this.#options;
    for (const { before } of plans) if (before !== null) state.put(before);
    await state.flush();
    await Promise.all(
      plans.map(async ({ file, after }) => {
        try {
          if (file !== null && !isDryRun)
            await writeFileAtomically(join(contentDir, file.path), file.text, file.bytes);
          if (after !== null) state.put(after);
        } catch (error) {
          // Saved by a person meanwhile: what is noted as begun is looked at again in the next round.
          if (!(error instanceof FileChangedError)) throw error;
        }
      }),
    );
    await state.flush();
  }

  /**
   * The story's file, where it was written or wherever a person moved it; null when there is none. While the index
   * still lists the file where it is no more, it cannot be told whether it was moved or deleted.
   */
  #findFile({ id, path }: StoryEntry): OwnFile | 'unknown' | null {
    const { contentDir, records } = this.#options;
    if (path === null) return null;
    try {
      const bytes = readFileIfThere(join(contentDir, path), RECORD_MAX_BYTES);
      if (bytes !== null) return { path, bytes };
      const indexedPath = records.findFile(id);
      if (indexedPath === undefined) return null;
      const moved = readFileIfThere(join(contentDir, indexedPath), RECORD_MAX_BYTES);
      return moved === null ? 'unknown' : { path: indexedPath, bytes: moved };
    } catch {
      // No file any more, or one that may not be read: somebody did that, and the library tells of it.
      return 'unknown';
    }
  }

  #planNew(entry: StoryEntry, fields: RecordFields, hashes: WrittenKeys): WritePlan {
    const wanted = recordPath(entry.item, entry.id);
    const isTaken = this.#given.has(wanted) || existsSync(join(this.#options.contentDir, wanted));
    const path = entry.path ?? (isTaken ? wanted.replace(/\.md$/, `-${entry.id}.md`) : wanted);
    this.#given.add(path);
    if (this.#options.isDryRun) this.#imagined.add(path);
    return {
      outcome: 'created',
      file: { path, text: writeRecordText(fields), bytes: null },
      before: { ...entry, path, pending: hashes },
      after: { ...entry, path, written: hashes, pending: null },
    };
  }

  #planChange(found: StoryEntry, { path, bytes }: OwnFile, fields: RecordFields): WritePlan {
    const entry = { ...found, path };
    const present = readRecordFields(bytes);
    // Somebody is in the middle of an edit, or broke it: the library tells of it, and it is theirs to mend.
    if (present === null) return { outcome: 'left-to-person', ...NOTHING };
    const { changes, personKeys } = findFieldChanges(fields, present, [
      entry.written ?? {},
      entry.pending ?? {},
    ]);
    const keys = Object.keys(changes);
    const text = keys.length === 0 ? null : editRecordText(bytes.toString('utf8'), changes);
    if (keys.length > 0 && text === null) {
      const what = keys.join(', ');
      this.#options.log.warn(
        `${entry.path}: cannot be changed without touching the rest of it; ${what} left as is`,
      );
      return { outcome: 'left-to-person', ...NOTHING };
    }
    const written = { ...entry.written };
    for (const [key, value] of Object.entries(fields)) {
      // Also what a killed process had written already.
      if (!personKeys.includes(key)) written[key] = hashValue(value);
    }
    const isNoted =
      found.path === path &&
      found.written !== null &&
      found.pending === null &&
      isSame(found.written, written);
    return {
      outcome: text === null ? 'unchanged' : 'changed',
      file: text === null ? null : { path, text, bytes },
      before: text === null ? null : { ...entry, pending: hashFields(changes) },
      after: isNoted ? null : { ...entry, written, pending: null },
    };
  }
}

function isSame(a: WrittenKeys, b: WrittenKeys): boolean {
  return Object.entries(b).every(([key, value]) => a[key] === value);
}
