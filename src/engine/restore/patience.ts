import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';

const PAUSES_MS = [20, 60, 150, 400];

/** Virus scanners and indexers hold new files for a moment: whatever is busy is tried again for about half a second. */
export function patient(disk: Disk): Disk {
  const waiting =
    <A extends unknown[], R>(operation: (...args: A) => R) =>
    (...args: A): R => {
      for (const pause of PAUSES_MS) {
        try {
          return operation(...args);
        } catch (error) {
          if (errorCode(error) !== 'EBUSY') throw error;
          disk.pause(pause);
        }
      }
      return operation(...args);
    };
  return {
    openSync: waiting(disk.openSync),
    writeSync: waiting(disk.writeSync),
    fchmodSync: waiting(disk.fchmodSync),
    fsyncSync: waiting(disk.fsyncSync),
    // After a failure the descriptor may be another file's already: a close is never repeated.
    closeSync: disk.closeSync,
    linkSync: waiting(disk.linkSync),
    renameSync: waiting(disk.renameSync),
    unlinkSync: waiting(disk.unlinkSync),
    mkdirSync: waiting(disk.mkdirSync),
    rmdirSync: waiting(disk.rmdirSync),
    readFileSync: waiting(disk.readFileSync),
    readSync: waiting(disk.readSync),
    readEnds: waiting(disk.readEnds),
    readdirSync: waiting(disk.readdirSync),
    lstatSync: waiting(disk.lstatSync),
    realpathSync: waiting(disk.realpathSync),
    pause: disk.pause,
  };
}
