import { join } from 'node:path';
import { app } from 'electron';

/** A picture that comes with the app. One that has an `@2x` beside it is sharp on dense screens. */
export function resource(name: string): string {
  return join(import.meta.dirname, '../../resources', name);
}

/** The home folder of the built-in sample. Packages have it beside the archive, because it is copied as a folder. */
export function sampleHome(): string {
  return app.isPackaged ? join(process.resourcesPath, 'sample', 'home') : resource('sample/home');
}
