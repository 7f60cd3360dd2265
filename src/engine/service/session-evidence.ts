import { stripVTControlCharacters } from 'node:util';
import type { SessionEvidence } from '../../shared/contract.ts';
import { readLastLines } from '../claude/log-lines.ts';
import { DAMAGE_SENTENCES } from '../claude/record.ts';
import { statOf } from '../files.ts';
import { uuidOfSessionId } from '../ids.ts';
import { isInTarget, type Conversation } from '../inventory/conversation.ts';
import type { PlacedRecord } from '../inventory/evidence.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { labelsOf } from '../inventory/pairs.ts';

/** What the verdict on a conversation rests on, for the person who wants to know exactly. */
export function evidenceOf(conversation: Conversation, inventory: Inventory): SessionEvidence {
  return {
    transcript: conversation.transcript?.path ?? null,
    records: conversation.records.map((record) => ({
      path: record.file.path,
      place: placeOf(record, inventory),
      problem: problemOf(record, conversation),
    })),
    logLines: logLinesOf(conversation, inventory),
  };
}

function placeOf(record: PlacedRecord, { target, evidence }: Inventory): string {
  if (isInTarget(record, target)) return 'The sidebar that Claude shows now';
  if (record.store === 'old') return 'The place where Claude kept entries before February 2026';
  if (target === null || record.root !== target.root) return 'Another installation of Claude';
  if (record.pair?.accountId === target.accountId) return 'Another organization of this account';
  const label = labelsOf(evidence).get(record.pair?.accountId ?? '');
  return label === undefined ? 'Another account' : `Another account, ${label}`;
}

/** Null where Claude would load it. */
function problemOf(record: PlacedRecord, { cause, because }: Conversation): string | null {
  if (record.file.kind === 'leftover') return 'was left behind by a save that failed; Claude does not read it';
  if (record.file.damage !== null) return DAMAGE_SENTENCES[record.file.damage];
  if (cause === 'link-lost' && because.record === record) return 'leads to no conversation';
  return record.store === 'old' ? 'stands where Claude no longer looks' : null;
}

const LIMITS = { maxBytes: 32 * 1024 * 1024, maxLineBytes: 2_000 };
const MOST_LINES = 50;

/** Lines that name the conversation or one of its entries; the newest, oldest first. */
function logLinesOf({ id, records }: Conversation, { evidence }: Inventory): string[] {
  const names = [...new Set([id, ...records.flatMap(({ file }) => uuidOfSessionId(file.stem) ?? [])])];
  const lines: string[] = [];
  for (const path of new Set(evidence.roots.flatMap(({ log }) => log.files))) {
    readLines(path, (line) => {
      if (!names.some((name) => line.includes(name))) return;
      lines.push(stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' '));
      if (lines.length > 2 * MOST_LINES) lines.splice(0, MOST_LINES);
    });
  }
  return lines.slice(-MOST_LINES);
}

/** A log may be rotated away at any moment: then it says nothing. */
function readLines(path: string, onLine: (line: string) => void): void {
  try {
    readLastLines(path, statOf(path)?.size ?? 0, LIMITS, onLine);
  } catch {
    return;
  }
}
