import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { isDigest } from './digest-shape.ts';
import type { Digest } from './digest.ts';
import { isObject } from './line.ts';

/** A transcript on disk, as `fs.stat` describes it. */
export interface TranscriptFile {
  path: string;
  /** Bytes. */
  size: number;
  mtimeMs: number;
  ino: number;
}

interface Entry {
  size: number;
  mtimeMs: number;
  ino: number;
  digest: Digest;
}

/** Raised whenever a digest of the same bytes comes to say something else. */
const FORMAT = 1;
/** How many digests of files that were not asked for this time are kept: another home is looked at now and then. */
const MOST_OTHERS = 20_000;

/**
 * The digests of files that have not changed since they were read. It is one file, safe to delete; where it cannot be
 * read or written, everything works, only slower.
 */
export class DigestCache {
  readonly #path: string;
  readonly #entries: Map<string, Entry>;
  #asked = new Set<string>();
  #changed = false;

  constructor(stateDir: string) {
    this.#path = join(stateDir, 'cache', 'digests.json');
    this.#entries = readEntries(this.#path);
  }

  /** The digest of a file as it is now; null where it must be read. */
  get(file: TranscriptFile): Digest | null {
    this.#asked.add(file.path);
    const entry = this.#entries.get(file.path);
    const isSame = entry?.size === file.size && entry.mtimeMs === file.mtimeMs && entry.ino === file.ino;
    return isSame && isDigest(entry.digest) ? entry.digest : null;
  }

  set({ path, size, mtimeMs, ino }: TranscriptFile, digest: Digest): void {
    this.#entries.set(path, { size, mtimeMs, ino, digest });
    this.#changed = true;
  }

  /** Writes what there is, if there is anything new, without the files that are gone. */
  save(): void {
    if (!this.#changed) return;
    const others = [...this.#entries].filter(([path]) => !this.#asked.has(path)).slice(-MOST_OTHERS);
    const asked = [...this.#entries].filter(([path]) => this.#asked.has(path));
    const entries = Object.fromEntries([...others.filter(([path]) => fs.existsSync(path)), ...asked]);
    writeWhole(this.#path, JSON.stringify({ format: FORMAT, entries }));
    this.#changed = false;
  }
}

function readEntries(path: string): Map<string, Entry> {
  try {
    const content: unknown = JSON.parse(fs.readFileSync(path, 'utf8'));
    if (!isObject(content) || content['format'] !== FORMAT || !isObject(content['entries'])) return new Map();
    return new Map(Object.entries(content['entries']).filter((pair): pair is [string, Entry] => isEntry(pair[1])));
  } catch {
    return new Map();
  }
}

/** The digest itself is looked at when it is asked for. */
function isEntry(value: unknown): boolean {
  return isObject(value) && ['size', 'mtimeMs', 'ino'].every((key) => typeof value[key] === 'number');
}

/** Others must see the old file or the new one, never half of it. It holds titles and prompts: for this user alone. */
function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    fs.writeFileSync(temporary, content, { mode: 0o600 });
    fs.renameSync(temporary, path);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}
