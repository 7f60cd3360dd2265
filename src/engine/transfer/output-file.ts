import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files.ts';
import { numbered, sameName } from './names.ts';

/** Exports hold private conversations: only this user may read them. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** One document while it is written. The folder shows it only after `publish`; `discard` removes every trace of it. */
export class OutputFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #ending: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  /** Keys of names (`sameName`) that exist in the folder or were taken by other documents of this export. */
  readonly #taken: Set<string>;
  #beside: { name: string; files: string[] } | null = null;
  #bytes = 0;

  private constructor(
    folder: string,
    name: string,
    ending: string,
    taken: Set<string>,
    file: FileHandle,
    path: string,
  ) {
    this.#folder = folder;
    this.#name = name;
    this.#ending = ending;
    this.#taken = taken;
    this.#file = file;
    this.#temporary = path;
  }

  /** `name` has no ending. Throws what the file system throws. */
  static async create(folder: string, name: string, ending: string, taken: Set<string>): Promise<OutputFile> {
    const path = join(folder, `.ghostlight-${randomBytes(6).toString('hex')}.part`);
    const file = await open(path, 'wx', FILE_MODE);
    return new OutputFile(folder, name, ending, taken, file, path);
  }

  get bytes(): number {
    return this.#bytes;
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#bytes += bytes.length;
    await this.#file.writeFile(bytes);
  }

  /**
   * Writes a file into the folder beside the document. Returns its path relative to the document, encoded for a link.
   */
  keep(name: string, bytes: Buffer): string {
    this.#beside ??= { name: this.#makeFolder(), files: [] };
    const path = join(this.#folder, this.#beside.name, name);
    this.#beside.files.push(path);
    fs.writeFileSync(path, bytes, { flag: 'wx', mode: FILE_MODE });
    this.#bytes += bytes.length;
    return [this.#beside.name, name].map(linkPart).join('/');
  }

  /** Gives the document the first free name. Returns its path. */
  async publish(): Promise<string> {
    await this.#file.sync();
    await this.#file.close();
    for (const name of this.#freeNames()) {
      const path = join(this.#folder, `${name}${this.#ending}`);
      if (moveWithoutReplacing(this.#temporary, path)) return path;
    }
    throw new Error('there is no end to the names');
  }

  /** Removes everything that was written, as far as possible. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    fs.rmSync(this.#temporary, { force: true });
    if (this.#beside === null) return;
    for (const path of this.#beside.files) fs.rmSync(path, { force: true });
    try {
      fs.rmdirSync(join(this.#folder, this.#beside.name));
    } catch {
      // Somebody else put something into the folder, so it stays.
    }
  }

  *#freeNames(): Generator<string> {
    for (const name of numbered(this.#name)) {
      const key = sameName(`${name}${this.#ending}`);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      yield name;
    }
  }

  #makeFolder(): string {
    for (const name of numbered(this.#name)) {
      const folder = `${name}-files`;
      const key = sameName(folder);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      if (makeNewFolder(join(this.#folder, folder))) return folder;
    }
    throw new Error('there is no end to the names');
  }
}

/** Encodes a name for a link of Markdown, which takes no spaces and no brackets. */
const linkPart = (name: string): string =>
  encodeURIComponent(name).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Returns false if something has that name already. */
function makeNewFolder(path: string): boolean {
  try {
    fs.mkdirSync(path, { mode: FOLDER_MODE });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Error codes of file systems that have no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EINVAL', 'UNKNOWN'];

/** Returns false if something has that name already. It is never replaced. */
function moveWithoutReplacing(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.includes(code)) throw error;
    return moveOntoOwn(from, to);
  }
  fs.rmSync(from, { force: true });
  return true;
}

/** For file systems without hard links: takes the name with an empty file of ours, and replaces only that file. */
function moveOntoOwn(from: string, to: string): boolean {
  try {
    fs.closeSync(fs.openSync(to, 'wx', FILE_MODE));
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    fs.rmSync(to, { force: true });
    throw error;
  }
}

/** Keys (`sameName`) of all names in a folder. Throws what the file system throws. */
export const namesIn = (folder: string): Set<string> => new Set(fs.readdirSync(folder).map(sameName));
