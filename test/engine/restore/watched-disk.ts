import { realDisk, type Disk } from '../../../src/engine/restore/disk.ts';

/** One call of a restore to the disk. */
export interface Operation {
  /** Counts from 1. */
  n: number;
  name: Exclude<keyof Disk, 'pause'>;
  /** The file or folder it is about: for a link and a renaming, the new name. */
  path: string;
  /** The old name. */
  from: string | null;
  /** Of an opened file. */
  flags: string;
  bytes: Uint8Array | null;
}

export interface Watch {
  /** May throw: then the operation does not happen. */
  before?: (operation: Operation) => void;
  after?: (operation: Operation) => void;
  /** How many of `length` bytes the disk takes of a write. */
  takes?: (operation: Operation, length: number) => number;
  pause?: (ms: number) => void;
  /** Whether to really wait for the disk; off where no process is killed, to save time. */
  sync?: boolean;
}

const CHANGING: ReadonlySet<string> = new Set([
  'writeSync',
  'fchmodSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
]);

export const isChange = ({ name, flags }: Operation): boolean =>
  CHANGING.has(name) || (name === 'openSync' && flags !== 'r');

/** The real disk, with somebody looking over its shoulder. */
export function watchedDisk({ before, after, takes, pause = () => undefined, sync = false }: Watch): Disk {
  let n = 0;
  const opened = new Map<number, { path: string; flags: string }>();
  const watched = <T>(
    name: Operation['name'],
    about: { path: string } & Partial<Operation>,
    run: (operation: Operation) => T,
  ): T => {
    n += 1;
    const operation = { from: null, flags: '', bytes: null, ...about, n, name };
    before?.(operation);
    const result = run(operation);
    after?.(operation);
    return result;
  };
  const of = (fd: number): { path: string; flags: string } => opened.get(fd) ?? { path: `#${fd}`, flags: '' };
  return {
    openSync: (path, flags, mode) =>
      watched('openSync', { path, flags }, () => {
        const fd = realDisk.openSync(path, flags, mode);
        opened.set(fd, { path, flags });
        return fd;
      }),
    writeSync: (fd, bytes, offset, length) =>
      watched('writeSync', { ...of(fd), bytes: bytes.subarray(offset, offset + length) }, (operation) =>
        realDisk.writeSync(fd, bytes, offset, takes?.(operation, length) ?? length),
      ),
    fchmodSync: (fd, mode) => watched('fchmodSync', of(fd), () => realDisk.fchmodSync(fd, mode)),
    fsyncSync: (fd) => watched('fsyncSync', of(fd), () => (sync ? realDisk.fsyncSync(fd) : undefined)),
    closeSync: (fd) =>
      watched('closeSync', of(fd), () => {
        opened.delete(fd);
        realDisk.closeSync(fd);
      }),
    linkSync: (existing, path) =>
      watched('linkSync', { path, from: existing }, () => realDisk.linkSync(existing, path)),
    renameSync: (from, path) => watched('renameSync', { path, from }, () => realDisk.renameSync(from, path)),
    unlinkSync: (path) => watched('unlinkSync', { path }, () => realDisk.unlinkSync(path)),
    mkdirSync: (path, mode) => watched('mkdirSync', { path }, () => realDisk.mkdirSync(path, mode)),
    rmdirSync: (path) => watched('rmdirSync', { path }, () => realDisk.rmdirSync(path)),
    readFileSync: (path) => watched('readFileSync', { path }, () => realDisk.readFileSync(path)),
    readSync: (fd, buffer, position) => watched('readSync', of(fd), () => realDisk.readSync(fd, buffer, position)),
    readEnds: (path, size, bytes) => watched('readEnds', { path }, () => realDisk.readEnds(path, size, bytes)),
    readdirSync: (path) => watched('readdirSync', { path }, () => realDisk.readdirSync(path)),
    lstatSync: (path) => watched('lstatSync', { path }, () => realDisk.lstatSync(path)),
    realpathSync: (path) => watched('realpathSync', { path }, () => realDisk.realpathSync(path)),
    pause,
  };
}

/** An error as Node throws it. */
export function diskError(code: string, { name, path }: Pick<Operation, 'name' | 'path'>): Error {
  const syscall = name.replace(/Sync$/, '');
  return Object.assign(new Error(`${code}: made for a test, ${syscall} '${path}'`), { code, syscall, path });
}

export interface Fault {
  code: string;
  /** The operation that fails, counted among those of `only`. */
  at: number;
  /** Every one from there on, too. */
  forEver?: boolean;
  /** Only such operations fail; all of them unless said. Of what is written, half arrives before that fails. */
  only?: Operation['name'];
  /** These fail always, with EXDEV, as in the folders of the Store build. */
  refused?: readonly Operation['name'][];
}

export interface FaultyDisk {
  disk: Disk;
  /** Whether it came so far as to fail. */
  struck: () => boolean;
  /** How many operations there were. */
  calls: () => number;
  /** Changes to files that are none of a restore's business. */
  trespasses: string[];
  /** Files that are still open. */
  open: () => number;
}

/** A disk that fails at one operation. What is closed is closed all the same. */
export function faultyDisk({ code, at, forEver = false, only, refused = [] }: Fault): FaultyDisk {
  const seen = { calls: 0, struck: false, open: 0 };
  const trespasses: string[] = [];
  const late = ['closeSync', ...(only === 'writeSync' ? ['writeSync'] : [])];
  let strikes = false;
  const disk = watchedDisk({
    before: (operation) => {
      if (isTrespass(operation)) trespasses.push(`${operation.name} ${operation.path}`);
      if (refused.includes(operation.name)) throw diskError('EXDEV', operation);
      if (only === undefined || operation.name === only) seen.calls += 1;
      strikes = (only === undefined || operation.name === only) && (seen.calls === at || (forEver && seen.calls > at));
      seen.struck ||= strikes;
      if (strikes && !late.includes(operation.name)) throw diskError(code, operation);
    },
    takes: (_, length) => (strikes ? Math.floor(length / 2) : length),
    after: (operation) => {
      if (operation.name === 'openSync') seen.open += 1;
      if (operation.name === 'closeSync') seen.open -= 1;
      if (strikes) throw diskError(code, operation);
    },
  });
  return { disk, struck: () => seen.struck, calls: () => seen.calls, trespasses, open: () => seen.open };
}

/** Only records, copies of transcripts and what Ghostlight prepares are ever changed, in a pair's folder, a project's or its own. */
export function isTrespass(operation: Operation): boolean {
  const { name, path } = operation;
  if (!isChange(operation) || path.includes('/ghostlight-state')) return false;
  if (name === 'mkdirSync' || name === 'rmdirSync') return !/\/claude-code-sessions(\/[0-9a-f-]{36}){0,2}$/.test(path);
  const isNew = name !== 'renameSync' && name !== 'fchmodSync';
  if (isNew && /\/projects\/[^/]+\/(\.ghostlight-)?[0-9a-f-]{36}\.jsonl(\.part)?$/.test(path)) return false;
  return !/\/claude-code-sessions(\/[0-9a-f-]{36}){2}\/(local_[0-9a-f-]{36}\.json|\.ghostlight-local_[0-9a-f-]{36}\.part)$/.test(
    path,
  );
}
