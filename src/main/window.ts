import { join } from 'node:path';
import { BrowserWindow, app, nativeTheme, screen } from 'electron';
import type { Events } from '../shared/contract.ts';
import { BACKGROUND } from './background.ts';
import { START_PAGE } from './origin.ts';
import { resource } from './resources.ts';
import { createTold, type Told } from './told.ts';
import { SMALLEST, readWindowState, writeWindowState } from './window-state.ts';

export interface MainWindow {
  /** Opens the window, or brings it to the front. */
  show: () => void;
  /** Tells the page what it does not know yet. */
  send: Told['tell'];
  /** An answer to the page, on its way. Returns it as it is. */
  answering: Told['during'];
  /** Opens the window where it is closed, and hands it what a menu asks for. */
  command: (command: Events['command']) => void;
  /** For dialogs that belong to it. */
  current: () => BrowserWindow | null;
}

/** `staysInTray`: whether closing only hides the window. */
export function setupWindow(stateDir: string, staysInTray: () => boolean): MainWindow {
  const stateFile = join(stateDir, 'window.json');
  let window: BrowserWindow | null = null;
  let quitting = false;
  app.on('before-quit', () => (quitting = true));

  const open = (): BrowserWindow => {
    const opened = createWindow(stateFile);
    told.begin();
    opened.on('close', (event) => {
      writeWindowState(stateFile, { bounds: opened.getNormalBounds(), maximized: opened.isMaximized() });
      if (quitting || !staysInTray()) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('closed', () => (window = null));
    return opened;
  };
  const show = (): BrowserWindow => {
    if (window === null) return (window = open());
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  };
  const send: Told['tell'] = (event, payload) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send('ghostlight:event', event, payload);
  };
  const told = createTold(send);
  return {
    show: () => void show(),
    send: told.tell,
    answering: told.during,
    command: (command) => {
      const { webContents } = show();
      if (!webContents.isLoading()) send('command', command);
      else webContents.once('did-finish-load', () => send('command', command));
    },
    current: () => window,
  };
}

function createWindow(stateFile: string): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, maximized } = readWindowState(stateFile, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Ghostlight',
    backgroundColor: background(),
    ...(process.platform === 'linux' ? { icon: resource('icon.png') } : {}),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (maximized) window.maximize();
  // The page may not rename the window to something that it is not.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  const recolour = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', recolour);
  window.on('closed', () => nativeTheme.off('updated', recolour));
  void window.loadURL(START_PAGE);
  return window;
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}
