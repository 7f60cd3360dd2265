import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Every name below a folder with what it is: a folder, a link's target, or a file's size, mode and content hash. */
export type Snapshot = Map<string, string>;

/** Names and contents, no times. Links are named and not followed. */
export function snapshot(folder: string): Snapshot {
  const seen: Snapshot = new Map();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    seen.set(path.relative(folder, file), describe(file, entry));
  }
  return new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What differs, one sentence each; an empty list says that nothing was written. */
export function diffSnapshots(before: Snapshot, after: Snapshot): string[] {
  const removed = [...before.keys()].filter((name) => !after.has(name)).map((name) => `removed ${name}`);
  const added = [...after.keys()].filter((name) => !before.has(name)).map((name) => `added ${name}`);
  const changed = [...after]
    .filter(([name, what]) => before.has(name) && before.get(name) !== what)
    .map(([name, what]) => `changed ${name}: ${before.get(name) ?? ''} -> ${what}`);
  return [...removed, ...added, ...changed];
}

function describe(file: string, entry: fs.Dirent): string {
  if (entry.isSymbolicLink()) return `link to ${fs.readlinkSync(file)}`;
  if (entry.isDirectory()) return 'folder';
  if (!entry.isFile()) return 'other';
  const { mode, size } = fs.statSync(file);
  const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  return `file ${(mode & 0o777).toString(8)} ${size} ${hash}`;
}
