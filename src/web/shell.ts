import type { AppState, Settings } from '../shared/contract.ts';
import { AnswerFailure } from '../engine/service/answer.ts';
import type { ShellHandlers } from '../engine/service/options.ts';
import type { SettingsStore } from '../engine/service/settings.ts';

/** A page in a browser has no dialogs, no file manager and no say over other programs. */
export const WEB_CAN: AppState['can'] = { reveal: false, quitClaude: false, addFolder: false, tray: false };

const unavailable = (message: string) => (): never => {
  throw new AnswerFailure('unavailable', message);
};

const NO_FOLDERS =
  'In a browser no folder can be chosen. End Ghostlight and start it with --home, --data-root or --config-dir.';

/** `onSettings`: told after the settings were kept. */
export function createWebShell(settings: SettingsStore, onSettings: (settings: Settings) => void): ShellHandlers {
  return {
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
