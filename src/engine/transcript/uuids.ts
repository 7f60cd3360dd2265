import { stringAt } from '../files.ts';
import { isMainChain, isMessage } from './line.ts';
import { withPlainFile } from './plain-file.ts';
import type { PlainFile } from './plain-file.ts';
import { linesWhere } from './raw-search.ts';
import { readLines } from './read-lines.ts';
import { plainRoom, Windows } from './windows.ts';
import type { WindowSizes } from './windows.ts';

const UUID = Buffer.from('"uuid"');

/** The uuids of all messages (user and assistant) of a transcript's main chain. Throws what the file system throws. */
export function readMessageUuids(path: string, sizes?: WindowSizes): Set<string> {
  return withPlainFile(path, (file) => {
    const uuids = new Set<string>();
    for (const { line } of readLines(file, sizes)) {
      const uuid = line !== null && isMessage(line) && isMainChain(line) ? stringAt(line, 'uuid') : null;
      if (uuid !== null) uuids.add(uuid);
    }
    return uuids;
  });
}

/** Which of `wanted` are uuids of lines of an open file, be these messages or not. */
export function findUuids(file: PlainFile, wanted: ReadonlySet<string>, sizes?: WindowSizes): Set<string> {
  const found = new Set<string>();
  const windows = new Windows(file, plainRoom(), sizes);
  const isWanted = (value: string): boolean => wanted.has(value) && !found.has(value);
  while (found.size < wanted.size && windows.next()) {
    for (const line of linesWhere(windows.room.bytes.subarray(windows.start, windows.end), UUID, isWanted)) {
      const uuid = stringAt(line, 'uuid');
      if (uuid !== null && wanted.has(uuid)) found.add(uuid);
    }
  }
  return found;
}
