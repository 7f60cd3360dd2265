import { realpathSync } from 'node:fs';
import type { World } from '../world.ts';
import { leadsToFolder } from './choose-cwd.ts';
import type { PlacedRecord, Transcript } from './evidence.ts';

/**
 * Whether Claude would look for the conversation of a row in a folder where it is not, and show "Session not found on
 * disk" (docs/formats/claude-desktop.md 5.4 and 12.10). Rows of conversations on other machines are not meant.
 */
export function opensNowhere({ file: { fields } }: PlacedRecord, { folder }: Transcript, world: World): boolean {
  if (fields === null || fields.remote || fields.cwd === null) return false;
  if (leadsToFolder(fields.cwd, folder, world)) return false;
  const real = realPathOf(fields.cwd, world);
  return real === null || !leadsToFolder(real, folder, world);
}

/** Whether Claude would find a file of the conversation's name there that holds no conversation. */
export const opensHollow = ({ file: { fields } }: PlacedRecord, { hollowFolders }: Transcript, world: World): boolean =>
  fields?.cwd != null && hollowFolders.some((folder) => leadsToFolder(fields.cwd ?? '', folder, world));

/** Claude Code files a conversation under the real path of a folder. Null where this machine does not have it. */
function realPathOf(path: string, { platform }: World): string | null {
  if (platform !== process.platform) return null;
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
