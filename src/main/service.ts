import { app } from 'electron';
import type { AppState, Settings } from '../shared/contract.ts';
import type { WorldOptions } from '../engine/local-world.ts';
import { startService } from '../engine/service/client.ts';
import type { ServiceClient } from '../engine/service/client.ts';
import type { Emit } from '../engine/service/options.ts';
import { sampleHome } from './resources.ts';

/** The engine, on a thread of its own: nothing that it reads can make the window stutter. */
export function setupService(
  options: WorldOptions,
  { stateDir, folders, can }: { stateDir: string; folders: Settings['folders']; can: AppState['can'] },
  emit: Emit,
): ServiceClient {
  return startService(
    {
      home: options.home,
      platform: options.platform,
      dataRoots: options.dataRoots ?? [],
      configDirs: options.configDirs ?? [],
      stateDir,
      folders,
      samplePath: sampleHome(),
      version: app.getVersion(),
      can,
    },
    emit,
  );
}
