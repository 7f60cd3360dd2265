const LONGEST = 200;

/**
 * The folder name under `projects/` that Claude Code gives a cwd: every UTF-16 unit that is no ASCII letter or digit
 * becomes a dash; past 200 units it is cut and a hash of the whole is added (docs/formats/transcripts.md 3).
 */
export function slugOf(cwd: string): string {
  const path = withoutEnd(cwd).normalize('NFC');
  const name = path.replaceAll(/[^A-Za-z0-9]/g, '-');
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}-${hashOf(path)}`;
}

/** A separator at the end counts for nothing, but in a root (docs/formats/claude-desktop.md 12.8). */
function withoutEnd(cwd: string): string {
  if (cwd === '/' || /^[A-Za-z]:[/\\]$/.test(cwd)) return cwd;
  return /^[A-Za-z]:|^\\\\/.test(cwd) ? cwd.replace(/[/\\]+$/, '') : cwd.replace(/\/+$/, '');
}

/** The part of a slug that is certain even where another build hashes differently; null for short ones. */
export function certainPartOf(slug: string): string | null {
  return slug.length <= LONGEST ? null : slug.slice(0, LONGEST + 1);
}

function hashOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return Math.abs(hash).toString(36);
}
