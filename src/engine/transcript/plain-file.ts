import fs from 'node:fs';

/** Without this flag, opening a pipe that nobody writes to never returns. Windows does not have it. */
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;

/** A file that is open for reading. */
export interface PlainFile {
  fd: number;
  /** In bytes, at the time of opening. */
  size: number;
}

/** Opens a file for reading. Throws what the file system throws, and an Error if it is not a regular file. */
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

/** Opens a file, passes it to `use` and closes it. Throws as `openPlainFile` does, and what `use` throws. */
export function withPlainFile<T>(path: string, use: (file: PlainFile) => T): T {
  const file = openPlainFile(path);
  try {
    return use(file);
  } finally {
    fs.closeSync(file.fd);
  }
}
