import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { listFolder } from '../files.ts';
import type { ProcessInfo } from './process-list.ts';

/** Linux: the kernel's own listing, see proc_pid_stat(5). */

/** What the kernel shows to programs is in hundredths of a second on every platform that Electron runs on. */
const MS_PER_TICK = 10;

/** The processes below a mounted procfs; null where there is none. Zombies are left out: they run no more. */
export function listProc(root: string): ProcessInfo[] | null {
  const bootedAt = readBootTime(root);
  if (bootedAt === null) return null;
  const pids = listFolder(root, []).filter(({ name }) => /^\d+$/.test(name));
  return pids.flatMap(({ name }) => readProcess(root, name, bootedAt) ?? []);
}

function readBootTime(root: string): number | null {
  const seconds = /^btime (\d+)$/m.exec(readText(join(root, 'stat')) ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/** Null where it ended between the listing and now. */
function readProcess(root: string, pid: string, bootedAt: number): ProcessInfo | null {
  const stat = readText(join(root, pid, 'stat'));
  if (stat === null) return null;
  // The name stands in brackets and may hold brackets and blanks itself.
  const nameEnd = stat.lastIndexOf(')');
  const name = stat.slice(stat.indexOf('(') + 1, nameEnd);
  const fields = stat
    .slice(nameEnd + 1)
    .trim()
    .split(' ');
  const [state, parentPid, startTicks] = [fields[0], Number(fields[1]), Number(fields[19])];
  if (state === undefined || 'ZXx'.includes(state)) return null;
  const command = (readText(join(root, pid, 'cmdline')) ?? '').replace(/\0+/g, ' ').trim();
  return {
    pid: Number(pid),
    parentPid: Number.isInteger(parentPid) && parentPid > 0 ? parentPid : null,
    path: readExecutable(root, pid),
    command: command === '' ? name : command,
    startedAt: Number.isFinite(startTicks) ? bootedAt + startTicks * MS_PER_TICK : null,
  };
}

/** An app that was updated while it ran shows as deleted. */
function readExecutable(root: string, pid: string): string | null {
  try {
    return readlinkSync(join(root, pid, 'exe')).replace(/ \(deleted\)$/, '');
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
