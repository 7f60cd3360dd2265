import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AppState, Settings } from '../shared/contract.ts';
import { AnswerFailure } from '../engine/service/answer.ts';
import type { ServiceClient } from '../engine/service/client.ts';
import type { ShellHandlers } from '../engine/service/options.ts';
import type { SettingsStore } from '../engine/service/settings.ts';

/** A page in a browser has no dialogs, no file manager and no say over other programs. */
export const WEB_CAN: AppState['can'] = { reveal: false, quitClaude: false, addFolder: false, tray: false };

const unavailable = (message: string) => (): never => {
  throw new AnswerFailure('unavailable', message);
};

const NO_FOLDERS =
  'In a browser no folder can be chosen. End Ghostlight and start it with --home, --data-root or --config-dir.';

export interface WebShellParts {
  settings: SettingsStore;
  service: () => Pick<ServiceClient, 'export' | 'cancelExport'>;
  /** Ghostlight's own folder. */
  stateDir: string;
  /** Told after the settings were kept. */
  onSettings: (settings: Settings) => void;
}

export function createWebShell({ settings, service, stateDir, onSettings }: WebShellParts): ShellHandlers {
  return {
    // No dialog, so they go where a browser's own downloads go; those of another home are not this person's.
    'export.run': async (request) => {
      const folder = join(homedir(), 'Downloads');
      const answer = await service().export({ ...request, folder, elsewhere: join(stateDir, 'exports') });
      if (!answer.ok) throw new AnswerFailure(answer.error.code, answer.error.message);
      return answer.data;
    },
    'export.cancel': async () => {
      await service().cancelExport();
      return null;
    },
    'export.reveal': unavailable('A browser cannot open the file manager.'),
    'folder.add': unavailable(NO_FOLDERS),
    'folder.remove': unavailable(NO_FOLDERS),
    'session.reveal': unavailable('A browser cannot open the file manager.'),
    'claude.quit': unavailable(
      'From a browser Claude cannot be asked to quit. Quit it from its own menu or tray icon.',
    ),
    'settings.get': () => settings.get(),
    'settings.set': (change) => {
      const changed = settings.set(change);
      onSettings(changed);
      return changed;
    },
  };
}
