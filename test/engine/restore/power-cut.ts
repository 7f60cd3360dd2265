import fs from 'node:fs';
import path from 'node:path';
import type { Disk } from '../../../src/engine/restore/disk.ts';
import { isChange, watchedDisk, type Operation } from './watched-disk.ts';

/**
 * What of that which was not synced does not survive: names and contents, or the contents alone; then there are zeros,
 * nothing, the first half and zeros, or every other piece of what disks write at once.
 */
export type Loss =
  'names-and-contents' | 'contents-to-zeros' | 'contents-to-nothing' | 'contents-by-half' | 'contents-in-pieces';

/** A change to a folder that is not on the disk before the folder is synced. */
interface Pending {
  folder: string;
  revert: () => void;
}

interface Kept {
  bytes: Buffer;
  mode: number;
  mtime: Date;
}

/**
 * A disk that dies with the power at one change, and forgets then whatever was not synced: names of files where their
 * folder was not, contents where the file itself was not. No file system loses more.
 */
export class PowerCut {
  readonly disk: Disk;
  dead = false;
  readonly #loss: Loss;
  #pending: Pending[] = [];
  /** By inode. */
  readonly #unsynced = new Set<number>();
  readonly #folders = new Set<string>();
  #changes = 0;
  #at: number;

  constructor(at: number, loss: Loss) {
    this.#loss = loss;
    this.#at = at;
    this.disk = watchedDisk({
      sync: false,
      before: (operation) => {
        if (isChange(operation) || operation.name === 'fsyncSync') this.#changes += 1;
        this.dead ||= this.#changes === this.#at;
        // A process that ends closes what it had open.
        if (this.dead && operation.name !== 'closeSync')
          throw Object.assign(new Error('the power is gone'), { code: 'EIO' });
        this.#remember(operation);
      },
      after: (operation) => this.#note(operation),
    });
  }

  /** Only the process is gone: another one goes on, with what the first has not synced, until the power goes at `at`. */
  onlyKilled(at: number): this {
    this.dead = false;
    this.#changes = 0;
    this.#at = at;
    return this;
  }

  /** What the next start of the machine finds. */
  happen(): void {
    if (this.#loss === 'names-and-contents') for (const { revert } of this.#pending.reverse()) revert();
    for (const folder of this.#folders) this.#spoil(folder);
    this.#pending = [];
    this.#unsynced.clear();
  }

  #spoil(folder: string): void {
    if (!fs.existsSync(folder)) return;
    for (const name of fs.readdirSync(folder)) {
      const file = path.join(folder, name);
      if (this.#unsynced.has(inode(file))) fs.writeFileSync(file, spoilt(fs.readFileSync(file), this.#loss));
    }
  }

  /** Before it happens: what is there now, to be given back. */
  #remember(operation: Operation): void {
    if (!isChange(operation)) return;
    const { name, path: file, flags, from } = operation;
    const folder = path.dirname(file);
    this.#folders.add(folder);
    const isNew = name === 'linkSync' || name === 'mkdirSync' || (name === 'openSync' && flags === 'wx');
    if (isNew) this.#pending.push({ folder, revert: () => fs.rmSync(file, { recursive: true, force: true }) });
    if (name === 'rmdirSync') this.#pending.push({ folder, revert: () => fs.mkdirSync(file, { recursive: true }) });
    if (name === 'unlinkSync') this.#keep(file, folder);
    if (name === 'renameSync' && from !== null) {
      this.#keep(file, folder);
      this.#keep(from, folder);
    }
  }

  #keep(file: string, folder: string): void {
    const kept = read(file);
    this.#pending.push({
      folder,
      revert: () => (kept === null ? fs.rmSync(file, { force: true }) : write(file, kept)),
    });
  }

  #note({ name, path: file, flags }: Operation): void {
    if (name === 'fsyncSync') {
      this.#pending = this.#pending.filter(({ folder }) => folder !== file);
      this.#unsynced.delete(inode(file));
    }
    // Numbers of files are used again.
    if (name === 'openSync' && flags === 'wx') this.#unsynced.delete(inode(file));
    if (name === 'writeSync' || (name === 'openSync' && flags === 'w')) this.#unsynced.add(inode(file));
  }
}

const PIECE = 512;

function spoilt(bytes: Buffer, loss: Loss): Buffer {
  if (loss === 'contents-to-nothing') return Buffer.alloc(0);
  const isKept = (i: number): boolean => {
    if (loss === 'contents-by-half') return i < bytes.length / 2;
    return loss === 'contents-in-pieces' && Math.floor(i / PIECE) % 2 === 1;
  };
  return Buffer.from(bytes.map((byte, i) => (isKept(i) ? byte : 0)));
}

const inode = (file: string): number => fs.statSync(file).ino;

function read(file: string): Kept | null {
  if (!fs.existsSync(file)) return null;
  const { mode, mtime } = fs.statSync(file);
  return { bytes: fs.readFileSync(file), mode, mtime };
}

function write(file: string, { bytes, mode, mtime }: Kept): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, bytes, { mode });
  fs.utimesSync(file, mtime, mtime);
}
