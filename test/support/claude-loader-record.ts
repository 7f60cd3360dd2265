import fs from 'node:fs';
import path from 'node:path';
import type { RecordJson } from '../../src/shared/model.ts';

const LARGEST = 10 * 1024 * 1024;

export type ReadRecord =
  | { record: RecordJson; poison: false }
  | { record: null; why: string; /** It blanked the whole list in one family of builds. */ poison: boolean };

/** Reads one record as the app does, strictly (docs/formats/claude-desktop.md 2.1). */
export function readRecord(file: string): ReadRecord {
  const stat = fs.lstatSync(file);
  if (stat.isSymbolicLink()) return refused('a symbolic link');
  if (!stat.isFile()) return refused('no file');
  if (stat.nlink > 1) return refused('more than one hard link');
  if (stat.size > LARGEST) return refused('over 10 MB');
  const text = fs.readFileSync(file, 'utf8');
  if (text.startsWith('\uFEFF')) return refused('a byte order mark');
  return check(file, parse(text));
}

function check(file: string, value: unknown): ReadRecord {
  if (value === undefined) return refused('not JSON');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('not an object');
  const record = value as RecordJson;
  const { sessionId, createdAt, lastActivityAt } = record;
  if (typeof sessionId !== 'string') return refused('no sessionId');
  if (createdAt === null || lastActivityAt === null) return { record: null, why: 'a null date', poison: true };
  if (typeof createdAt !== 'number' || typeof lastActivityAt !== 'number') return refused('no date in milliseconds');
  if (`${sessionId}.json` !== path.basename(file)) return refused('sessionId is not the file name');
  return { record, poison: false };
}

function refused(why: string): ReadRecord {
  return { record: null, why, poison: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
