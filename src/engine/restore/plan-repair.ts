import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceOf } from '../inventory/conversation.ts';
import type { Transcript } from '../inventory/evidence.ts';
import type { Disk } from './disk.ts';
import { reasonOf } from './errors.ts';
import type { NameChooser } from './names.ts';
import {
  CONVERSATION_MOVED,
  isAsScanned,
  isSame,
  makeRecord,
  MOVED,
  NO_FOLDER,
  readSurvivor,
  rowFacts,
  type PlannedFile,
  type Work,
} from './plan-file.ts';
import { planCopy, sayLeftOut, type Copy } from './repaired-copy.ts';
import { look, lookAtEnds } from './seen.ts';

/** A repaired copy of a damaged transcript that a restore will write; its row is a planned file. */
export interface PlannedCopy {
  /** The copy's own id. */
  session: string;
  /** The damaged conversation that was asked for. */
  original: string;
  copy: Copy;
  /** A sentence: what is not in the copy. */
  leftOut: string;
}

export interface Repair {
  copy: PlannedCopy;
  row: PlannedFile;
}

/**
 * What a restore will do for a conversation with zeros in its file: a copy of its good lines beside it, under a new id,
 * and a row for that. A row alone would be in vain, for Claude leaves such a file out (docs/formats/claude-desktop.md 12.10).
 * `why`: a sentence why nothing can be done for it. Throws nothing.
 */
export function planRepair(work: Work, names: NameChooser, disk: Disk): Repair | { why: string } {
  const { transcript } = work.conversation;
  if (transcript === null) return { why: 'Its conversation is not on this disk.' };
  try {
    return planFrom(work, transcript, names, disk);
  } catch (error) {
    return { why: `It cannot be repaired as it stands: ${reasonOf(error)}.` };
  }
}

function planFrom(
  { conversation, session, remedy, folder }: Work,
  transcript: Transcript,
  names: NameChooser,
  disk: Disk,
): Repair | { why: string } {
  const { cwdChoice } = conversation;
  // The copy lies beside the original, so that the same folder opens it.
  if (cwdChoice?.kind !== 'found') return { why: NO_FOLDER };
  const original = lookAtEnds(disk, transcript.path);
  if (!isSame(original, transcript)) return { why: CONVERSATION_MOVED };
  const source = sourceOf(remedy);
  const seenSource = source === null ? null : look(disk, source.file.path);
  if (source !== null && seenSource !== null && !isAsScanned(source, seenSource)) return { why: MOVED };
  const id = randomUUID();
  // Claude finds a transcript by its folder's name, so that the copy lies where the original does, behind all links.
  const path = join(realpathSync(dirname(transcript.path)), `${id}.jsonl`);
  const { copy, leftOut } = planCopy(disk, path, original);
  if (leftOut.messages === 0) return { why: 'Nothing that was said in it can be read any more.' };
  const sessionId = names.choose(id, null, null);
  const facts = { ...rowFacts(conversation, session, transcript, source, sessionId, cwdChoice), cliSessionId: id };
  const record = makeRecord(source === null ? null : readSurvivor(source, disk), facts);
  if (record === null) return { why: 'No entry that Claude would load can be made of what is left of it.' };
  const rowPath = join(folder, `${sessionId}.json`);
  return {
    copy: { session: id, original: session.id, copy, leftOut: sayLeftOut(leftOut) },
    row: {
      kind: source === null ? 'create' : 'copy',
      session: id,
      path: rowPath,
      record,
      before: look(disk, rowPath),
      sources: [original, ...(seenSource === null ? [] : [seenSource])],
    },
  };
}
