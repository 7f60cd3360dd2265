import { folderId } from '../claude/locations.ts';

/**
 * Whether a folder is one of these, also by another name: inside the Store build's container one folder has two
 * (docs/formats/claude-desktop.md 1.1).
 */
export function isOneOf(path: string, folders: readonly string[]): boolean {
  if (folders.includes(path)) return true;
  const own = folderId(path);
  return folders.some((folder) => folderId(folder) === own);
}
