import fs from 'node:fs';
import path from 'node:path';

/** Writes JSON as the app does: minified, UTF-8, no newline. Makes the folder. Answers the path. */
export function writeJson(file: string, value: unknown, mode = 0o600): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(value), { mode });
  return file;
}

/** Adds keys to a JSON object in a file, as the app's own stores grow. */
export function mergeJson(file: string, fields: Record<string, unknown>): string {
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  return writeJson(file, { ...before, ...fields });
}

export function setMtime(file: string, at: number): void {
  fs.utimesSync(file, at / 1000, at / 1000);
}
