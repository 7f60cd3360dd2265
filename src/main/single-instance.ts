import { app } from 'electron';

/** False where another Ghostlight has the same profile open: it is told, and this one has to go. */
export function setupSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
