import { opendirSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '../../shared/model.ts';
import { encodeFolderName, folderNameMatches } from '../transcript/folder-name.ts';

/** How many entries of folders are read in one look at the disk: a disk can be huge, or far away. */
const MOST_ENTRIES = 20_000;
/** Beyond this many units the name of a project folder is cut, and says no more. */
const CERTAIN = 200;

class BudgetSpentError extends Error {}

/**
 * Finds folders on this disk by the name that Claude Code gives to them. Such a name says nothing for sure, so its parts
 * are looked up from the root on. What was listed is remembered: it serves one look at the disk.
 */
export class FolderLookup {
  readonly #platform: Platform;
  readonly #ignoreCase: boolean;
  readonly #listed = new Map<string, readonly string[]>();
  #left = MOST_ENTRIES;

  constructor(platform: Platform, ignoreCase: boolean) {
    this.#platform = platform;
    this.#ignoreCase = ignoreCase;
  }

  /**
   * The folders whose encoding is `name`: none, one, or the first two. Links are not followed: the encoding is that of a
   * real path (docs/formats/transcripts.md 3). Empty where this machine cannot have the platform's paths, and where there is
   * too much to look at. Throws nothing.
   */
  find(name: string): string[] {
    const root = this.#platform === process.platform ? rootOf(name, this.#platform) : null;
    if (root === null) return [];
    const paths: string[] = [];
    try {
      for (const path of this.#below(root, name)) if (paths.push(path) === 2) break;
      return paths;
    } catch (error) {
      // What was not looked at may fit as well.
      if (error instanceof BudgetSpentError) return [];
      throw error;
    }
  }

  *#below(folder: string, name: string): Generator<string> {
    for (const path of this.#foldersIn(folder)) {
      if (folderNameMatches(name, path, { ignoreCase: this.#ignoreCase })) yield path;
      if (this.#isOnTheWay(path, name)) yield* this.#below(path, name);
    }
  }

  /** Whether a folder below this path may have that name. */
  #isOnTheWay(path: string, name: string): boolean {
    const fold = (text: string): string => (this.#ignoreCase ? text.toLowerCase() : text).slice(0, CERTAIN);
    const own = fold(`${encodeFolderName(path)}-`);
    return own.length < CERTAIN ? fold(name).startsWith(own) : name.length > CERTAIN && fold(name) === own;
  }

  /** None where it may not be looked into. Throws BudgetSpentError. */
  #foldersIn(folder: string): readonly string[] {
    const known = this.#listed.get(folder);
    if (known !== undefined) return known;
    const found: string[] = [];
    for (const entry of entriesOf(folder)) {
      if ((this.#left -= 1) < 0) throw new BudgetSpentError();
      if (entry.isDirectory()) found.push(join(folder, entry.name));
    }
    this.#listed.set(folder, found);
    return found;
  }
}

function rootOf(name: string, platform: Platform): string | null {
  if (platform === 'win32') return /^[A-Za-z]--/.test(name) ? `${name.charAt(0)}:\\` : null;
  return name.startsWith('-') ? '/' : null;
}

interface Entry {
  name: string;
  isDirectory: () => boolean;
}

/** One after the other: a folder may have millions. */
function* entriesOf(folder: string): Generator<Entry> {
  let directory;
  try {
    directory = opendirSync(folder);
  } catch {
    return;
  }
  try {
    for (;;) {
      const entry = nextOf(directory);
      if (entry === null) return;
      yield entry;
    }
  } finally {
    directory.closeSync();
  }
}

/** Null at the end, and where the disk fails. */
function nextOf(directory: { readSync: () => Entry | null }): Entry | null {
  try {
    return directory.readSync();
  } catch {
    return null;
  }
}
