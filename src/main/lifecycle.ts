import { app } from 'electron';

/** On macOS an app lives on without a window; elsewhere it does so only in the tray. */
export function setupLifecycle(show: () => void, staysInTray: () => boolean, dispose: () => Promise<void>): void {
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !staysInTray()) app.quit();
  });
  let disposed = false;
  app.on('will-quit', (event) => {
    if (disposed) return;
    // A restore under way is brought to its end first.
    event.preventDefault();
    void dispose().finally(() => {
      disposed = true;
      app.quit();
    });
  });
}
