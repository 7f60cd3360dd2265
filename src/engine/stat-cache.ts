import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject } from './files.ts';

/** A file as `fs.stat` describes it: what tells whether it is still the one that was read. */
export interface FileStat {
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
  value: unknown;
}

export interface CacheKind<T> {
  /** The cache's file name in the state dir. */
  name: string;
  /** Raised whenever the same bytes come to mean something else. */
  format: number;
  /** Whether a value read back from the disk is one: the file may be anybody's. */
  isValue: (value: unknown) => value is T;
}

/** How many values of files that were not asked for this time are kept: another home is looked at now and then. */
const MOST_OTHERS = 20_000;

/**
 * What was found in files that have not changed since. It is one file of Ghostlight's own, safe to delete; where it
 * cannot be read or written, everything works, only slower.
 */
export class StatCache<T> {
  readonly #path: string;
  readonly #kind: CacheKind<T>;
  /** By path, as the file of the cache has them: each is looked at when it is asked for. */
  readonly #known: Readonly<Record<string, unknown>>;
  readonly #fresh = new Map<string, Entry>();
  readonly #asked = new Set<string>();

  constructor(stateDir: string, kind: CacheKind<T>) {
    this.#path = join(stateDir, 'cache', `${kind.name}.json`);
    this.#kind = kind;
    this.#known = readEntries(this.#path, kind.format);
  }

  /** The value for a file as it is now; null where it must be read. */
  get(file: FileStat): T | null {
    this.#asked.add(file.path);
    const entry = this.#fresh.get(file.path) ?? this.#known[file.path];
    const isSame =
      isObject(entry) && entry['size'] === file.size && entry['mtimeMs'] === file.mtimeMs && entry['ino'] === file.ino;
    return isSame && this.#kind.isValue(entry['value']) ? entry['value'] : null;
  }

  set({ path, size, mtimeMs, ino }: FileStat, value: T): void {
    this.#asked.add(path);
    if (!mayChangeUnseen(mtimeMs)) this.#fresh.set(path, { size, mtimeMs, ino, value });
  }

  /** The remembered value, or what `read` finds. */
  remember(file: FileStat, read: () => T): T {
    const known = this.get(file);
    if (known !== null) return known;
    const value = read();
    this.set(file, value);
    return value;
  }

  /** Writes what there is, if there is anything new, without the files that are gone. */
  save(): void {
    if (this.#fresh.size === 0) return;
    const others = Object.keys(this.#known).filter((path) => !this.#asked.has(path));
    const kept = [...others.slice(-MOST_OTHERS).filter((path) => existsSync(path)), ...this.#asked];
    const entries = Object.fromEntries(kept.map((path) => [path, this.#fresh.get(path) ?? this.#known[path]]));
    writeWhole(this.#path, asciiJson({ format: this.#kind.format, entries }));
    this.#fresh.clear();
  }
}

/** One letter beyond ASCII makes V8 keep the whole text of a file in two bytes a letter: twice as slow to read back. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** How long the dates of a file system that counts whole seconds, or every second one, may stay the same. */
const COARSE_MS = 3000;

/** Whether a file may be written once more, as long as before, and keep its date. */
const mayChangeUnseen = (mtimeMs: number): boolean => mtimeMs % 1000 === 0 && Date.now() - mtimeMs < COARSE_MS;

function readEntries(path: string, format: number): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isOurs = isObject(content) && content['format'] === format && isObject(content['entries']);
    return isOurs ? (content['entries'] as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Others must see the old file or the new one, never half of it. It holds titles and prompts: for this user alone. */
function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A cache that cannot be kept is no failure.
  }
}
