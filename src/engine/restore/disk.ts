import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs';

/**
 * The operations by which a restore touches the disk, all of them, so that a test can let each one fail or end the
 * process there. Nothing in this room writes by any other way.
 */
export interface Disk {
  openSync: (path: string, flags: string, mode?: number) => number;
  writeSync: (fd: number, bytes: Uint8Array, offset: number, length: number) => number;
  fchmodSync: (fd: number, mode: number) => void;
  fsyncSync: (fd: number) => void;
  closeSync: (fd: number) => void;
  linkSync: (existing: string, path: string) => void;
  renameSync: (from: string, to: string) => void;
  unlinkSync: (path: string) => void;
  mkdirSync: (path: string, mode: number) => void;
  rmdirSync: (path: string) => void;
  readFileSync: (path: string) => Buffer;
  /** Reads on from a position, as much as the buffer takes; how many bytes that were, 0 at the end. */
  readSync: (fd: number, buffer: Buffer, position: number) => number;
  /** The first and the last `bytes` of a file of this size. */
  readEnds: (path: string, size: number, bytes: number) => Buffer;
  readdirSync: (path: string) => string[];
  lstatSync: (path: string) => Stats;
  /** Where a path leads, behind all links. */
  realpathSync: (path: string) => string;
  /** Milliseconds between two attempts; a test waits for nothing. */
  pause: (ms: number) => void;
}

export const realDisk: Disk = {
  openSync,
  writeSync: (fd, bytes, offset, length) => writeSync(fd, bytes, offset, length),
  fchmodSync,
  fsyncSync,
  closeSync,
  linkSync,
  renameSync,
  unlinkSync,
  mkdirSync: (path, mode) => {
    mkdirSync(path, { mode });
  },
  rmdirSync,
  readFileSync: (path) => readFileSync(path),
  readSync: (fd, buffer, position) => readSync(fd, buffer, 0, buffer.length, position),
  readEnds,
  readdirSync: (path) => readdirSync(path),
  lstatSync: (path) => lstatSync(path),
  realpathSync: (path) => realpathSync(path),
  pause: (ms) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};

function readEnds(path: string, size: number, bytes: number): Buffer {
  const fd = openSync(path, 'r');
  try {
    const read = (position: number): Buffer => {
      const buffer = Buffer.alloc(Math.min(bytes, size));
      return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, position));
    };
    return Buffer.concat([read(0), read(Math.max(0, size - bytes))]);
  } finally {
    closeSync(fd);
  }
}
