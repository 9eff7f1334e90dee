import { SameStoryIndex } from '../../../src/events/same-story.ts';
import { readRecordFile } from '../../../src/records/read-record.ts';
import { editRecordText, readRecordFields } from '../../../src/records/record-text.ts';
import { parseRecord } from '../../../src/story/record.ts';
import { RECORDS } from '../corpus.ts';
import { assertLine, assertStory } from '../invariants.ts';
import { mutated } from '../mutations.ts';
import type { Target } from '../target.ts';

const FOLDERS = { contentDir: '/nowhere', gitDir: null };

/** What an editor, a git source or an archive gives. */
export const records: Target = {
  name: 'records',
  inputs: mutated(RECORDS),
  open: () => (text) => {
    const bytes = Buffer.from(text);
    const file = { path: 'a.md', sizeBytes: bytes.length, mtimeMs: 0, knownHash: null, bytes };
    const { outcome } = readRecordFile(file, FOLDERS);
    if (outcome.kind === 'skipped' || outcome.kind === 'same') return;
    // A file that can be read at all can be edited, or is left alone; a problem is a line of the terminal's.
    readRecordFields(bytes);
    editRecordText(text, { heat: 5, title: 'Another title', hold: undefined });
    for (const { message } of outcome.problems) assertLine('a problem', message.trim(), 10_000);
    const parsed = parseRecord(bytes);
    if (parsed.kind !== 'story') return;
    const { story } = parsed;
    assertStory(story);
    const index = new SameStoryIndex();
    for (const id of ['a', 'b']) index.add({ ...story, id, provider: id });
    index.pairsOf('a');
  },
};
