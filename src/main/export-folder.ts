import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import * as v from 'valibot';

const schema = v.object({ folder: v.string() });

/** Where the last export went; null where that is not known or no longer there. */
export function readExportFolder(file: string): string | null {
  try {
    const { folder } = v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return isAbsolute(folder) && statSync(folder).isDirectory() ? folder : null;
  } catch {
    return null;
  }
}

/** A folder that can't be remembered is no reason to bother anybody. */
export function writeExportFolder(file: string, folder: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ folder }));
    renameSync(`${file}.new`, file);
  } catch {
    // The dialog opens in the usual place next time.
  }
}
