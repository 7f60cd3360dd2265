import { parseLine } from './line.ts';
import type { Line } from './line.ts';
import type { PlainFile } from './plain-file.ts';
import { plainRoom, Windows } from './windows.ts';
import type { WindowSizes } from './windows.ts';

/** A line, or the length in bytes of a line that is too long to be read. */
export type ReadLine = { line: Line; elided: null } | { line: null; elided: number };

const NEWLINE = 0x0a;

/**
 * Yields every line of a file in file order, in bounded memory. Lines that are not JSON are left out. Throws what the
 * file system throws.
 */
export function* readLines(file: PlainFile, sizes?: WindowSizes): Generator<ReadLine> {
  const windows = new Windows(file, plainRoom(), sizes);
  while (windows.next()) {
    if (windows.skipped > 0) yield { line: null, elided: windows.skipped };
    for (let at = windows.start; at < windows.end;) {
      const { bytes } = windows.room;
      const newline = bytes.subarray(at, windows.end).indexOf(NEWLINE);
      const end = newline < 0 ? windows.end : at + newline;
      if (end > at) for (const line of parseLine(bytes.toString('utf8', at, end)).objects) yield { line, elided: null };
      at = end + 1;
    }
  }
}
