import { existsSync } from 'node:fs';
import { dialog, shell } from 'electron';
import type { OpenDialogOptions } from 'electron';
import type { Request, Settings } from '../shared/contract.ts';
import type { World } from '../engine/world.ts';
import { AnswerFailure } from '../engine/service/answer.ts';
import type { ServiceClient } from '../engine/service/client.ts';
import type { ShellHandlers } from '../engine/service/options.ts';
import type { SettingsStore } from '../engine/service/settings.ts';
import { kindOfFolder } from '../engine/service/where.ts';
import { createExportHandlers } from './export-handlers.ts';
import { askClaudeToQuit } from './quit-claude.ts';
import type { MainWindow } from './window.ts';
import { words } from './words.ts';

export interface ShellParts {
  world: World;
  can: { quitClaude: boolean };
  settings: SettingsStore;
  service: Pick<ServiceClient, 'pathOf' | 'setFolders' | 'export' | 'cancelExport'>;
  window: Pick<MainWindow, 'current'>;
  /** Told after the settings were kept. */
  onSettings: (settings: Settings) => void;
}

/** What the service can't do because it takes a window, a file manager or another program. */
export function createShellHandlers(parts: ShellParts): ShellHandlers {
  const { settings, service, onSettings } = parts;
  const change = (to: Parameters<SettingsStore['set']>[0]): Settings => {
    const changed = settings.set(to);
    onSettings(changed);
    return changed;
  };
  const look = async (folders: Settings['folders']): Promise<Settings> => {
    const changed = change({ folders });
    await service.setFolders(changed.folders);
    return changed;
  };
  return {
    'folder.add': async ({ kind: wanted }) => {
      const path = await chooseFolder(wanted, parts);
      const { folders } = settings.get();
      if (path === null) return settings.get();
      const kind = wanted === 'any' ? kindOfFolder(path, parts.world) : wanted;
      if (kind === null) throw new AnswerFailure('not-claude', words.nothingOfClaude(path));
      if (folders.some((known) => known.kind === kind && known.path === path)) return settings.get();
      return look([...folders, { kind, path }]);
    },
    'folder.remove': async ({ index }) => {
      const { folders } = settings.get();
      if (index >= folders.length) throw new AnswerFailure('not-found', words.noSuchFolder);
      return look(folders.toSpliced(index, 1));
    },
    'session.reveal': async ({ id }) => {
      const path = await service.pathOf(id);
      if (path === null || !existsSync(path)) throw new AnswerFailure('not-found', words.gone);
      shell.showItemInFolder(path);
      return null;
    },
    ...createExportHandlers(parts),
    'settings.get': () => settings.get(),
    'settings.set': (to) => change(to),
    'claude.quit': async () => {
      if (!parts.can.quitClaude) throw new AnswerFailure('unavailable', words.cannotAskClaude);
      if (!(await askClaudeToQuit(parts.world.platform))) throw new AnswerFailure('unavailable', words.claudeNotAsked);
      return { asked: true };
    },
  };
}

async function chooseFolder(
  kind: Request<'folder.add'>['kind'],
  { world, window }: ShellParts,
): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: words.chooseFolder[kind],
    message: words.chooseFolder[kind],
    buttonLabel: words.lookHere,
    defaultPath: world.home,
    properties: ['openDirectory', 'showHiddenFiles', 'dontAddToRecent'],
  };
  const parent = window.current();
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return canceled ? null : (filePaths[0] ?? null);
}
