import { readIndexedFolder } from '../claude/config-dir.ts';
import { folderNameMatches } from '../transcript/folder-name.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';

export interface Project {
  /** Where the conversation takes place, in the words of the machine that wrote it. */
  cwd: string | null;
  /** The project: the cwd without the worktree part. */
  originCwd: string | null;
}

const WORKTREE = /[/\\]\.claude[/\\]worktrees[/\\].*$/;

/** The repository of a worktree's cwd, else the cwd itself (claude-desktop.md, section 6). */
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
): Project {
  const fields = record?.file.fields;
  const cwd = transcript?.digest.cwd ?? fields?.cwd ?? hintedCwd(transcript, siblings);
  return { cwd, originCwd: cwd === null ? (fields?.originCwd ?? null) : originOf(cwd, transcript) };
}

const hintedCwd = (transcript: Transcript | null, siblings: ReadonlyMap<string, string>): string | null =>
  transcript === null ? null : (siblings.get(transcript.folder) ?? readIndexedFolder(transcript));

/** By project folder: the cwd that its transcripts agree on. */
export function siblingFolders(evidence: Evidence): Map<string, string> {
  const cwds = new Map<string, string>();
  for (const { folder, digest } of evidence.transcripts.values()) {
    if (digest.cwd !== null && folderNameMatches(folder, digest.cwd)) cwds.set(folder, digest.cwd);
  }
  return cwds;
}

/** The cwd a row must have so that Claude finds the transcript: the one whose encoding is the folder's name (section 5.4). */
export function openingCwd(transcript: Transcript, cwd: string): string {
  if (folderNameMatches(transcript.folder, cwd)) return cwd;
  return transcript.digest.folderCwd ?? cwd;
}
