import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Events } from '../shared/contract.ts';
import { words } from './words.ts';

type Item = MenuItemConstructorOptions;
type Command = (command: Events['command']) => void;

const separator: Item = { type: 'separator' };

/** The application menu, as each platform has it. */
export function setupMenu(command: Command): void {
  app.setAboutPanelOptions({ applicationName: 'Ghostlight', applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(command, process.platform === 'darwin')));
}

function menuTemplate(command: Command, mac: boolean): Item[] {
  const item = (id: Events['command'], label: string, accelerator?: string): Item => ({
    id,
    label,
    click: () => command(id),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const settings = item('settings', words.settings, 'CmdOrCtrl+,');
  return [
    ...(mac ? [appMenu(settings)] : []),
    fileMenu(item, mac ? [] : [separator, settings, separator, { role: 'quit' }], mac),
    editMenu(item('find', words.find, 'CmdOrCtrl+F')),
    viewMenu(item),
    { role: 'windowMenu' },
    helpMenu(item('shortcuts', words.shortcuts, 'CmdOrCtrl+/'), mac),
  ];
}

function appMenu(settings: Item): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

type MakeItem = (id: Events['command'], label: string, accelerator?: string) => Item;

function fileMenu(item: MakeItem, tail: Item[], mac: boolean): Item {
  return {
    label: words.file,
    submenu: [
      item('refresh', words.refresh, 'CmdOrCtrl+R'),
      separator,
      item('restore-all', words.restoreAll, 'CmdOrCtrl+Shift+R'),
      // Without a shortcut: the key belongs to the text field that has the focus, else the page takes it.
      item('undo-last', words.undoLast),
      separator,
      item('export', words.export, 'CmdOrCtrl+E'),
      ...(mac ? [separator, { role: 'close' } satisfies Item] : tail),
    ],
  };
}

function editMenu(find: Item): Item {
  const roles = ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'] as const;
  const items: Item[] = roles.map((role) => ({ role }));
  items.splice(2, 0, separator);
  return { label: words.edit, submenu: [...items, separator, find] };
}

function viewMenu(item: MakeItem): Item {
  return {
    label: words.view,
    submenu: [
      item('history', words.history, 'CmdOrCtrl+Y'),
      item('health', words.health, 'CmdOrCtrl+Shift+H'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged
        ? []
        : [separator, { role: 'reload' } satisfies Item, { role: 'toggleDevTools' } satisfies Item]),
    ],
  };
}

function helpMenu(shortcuts: Item, mac: boolean): Item {
  return {
    role: 'help',
    label: words.help,
    submenu: [shortcuts, ...(mac ? [] : [separator, { role: 'about' } satisfies Item])],
  };
}
