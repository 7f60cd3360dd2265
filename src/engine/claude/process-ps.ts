import { runProgram } from './run-program.ts';
import type { ProcessInfo } from './process-list.ts';

/** macOS, and Linux without a procfs: `ps`, twice, because paths and arguments both hold blanks. */

const PATHS = ['-axww', '-o', 'pid=', '-o', 'ppid=', '-o', 'state=', '-o', 'lstart=', '-o', 'comm='];
const COMMANDS = ['-axww', '-o', 'pid=', '-o', 'args='];

export async function listWithPs(): Promise<ProcessInfo[] | null> {
  // Dates in the form of the C locale, whatever the person's language is.
  const [paths, commands] = await Promise.all([runProgram('ps', PATHS, 'C'), runProgram('ps', COMMANDS, 'C')]);
  return paths === null || commands === null ? null : parsePs(paths, commands);
}

/** `paths`: lines of pid, parent, state, start, executable. `commands`: lines of pid, command line. Zombies are left out. */
export function parsePs(paths: string, commands: string): ProcessInfo[] {
  const commandOf = new Map(
    [...commands.matchAll(/^ *(\d+) (.*)$/gm)].map(([, pid, command = '']) => [Number(pid), command.trim()]),
  );
  const line = /^ *(\d+) +(\d+) +(\S+) +([A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4}) +(.*)$/gm;
  return [...paths.matchAll(line)].flatMap(([, pid, parent, state = '', started = '', executable = '']) => {
    if (state.startsWith('Z')) return [];
    const startedAt = Date.parse(started);
    const path = executable.trim();
    return {
      pid: Number(pid),
      parentPid: Number(parent) > 0 ? Number(parent) : null,
      path: path.startsWith('/') ? path : null,
      command: commandOf.get(Number(pid)) ?? path,
      startedAt: Number.isNaN(startedAt) ? null : startedAt,
    };
  });
}
