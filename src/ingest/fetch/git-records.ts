import { RECORD_MAX_BYTES } from '../../story/front-matter.ts';
import type { GitLimits } from './git-limits.ts';
import { GitSourceError } from './git-process.ts';

/** So much is asked for and held at once. */
const BATCH_MAX_BYTES = 8 * 1024 * 1024;

export type GitRecord = { readonly path: string; readonly blob: string; readonly sizeBytes: number };
export type GitRecords = {
  readonly records: readonly GitRecord[];
  /** What was left out, in plain words; null when nothing was. */
  readonly notice: string | null;
};

/**
 * The records in what `git ls-tree -r -l -z` prints: `*.md` files, without those that the library leaves out anyway.
 * Nothing of a file has been read by then. A path of a hostile repository may have any names in it, `..` too.
 * @throws GitSourceError when there are too many
 */
export function listRecords(listing: string, limits: GitLimits): GitRecords {
  const records: GitRecord[] = [];
  const folders = new Set<string>();
  let [bytes, links, tooLarge] = [0, 0, 0];
  for (const line of listing.split('\0')) {
    const [, mode = '', blob = '', size = '', path = ''] =
      /^(\d{6}) blob ([\da-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
    const names = path.split('/');
    // The rule against a dot at the beginning keeps `..` out as well.
    if (!path.endsWith('.md') || names.some((name) => name === '' || name.startsWith('.'))) continue;
    if (!mode.startsWith('100')) links++;
    else if (Number(size) > RECORD_MAX_BYTES) tooLarge++;
    else {
      records.push({ path, blob, sizeBytes: Number(size) });
      bytes += Number(size);
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (folders.size > limits.files) break;
        folders.add(path.slice(0, end));
      }
    }
    if (records.length + folders.size > limits.files)
      throw new GitSourceError(`it has more than ${limits.files} records and folders; name a smaller folder`);
    if (bytes > limits.recordsBytes)
      throw new GitSourceError(
        `its records have more than ${limits.recordsBytes} bytes; name a smaller folder`,
      );
  }
  const notices = [
    ...(tooLarge > 0 ? [`larger than ${RECORD_MAX_BYTES} bytes: ${tooLarge}`] : []),
    ...(links > 0 ? [`links: ${links}`] : []),
  ];
  return { records, notice: notices.length === 0 ? null : `left out: ${notices.join(', ')}` };
}

/** Records as they are asked for: so many at once that their contents fit into memory. */
export function* inBatches(records: readonly GitRecord[]): Generator<readonly GitRecord[]> {
  let batch: GitRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (bytes + record.sizeBytes > BATCH_MAX_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += record.sizeBytes;
  }
  if (batch.length > 0) yield batch;
}

/**
 * The records' contents in what `git cat-file --batch` prints for their blobs.
 * @throws GitSourceError when one is missing
 */
export function* splitContents(
  printed: Buffer,
  records: readonly GitRecord[],
): Generator<{ readonly path: string; readonly content: Buffer }> {
  let at = 0;
  for (const { path, blob, sizeBytes } of records) {
    const head = `${blob} blob ${sizeBytes}\n`;
    const start = at + head.length;
    if (printed.toString('latin1', at, start) !== head) throw new GitSourceError(`${path} is missing in it`);
    at = start + sizeBytes + '\n'.length;
    yield { path, content: printed.subarray(start, start + sizeBytes) };
  }
}
