import type { AppCheck, DataRootKind } from '../../shared/model.ts';
import type { World } from '../world.ts';
import { checkInstalledApp } from './app/app-check.ts';
import { isClaudeRunning, listProcesses, type ProcessInfo } from './process.ts';

/** What this machine says about its Claude. */
export interface Machine {
  /** Null if it could not be told, which counts as running. */
  claudeRunning: boolean | null;
  app: AppCheck;
}

/** Asks for the processes once: on Windows that starts a program. `rootKind`: of the profile in use; null if in doubt. */
export async function askMachine(world: World, rootKind: DataRootKind | null): Promise<Machine> {
  let listed: Promise<ProcessInfo[] | null> | null = null;
  const list = (): Promise<ProcessInfo[] | null> => (listed ??= listProcesses());
  const [claudeRunning, app] = await Promise.all([
    isClaudeRunning(world, list),
    checkInstalledApp(world, { rootKind, list }),
  ]);
  return { claudeRunning, app };
}
