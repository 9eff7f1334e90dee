import { hash } from 'node:crypto';

/** The keys of a record and their values, in the order in which they are written. */
export type RecordFields = Readonly<Record<string, unknown>>;
/** Of each key, the hash of the value that was written last. */
export type WrittenKeys = Readonly<Record<string, string>>;

/** The fingerprint by which a value in a file is known for one that was written before. */
export function hashValue(value: unknown): string {
  return hash('sha1', JSON.stringify(value) ?? 'undefined').slice(0, 12);
}

export function hashFields(fields: RecordFields): WrittenKeys {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, hashValue(value)]));
}

/**
 * Of what a record should say, what may be written into its file: the keys whose value differs, and that still hold
 * what was written before. Every other key is a person's.
 * @param present the file's keys as they are now
 * @param written hashes of the last values written, or about to be written when the process died
 */
export function findFieldChanges(
  wanted: RecordFields,
  present: Readonly<Record<string, unknown>>,
  written: readonly WrittenKeys[],
): { changes: Record<string, unknown>; personKeys: string[] } {
  const changes: Record<string, unknown> = {};
  const personKeys: string[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    const presentHash = hashValue(present[key]);
    const wantedHash = hashValue(value);
    const isOurs = written.some((keys) => keys[key] === presentHash);
    if (!isOurs) personKeys.push(key);
    else if (presentHash !== wantedHash) changes[key] = value;
  }
  return { changes, personKeys };
}
