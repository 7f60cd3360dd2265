import { Menu, Tray, app, nativeImage } from 'electron';
import type { NativeImage } from 'electron';
import type { Events } from '../shared/contract.ts';
import { resource } from './resources.ts';
import { words } from './words.ts';

export interface OptionalTray {
  /** Puts the lantern into the tray or takes it out. */
  set: (on: boolean) => void;
  isOn: () => boolean;
}

/** Off until it is set: a tray icon is the person's choice. */
export function setupTray(show: () => void, command: (command: Events['command']) => void): OptionalTray {
  let tray: Tray | null = null;
  const create = (): Tray => {
    const created = new Tray(trayImage(process.platform === 'darwin'));
    created.setToolTip('Ghostlight');
    created.on('click', show);
    created.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: show },
        { type: 'separator' },
        { label: words.refresh, click: () => command('refresh') },
        { label: words.restoreAll, click: () => command('restore-all') },
        { type: 'separator' },
        { label: words.quit, click: () => app.quit() },
      ]),
    );
    return created;
  };
  return {
    set: (on) => {
      if (on) tray ??= create();
      else {
        tray?.destroy();
        tray = null;
      }
    },
    isOn: () => tray !== null,
  };
}

/** macOS wants the shape alone and colours it itself. */
function trayImage(mac: boolean): NativeImage {
  const image = nativeImage.createFromPath(resource(mac ? 'tray-template.png' : 'tray.png'));
  image.setTemplateImage(mac);
  return image;
}
