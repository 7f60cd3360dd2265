import { join } from 'node:path';
import { app } from 'electron';

/** Chromium's own files go below Ghostlight's folder: one place to find, to back up and to delete. */
export function setupProfile(stateDir: string): void {
  const profile = join(stateDir, 'window');
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
}
