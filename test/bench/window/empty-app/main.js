// An app with nothing in it: one window, one line. What it takes until that is seen, no app can do without.
import { app, BrowserWindow, protocol, session } from 'electron';

const PAGE = '<!doctype html><meta charset="utf-8"><title>Empty</title><p role="option">Nothing</p>';

protocol.registerSchemesAsPrivileged([{ scheme: 'ghostlight', privileges: { standard: true, secure: true } }]);
void app.whenReady().then(() => {
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.protocol.handle(
    'ghostlight',
    () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }),
  );
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
  });
  void window.loadURL('ghostlight://app/');
});
