import fs from 'node:fs';

/** Without it, opening a pipe that nobody writes to never returns. Windows doesn't have it. */
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;

/** A file that is open for reading. */
export interface PlainFile {
  fd: number;
  /** Bytes, when it was opened. */
  size: number;
}

/** Opens a file for reading. Throws what the file system throws, and where it is no plain file. */
export function openPlainFile(path: string): PlainFile {
  const fd = fs.openSync(path, fs.constants.O_RDONLY | DONT_WAIT);
  try {
    const stat = fs.fstatSync(fd);
    if (!stat.isFile()) throw new Error('is not a file');
    return { fd, size: stat.size };
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }
}

/** Opens a file for reading, hands it on, and closes it. */
export function withPlainFile<T>(path: string, use: (file: PlainFile) => T): T {
  const file = openPlainFile(path);
  try {
    return use(file);
  } finally {
    fs.closeSync(file.fd);
  }
}
