import { stringAt } from '../files.ts';
import { isMainChain, isMessage, type Line } from './line.ts';
import { withPlainFile } from './plain-file.ts';
import type { PlainFile } from './plain-file.ts';
import { linesWhere } from './raw-search.ts';
import { readLines } from './read-lines.ts';
import { plainRoom, Windows } from './windows.ts';
import type { WindowSizes } from './windows.ts';

const UUID = Buffer.from('"uuid"');

/** What two transcripts are compared by. */
export interface MessageKeys {
  /**
   * One key for each message (user and assistant) of the main chain that has a uuid. A message is the same only if uuid
   * and timestamp are: hand-made transcripts repeat uuids.
   */
  keys: Set<string>;
  /** Ids of the sessions that its messages name. A fork by the app keeps its parent's id in what it copied. */
  sessions: Set<string>;
}

/** The key of a line; null if it is no message of the main chain, or has no uuid. */
export function messageKeyOf(line: Line): string | null {
  const uuid = isMessage(line) && isMainChain(line) ? stringAt(line, 'uuid') : null;
  return uuid === null ? null : `${uuid} ${stringAt(line, 'timestamp') ?? ''}`;
}

/** Reads a whole transcript. Throws what the file system throws. */
export function readMessageKeys(path: string, sizes?: WindowSizes): MessageKeys {
  return withPlainFile(path, (file) => {
    const found: MessageKeys = { keys: new Set(), sessions: new Set() };
    for (const { line } of readLines(file, sizes)) {
      if (line === null || !isMessage(line) || !isMainChain(line)) continue;
      const key = messageKeyOf(line);
      if (key !== null) found.keys.add(key);
      const session = stringAt(line, 'sessionId');
      if (session !== null) found.sessions.add(session.toLowerCase());
    }
    return found;
  });
}

/** Returns those of `wanted` that are uuids of lines of an open file, of any type. */
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
