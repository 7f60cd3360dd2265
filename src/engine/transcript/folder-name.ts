const LONGEST = 200;

/** The name of the folder under `projects` that holds the transcripts of `cwd` (docs/formats/transcripts.md 3). */
export function encodeFolderName(cwd: string): string {
  const path = cwd.normalize('NFC');
  const name = path.replace(/[^A-Za-z0-9]/g, '-');
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}-${Math.abs(hash(path)).toString(36)}`;
}

/**
 * Tells whether `folder` may be the folder of `cwd`. Versions hash long names in different ways, so any hash is
 * accepted.
 */
export function folderNameMatches(folder: string, cwd: string): boolean {
  const name = encodeFolderName(cwd);
  if (name.length <= LONGEST) return folder === name;
  return folder.length > LONGEST + 1 && folder.startsWith(name.slice(0, LONGEST + 1));
}

/**
 * Returns a test for cwds in escaped JSON. It remembers those that do not match, because nearly every line names one of
 * the same few cwds.
 */
export function folderNameMatcher(folder: string): (escapedCwd: string) => boolean {
  const others = new Set<string>();
  return (escaped) => {
    if (others.has(escaped)) return false;
    const cwd = unescape(escaped);
    if (cwd === null || folderNameMatches(folder, cwd)) return true;
    others.add(escaped);
    return false;
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
