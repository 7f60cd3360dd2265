import type { World } from '../world.ts';
import { claudeAppProcesses } from './app-process.ts';
import { listProcesses } from './process-list.ts';

/** "Is Claude running?" Whoever cannot tell has to take it as yes (docs/design.md rule 11). */

export { claudeAppProcesses } from './app-process.ts';
export { listProcesses, type ProcessInfo } from './process-list.ts';

/**
 * Whether the desktop app runs on this machine. Null: it could not be told, which counts as running. A foreign home
 * belongs to no process of this machine: false. Never rejects as long as `list` does not.
 */
export async function isClaudeRunning(
  world: Pick<World, 'foreign' | 'platform'>,
  list: typeof listProcesses = listProcesses,
): Promise<boolean | null> {
  if (world.foreign) return false;
  const processes = await list();
  if (processes === null) return null;
  const others = processes.filter(({ pid }) => pid !== process.pid);
  return claudeAppProcesses(others, world.platform).length > 0;
}
