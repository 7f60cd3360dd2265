import { statOf } from '../files.ts';

/** Whether a folder is one of these, also by another name: inside the Store build's container one folder has two (section 1.1). */
export function isOneOf(path: string, folders: readonly string[]): boolean {
  if (folders.includes(path)) return true;
  const own = identityOf(path);
  return own !== null && folders.some((folder) => identityOf(folder) === own);
}

/** Null where there is nothing, or where the file system has no numbers for files. */
function identityOf(path: string): string | null {
  const stat = statOf(path);
  return stat === null || stat.ino === 0 ? null : `${stat.dev}:${stat.ino}`;
}
