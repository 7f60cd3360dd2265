/** What `import … from 'electron'` gives in the app's process. */
export { app } from './app.ts';
export { clipboard, dialog, shell } from './desktop.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { nativeImage } from './native-image.ts';
export { nativeTheme } from './native-theme.ts';
export { net, protocol, session } from './session.ts';
export { screen } from './screen.ts';
export { Tray } from './tray.ts';
export { BrowserWindow } from './window.ts';
