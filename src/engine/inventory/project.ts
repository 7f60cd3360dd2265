import { readProjectIndex } from '../claude/config-dir.ts';
import { folderNameMatches } from '../transcript/folder-name.ts';
import type { CwdChoice } from './choose-cwd.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { groupBy } from './group.ts';

export interface Project {
  /** Where the conversation takes place, in the words of the machine that wrote it. */
  cwd: string | null;
  /** The project: the cwd without the worktree part. */
  originCwd: string | null;
}

const WORKTREE = /[/\\]\.claude[/\\]worktrees[/\\].*$/;

/** The repository of a worktree's cwd, else the cwd itself (docs/formats/claude-desktop.md 6). */
export function originOf(cwd: string, transcript: Transcript | null): string {
  const stripped = cwd.replace(WORKTREE, '');
  if (stripped !== cwd && stripped !== '') return stripped;
  const worktree = transcript?.digest.worktree ?? null;
  return worktree !== null && worktree.path === cwd && worktree.originalCwd !== '' ? worktree.originalCwd : cwd;
}

/**
 * The folder of a conversation. Where neither the transcript nor a record names one, another transcript of the same
 * project folder or the legacy index may; a folder's name is never decoded, for many folders have the same name.
 */
export function projectOf(
  transcript: Transcript | null,
  record: PlacedRecord | null,
  siblings: ReadonlyMap<string, string>,
  choice: CwdChoice | null,
): Project {
  const fields = record?.file.fields;
  const hint = transcript === null ? undefined : (siblings.get(transcript.folder) ?? siblings.get(transcript.path));
  const cwd = transcript?.digest.cwd ?? fields?.cwd ?? hint ?? (choice?.kind === 'found' ? choice.cwd : null);
  return { cwd, originCwd: cwd === null ? (fields?.originCwd ?? null) : originOf(cwd, transcript) };
}

/**
 * What else may name the folder of a conversation that says none itself: by project folder, the cwd that its transcripts
 * agree on; else by the transcript's path, what the legacy index says.
 */
export function siblingFolders({ transcripts }: Evidence): Map<string, string> {
  const hints = new Map<string, string>();
  const byFolder = groupBy(transcripts.values(), ({ folder }) => folder);
  for (const [folder, siblings] of byFolder) {
    if (siblings.every(({ digest }) => digest.cwd !== null)) continue;
    const cwds = siblings.flatMap(({ digest: { cwd } }) => (cwd !== null && folderNameMatches(folder, cwd) ? cwd : []));
    const [cwd, ...others] = new Set(cwds);
    if (cwd !== undefined && others.length === 0) hints.set(folder, cwd);
    else addIndexed(hints, siblings);
  }
  return hints;
}

function addIndexed(hints: Map<string, string>, siblings: readonly Transcript[]): void {
  const silent = siblings.filter(({ digest }) => digest.cwd === null);
  for (const [, inOne] of groupBy(silent, ({ configDir }) => configDir)) {
    const [first] = inOne;
    if (first === undefined) continue;
    const { folders, project } = readProjectIndex(first);
    for (const { id, path } of inOne) {
      const cwd = folders.get(id) ?? project;
      if (cwd !== null) hints.set(path, cwd);
    }
  }
}
