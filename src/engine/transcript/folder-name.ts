const LONGEST = 200;

/** The path without a separator at its end, unless it is a root. A row names its folder so (docs/formats/claude-desktop.md 12.8). */
export function withoutEndSeparator(path: string): string {
  const isWindows = /^([A-Za-z]:|[\\/]{2})/.test(path);
  const cut = path.replace(isWindows ? /[\\/]+$/ : /\/+$/, '');
  return cut === '' || /^[A-Za-z]:$/.test(cut) ? path : cut;
}

/** The name of the folder under `projects` that holds the transcripts of `cwd` (docs/formats/transcripts.md 3). */
export function encodeFolderName(cwd: string): string {
  const path = withoutEndSeparator(cwd).normalize('NFC');
  const name = path.replace(/[^A-Za-z0-9]/g, '-');
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}-${Math.abs(hash(path)).toString(36)}`;
}

/**
 * Whether `folder` may be the folder of `cwd`: letter by letter, or but for the case of letters, as Windows and macOS
 * compare names. Builds differ in how they hash a long name, so there any hash will do.
 */
export function folderNameMatches(folder: string, cwd: string, { ignoreCase = false } = {}): boolean {
  const fold = (name: string): string => (ignoreCase ? name.toLowerCase() : name);
  const name = encodeFolderName(cwd);
  if (name.length <= LONGEST) return fold(folder) === fold(name);
  return folder.length > LONGEST + 1 && fold(folder).startsWith(fold(name.slice(0, LONGEST + 1)));
}

/**
 * The part of a folder name that is the same in every build: all of a short one, the first 200 units and the dash of a
 * hashed one.
 */
export const beginningOf = (folder: string): string => folder.slice(0, LONGEST + 1);

/**
 * Finds out about cwds as they stand, escaped, in a file: nearly every line says one, and always the same few. Returns
 * whether one may be the folder's; `ignoreCase`: also one that is so but for the case of letters.
 */
export function folderNameMatcher(folder: string): (escapedCwd: string, ignoreCase: boolean) => boolean {
  const others = new Set<string>();
  const similar = new Set<string>();
  return (escaped, ignoreCase) => {
    if (others.has(escaped)) return false;
    if (similar.has(escaped)) return ignoreCase;
    const cwd = unescape(escaped);
    if (cwd === null || folderNameMatches(folder, cwd)) return true;
    const isSimilar = folderNameMatches(folder, cwd, { ignoreCase: true });
    (isSimilar ? similar : others).add(escaped);
    return isSimilar && ignoreCase;
  };
}

/** Java's string hash: the 31-polynomial over the UTF-16 units, in 32 bits. */
function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum;
}

function unescape(value: string): string | null {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return null;
  }
}
