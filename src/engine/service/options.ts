import type { AppState, EventName, Events, Handlers, Operation, Settings } from '../../shared/contract.ts';
import type { Platform } from '../../shared/model.ts';

/** What only a face's shell can do: it has the dialogs, the file manager, the settings and the other programs. */
export type ShellOperation =
  | 'folder.add'
  | 'folder.remove'
  | 'session.reveal'
  | 'export.run'
  | 'export.cancel'
  | 'export.reveal'
  | 'settings.get'
  | 'settings.set'
  | 'claude.quit';

/** What the service does. */
export type EngineOperation = Exclude<Operation, ShellOperation>;

export type EngineHandlers = Pick<Handlers, EngineOperation>;
export type ShellHandlers = Pick<Handlers, ShellOperation>;

export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void;

/** How the service is started. It crosses to a worker thread, so it is plain data. */
export interface ServiceOptions {
  /** Another home folder than this user's. */
  home?: string | undefined;
  platform?: Platform | undefined;
  /** Named on the command line: where there are any, they replace discovery. */
  dataRoots: readonly string[];
  configDirs: readonly string[];
  /** Folders that the person added: looked at as well. `setFolders` changes them. */
  folders?: Settings['folders'];
  /** Ghostlight's own folder. */
  stateDir: string;
  /** The home folder of the built-in sample, `resources/sample/home`. It is only ever copied. */
  samplePath: string;
  version: string;
  /** What the face that starts the service is able to do. */
  can: AppState['can'];
}
