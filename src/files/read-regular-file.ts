import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Why a file is not read, in plain words, with what the system would call it (errno(3)). */
class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
  readonly code: 'EISDIR' | 'ENODEV' | 'EFBIG';
  readonly syscall = 'read';
  readonly path: string;

  constructor(message: string, code: UnreadableFileError['code'], path: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/**
 * Reads a file whose size is looked at first. What is no file, such as a pipe or a device, is never waited for.
 * @throws UnreadableFileError for what is no file or larger than `maxBytes`, and what the system says of others
 */
export function readRegularFile(path: string, maxBytes: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new UnreadableFileError('it is a folder', 'EISDIR', path);
    if (!stat.isFile())
      throw new UnreadableFileError('it is no file, but a pipe or a device', 'ENODEV', path);
    if (stat.size > maxBytes)
      throw new UnreadableFileError(`it has ${stat.size} bytes; it may have ${maxBytes}`, 'EFBIG', path);
    // One more: an empty file of the system's (/proc) may refuse to be read, and must not pass for an empty one.
    const bytes = Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    // Somebody may cut it off meanwhile; what is added is not read.
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, length);
    return bytes.subarray(0, Math.min(length, stat.size));
  } finally {
    closeSync(file);
  }
}
