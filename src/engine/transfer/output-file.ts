import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files.ts';
import { numbered, sameName } from './names.ts';

/** Exports hold what was said in private. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** One document on its way to the disk. Nothing of it is left there until `publish`, and after `discard`. */
export class OutputFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #ending: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  /** Names that the folder has, or that other documents of this export took. */
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

  /** `name` without its ending. Throws what the file system throws. */
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

  /** Puts a file into the folder beside the document. Answers the way to it from there, for a link. */
  keep(name: string, bytes: Buffer): string {
    this.#beside ??= { name: this.#makeFolder(), files: [] };
    const path = join(this.#folder, this.#beside.name, name);
    this.#beside.files.push(path);
    fs.writeFileSync(path, bytes, { flag: 'wx', mode: FILE_MODE });
    this.#bytes += bytes.length;
    return [this.#beside.name, name].map(linkPart).join('/');
  }

  /** Gives it its name: the first that nothing has. Answers its path. */
  async publish(): Promise<string> {
    await this.#file.sync();
    await this.#file.close();
    for (const name of this.#freeNames()) {
      const path = join(this.#folder, `${name}${this.#ending}`);
      if (moveWithoutReplacing(this.#temporary, path)) return path;
    }
    throw new Error('there is no end to the names');
  }

  /** Removes all of it, as far as that can be done. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    fs.rmSync(this.#temporary, { force: true });
    if (this.#beside === null) return;
    for (const path of this.#beside.files) fs.rmSync(path, { force: true });
    try {
      fs.rmdirSync(join(this.#folder, this.#beside.name));
    } catch {
      // Somebody else put something into it meanwhile.
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

/** For Markdown: no spaces, no brackets. */
const linkPart = (name: string): string =>
  encodeURIComponent(name).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** False where there is something of that name. */
function makeNewFolder(path: string): boolean {
  try {
    fs.mkdirSync(path, { mode: FOLDER_MODE });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What file systems without hard links say. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EINVAL', 'UNKNOWN'];

/** False where there is something of that name; it is never replaced. */
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

/** Where nothing can be linked: the name is taken by an empty file of ours, and only that is replaced. */
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

/** The names in a folder, as `sameName` has them. Throws what the file system throws. */
export const namesIn = (folder: string): Set<string> => new Set(fs.readdirSync(folder).map(sameName));
