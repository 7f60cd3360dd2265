import { join } from 'node:path';
import type { CoworkSession, PairId, Session } from '../../shared/model.ts';
import { expiresAt } from '../claude/cleanup.ts';
import { isFolder } from '../files.ts';
import type { Conversation, Target } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { oneLine } from '../transcript/one-line.ts';
import { adviceFor, explain } from './explain.ts';
import { labelsOf, pairIds } from './pairs.ts';
import { projectOf, siblingFolders } from './project.ts';
import { titleOf } from './title.ts';

/** A file that was written this recently may still be being written. */
const IN_USE_MS = 2 * 60_000;

/** Each conversation as a person sees it, by id. */
export function describeSessions(
  conversations: Map<string, Conversation>,
  evidence: Evidence,
  target: Target | null,
): Map<string, Session> {
  const view: View = {
    evidence,
    target,
    siblings: siblingFolders(evidence),
    labels: labelsOf(evidence),
    isWhole: !evidence.problems.some(({ unread, path }) => unread === true && isConversations(path, evidence)),
    writable: evidence.live !== null && pairIds(evidence.live).length > 0,
  };
  return new Map([...conversations].map(([id, conversation]) => [id, describeOne(conversation, view)]));
}

const isConversations = (path: string, { configDirs }: Evidence): boolean =>
  configDirs.some((configDir) => path.startsWith(join(configDir, 'projects')));

/** What every session is described with. */
interface View {
  evidence: Evidence;
  target: Target | null;
  siblings: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
  /** Whether all folders of conversations could be looked into. */
  isWhole: boolean;
  /** Whether there is a sidebar at all to bring anything back to. */
  writable: boolean;
}

function describeOne(
  conversation: Conversation,
  { evidence, target, siblings, labels, isWhole, writable }: View,
): Session {
  const { id, transcript, records, status, cause, cwdChoice, family } = conversation;
  const record = bestRecord(conversation);
  const fields = record?.file.fields;
  const digest = transcript?.digest;
  const project = projectOf(transcript, record, siblings, cwdChoice);
  return {
    id,
    status,
    cause,
    family,
    part: family === id ? 'whole' : 'earlier',
    explanation: explain(conversation, target, labels, isWhole),
    restorable: cwdChoice?.kind === 'found' && writable,
    advice: adviceFor(conversation),
    ...titleOf(transcript, record),
    ...project,
    createdAt: digest?.createdAt ?? fields?.createdAt ?? null,
    lastActivityAt: digest?.lastActivityAt ?? fields?.lastActivityAt ?? null,
    model: digest?.model ?? fields?.model ?? null,
    entrypoint: digest?.entrypoint ?? null,
    turns: digest?.turns ?? 0,
    bytes: transcript?.size ?? 0,
    inUse: transcript !== null && isInUse(transcript, evidence),
    expiresAt: transcript === null ? null : expiryOf(transcript, isInApp(conversation), evidence),
    transcript: transcript?.path ?? null,
    records: records.map(({ file }) => file.path),
  };
}

/**
 * Whether the app has a row of it: in the sidebar, or in its archive. What is archived under another account or
 * organization is not in the app that is in use.
 */
const isInApp = ({ status, remedy }: Conversation): boolean =>
  status === 'listed' || (status === 'archived' && remedy === null);

/** The record that names the conversation best: its row, the one that would be restored, else any that can be read. */
function bestRecord({ because, remedy, records }: Conversation): PlacedRecord | null {
  const source = remedy !== null && 'from' in remedy ? remedy.from : null;
  const candidates = [because.record, source, ...records];
  return candidates.find((record) => record?.file.fields?.title != null) ?? because.record ?? records[0] ?? null;
}

function isInUse({ id, mtimeMs }: Transcript, { openIds, world }: Evidence): boolean {
  // A date a little ahead is that of another clock: a network folder's, or this one before it was set.
  return openIds.has(id) || Math.abs(world.now() - mtimeMs) < IN_USE_MS;
}

function expiryOf(transcript: Transcript, inApp: boolean, { cleanup }: Evidence): number | null {
  const settings = cleanup.get(transcript.configDir);
  if (settings === undefined) return null;
  return expiresAt(transcript.mtimeMs, settings, { inApp, entrypoint: transcript.digest.entrypoint });
}

export function describeCowork({ file, pair, root }: PlacedRecord): CoworkSession[] {
  if (pair === null || file.kind === 'leftover') return [];
  const { accountId, organizationId }: PairId = pair;
  return [
    {
      id: file.stem,
      title: oneLine(file.fields?.title ?? '') ?? 'Untitled task',
      createdAt: file.fields?.createdAt ?? null,
      lastActivityAt: file.fields?.lastActivityAt ?? null,
      dataRoot: root.place.path,
      accountId,
      organizationId,
      record: file.path,
      hasConversation: isFolder(file.path.slice(0, -'.json'.length)),
    },
  ];
}
