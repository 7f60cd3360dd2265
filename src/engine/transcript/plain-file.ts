import fs from 'node:fs';

/** Without it, opening a pipe that nobody writes to never returns. Windows doesn't have it. */
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;

/** Opens a file for reading, hands it and its size in bytes on, and closes it. Only a plain file will do. */
export function withPlainFile<T>(path: string, use: (fd: number, size: number) => T): T {
  const fd = fs.openSync(path, fs.constants.O_RDONLY | DONT_WAIT);
  try {
    const stat = fs.fstatSync(fd);
    if (!stat.isFile()) throw new Error('It is not a file.');
    return use(fd, stat.size);
  } finally {
    fs.closeSync(fd);
  }
}
