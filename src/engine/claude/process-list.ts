import { listProc } from './process-linux.ts';
import { listWithPs } from './process-ps.ts';
import { listWithPowerShell } from './process-windows.ts';

/**
 * The processes of this machine. The libraries for this were looked at first: ps-list 9 tells neither path nor command
 * line on Windows, where `claude.exe` names both the app and the CLI; systeminformation 5 tells start times without a
 * zone, cuts macOS paths at guesses, and runs through a shell. So the systems are asked themselves.
 */

export interface ProcessInfo {
  pid: number;
  parentPid: number | null;
  /** The executable. Null where the system does not tell: another user's process, a kernel thread. */
  path: string | null;
  /** The whole command line, its arguments joined by blanks; the name alone where no more is known. */
  command: string;
  /** Epoch milliseconds, exact to about a second. */
  startedAt: number | null;
}

/**
 * Null: it could not be told. So does a listing without our own process, which shows that the system withholds some.
 * Never rejects.
 */
export async function listProcesses(platform: NodeJS.Platform = process.platform): Promise<ProcessInfo[] | null> {
  const processes = await listOn(platform);
  return processes?.some(({ pid }) => pid === process.pid) === true ? processes : null;
}

async function listOn(platform: NodeJS.Platform): Promise<ProcessInfo[] | null> {
  if (platform === 'win32') return listWithPowerShell();
  if (platform === 'linux') return listProc('/proc') ?? listWithPs();
  return listWithPs();
}
