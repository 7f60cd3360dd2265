import type { Platform } from '../shared/model.ts';

/**
 * Where and when the engine looks. Nothing in the engine asks the operating system for these itself, so that any
 * platform's layout, an old disk or a backup can be read from any machine.
 */
export interface World {
  platform: Platform;
  /** The home folder that is looked at. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Another home than the one of the user who runs this: nothing that runs on this machine belongs to it. */
  foreign: boolean;
  /** Data roots named by the person; where there are any, they replace discovery. */
  dataRoots: readonly string[];
  /** Config dirs named by the person; where there are any, they replace discovery. */
  configDirs: readonly string[];
  /** Ghostlight's own folder: journal, cache. Never inside Claude's. */
  stateDir: string;
  /** Epoch milliseconds. */
  now: () => number;
}
