import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A disk that a test fills up, and clears again. */
export interface FillableDisk {
  /** `pages` of 4 KiB are left. */
  fill: (pages: number) => void;
  clear: () => void;
  remove: () => void;
}

const PAGE = 4096;
const ROOM = '16m';

/** Puts a folder with all that is in it onto a small disk of its own. Null where that is not permitted. */
export function ownDisk(folder: string): FillableDisk | null {
  const aside = `${folder}.aside`;
  fs.mkdirSync(aside);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}`, 'tmpfs', aside], { stdio: 'ignore' });
  } catch {
    fs.rmdirSync(aside);
    return null;
  }
  fs.cpSync(folder, aside, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  execFileSync('mount', ['--move', aside, folder]);
  fs.rmdirSync(aside);
  const filler = path.join(folder, 'filler');
  return {
    fill: (pages) => fillWith(filler, pages),
    clear: () => fs.rmSync(filler, { force: true }),
    // Lazily: whatever still looks at it has time to let go.
    remove: () => execFileSync('umount', ['--lazy', folder]),
  };
}

function fillWith(filler: string, pages: number): void {
  const fd = fs.openSync(filler, 'w');
  const page = Buffer.alloc(PAGE);
  try {
    for (;;) fs.writeSync(fd, page);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    fs.ftruncateSync(fd, Math.max(0, fs.fstatSync(fd).size - pages * PAGE));
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * Where no disk can be mounted: the system lets the process write no file that is larger than what is left. Null where
 * there is no `prlimit`, which is Linux's.
 */
export function limitedFiles(pid: number): FillableDisk | null {
  const limit = (size: string): void => {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${size}:`], { stdio: 'ignore' });
  };
  try {
    limit('unlimited');
  } catch {
    return null;
  }
  return { fill: (pages) => limit(String(pages * PAGE)), clear: () => limit('unlimited'), remove: () => undefined };
}
