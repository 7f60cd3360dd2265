import { app, dialog, session } from 'electron';
import type { AppState, Settings } from '../shared/contract.ts';
import { localWorld } from '../engine/local-world.ts';
import type { WorldOptions } from '../engine/local-world.ts';
import type { World } from '../engine/world.ts';
import { foldersToLookAt, openSettings } from '../engine/service/settings.ts';
import { createAsk } from './ask.ts';
import { setupIpc } from './ipc.ts';
import { setupLifecycle } from './lifecycle.ts';
import { setupMenu } from './menu.ts';
import { setupNavigation } from './navigation.ts';
import { readOptions } from './options.ts';
import { setupProfile } from './profile.ts';
import { canAskClaude } from './quit-claude.ts';
import { registerScheme, setupScheme } from './scheme.ts';
import { setupService } from './service.ts';
import { setupSession } from './session.ts';
import { createShellHandlers } from './shell-handlers.ts';
import { setupSingleInstance } from './single-instance.ts';
import { applyTheme } from './theme.ts';
import { setupTray } from './tray.ts';
import { setupWindow } from './window.ts';
import { words } from './words.ts';

/** The app from start to end. Everything before `whenReady` has to be in place before Electron is. */

registerScheme();
const options = readOptions(process.argv.slice(1));
const world = openWorld(options);
if (world === null) app.exit(1);
else launch(world, options);

function openWorld(wanted: WorldOptions): World | null {
  try {
    return localWorld(wanted);
  } catch (error) {
    dialog.showErrorBox(words.cannotStart, error instanceof Error ? error.message : String(error));
    return null;
  }
}

function launch(world: World, options: WorldOptions): void {
  setupProfile(world.stateDir);
  let show = (): void => undefined;
  if (!setupSingleInstance(() => show())) {
    app.quit();
    return;
  }
  setupNavigation();
  const settings = openSettings(world.stateDir);
  const can: AppState['can'] = {
    reveal: true,
    quitClaude: !world.foreign && canAskClaude(world.platform),
    addFolder: true,
    tray: true,
  };
  const window = setupWindow(world.stateDir, () => tray.isOn());
  const tray = setupTray(window.show, window.command);
  // The engine looks at the disk while Electron gets ready.
  const service = setupService(
    options,
    { stateDir: world.stateDir, folders: foldersToLookAt(options, settings.get()), can },
    window.send,
  );
  void app.whenReady().then(() => {
    start({ world, can, settings, window, tray, service });
    show = window.show;
  });
}

interface Parts {
  world: World;
  can: AppState['can'];
  settings: ReturnType<typeof openSettings>;
  window: ReturnType<typeof setupWindow>;
  tray: ReturnType<typeof setupTray>;
  service: ReturnType<typeof setupService>;
}

function start({ world, can, settings, window, tray, service }: Parts): void {
  setupSession(session.defaultSession);
  setupScheme(session.defaultSession);
  const apply = (changed: Settings): void => {
    applyTheme(changed);
    tray.set(changed.tray);
    window.send('settings.changed', changed);
  };
  apply(settings.get());
  const shell = createShellHandlers({ world, can, settings, service, window, onSettings: apply });
  const ask = createAsk(shell, service);
  setupIpc((operation, request) => window.answering(operation, ask(operation, request)));
  setupMenu(window.command);
  setupLifecycle(window.show, tray.isOn, service.dispose);
  window.show();
}
