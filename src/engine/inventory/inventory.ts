import type { CoworkSession, PairId, Pair, Scan, Session, SkipReason } from '../../shared/model.ts';
import { expiresAt } from '../claude/cleanup.ts';
import { knownPairs, speaksFor, type PairIds } from '../claude/accounts.ts';
import type { RootFacts } from '../claude/data-root.ts';
import { isFolder } from '../files.ts';
import { isUuid, uuidOfSessionId } from '../ids.ts';
import type { World } from '../world.ts';
import { samePair, needsOf, type Conversation, type Target, type Verdict } from './conversation.ts';
import { findCopies } from './copies.ts';
import { diagnose } from './diagnose.ts';
import { gatherEvidence, type Evidence, type GatherOptions, type PlacedRecord, type Transcript } from './evidence.ts';
import { explain } from './explain.ts';
import { projectOf, siblingFolders } from './project.ts';
import { indexRecords, type RecordsIndex } from './records-index.ts';
import { titleOf } from './title.ts';

/** The answer to a look at the disk, and what it rests on: a restore plans from this. */
export interface Inventory {
  evidence: Evidence;
  target: Target | null;
  conversations: Map<string, Conversation>;
  sessions: Map<string, Session>;
  scan: Scan;
}

/** A file that was written this recently may still be being written. */
const IN_USE_MS = 2 * 60_000;

/**
 * Reads everything and joins it. `chosen`: the pair that the person picked; without it, the active one. Writes nothing
 * but Ghostlight's own cache.
 */
export async function takeInventory(
  world: World,
  options: GatherOptions & { chosen?: PairIds } = {},
): Promise<Inventory> {
  const evidence = await gatherEvidence(world, options);
  const target = findTarget(evidence, options.chosen ?? null);
  const { conversations, skipped } = join(evidence, target);
  const sessions = describe(conversations, evidence, target);
  const scan: Scan = {
    schema: 1,
    platform: world.platform,
    home: world.home,
    dataRoots: evidence.roots.map(({ place }, i) => ({
      path: place.path,
      kind: place.kind,
      live: evidence.roots[i] === evidence.live,
      evidence: [place.found, evidence.liveReasons[i] ?? ''],
    })),
    pairs: evidence.roots.flatMap((root) => pairsOf(root, evidence)),
    sessions: [...sessions.values()].sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0)),
    cowork: evidence.cowork.flatMap(describeCowork),
    problems: [...evidence.problems, ...doubts(evidence)],
    skipped,
  };
  return { evidence, target, conversations, sessions, scan };
}

function doubts({ live, roots }: Evidence): Scan['problems'] {
  if (live === null) {
    return roots.length === 0
      ? []
      : roots.map(({ place }) => ({ path: place.path, problem: 'may or may not be the installation in use' }));
  }
  return live.decision.doubts.length === 0
    ? []
    : [{ path: live.place.path, problem: `leaves open which account is in use. ${live.decision.doubts.join(' ')}` }];
}

/** The chosen pair, where Claude has ever used it here; else the active one of the live root. */
function findTarget(evidence: Evidence, chosen: PairIds | null): Target | null {
  const root = evidence.live;
  if (root === null) return null;
  const pair = chosen === null ? root.decision.active : (pairIds(root).find((known) => sameIds(known, chosen)) ?? null);
  if (pair === null) return null;
  const id = { ...pair, dataRoot: root.place.path };
  return { ...id, root, folder: root.folders.find((folder) => samePair(folder, id)) ?? null };
}

const sameIds = (a: PairIds, b: PairIds): boolean =>
  a.accountId === b.accountId && a.organizationId === b.organizationId;

/** Every pair that this data root knows of. */
export const pairIds = (root: RootFacts): PairIds[] => knownPairs(root.accounts);

function pairsOf(root: RootFacts, evidence: Evidence): Pair[] {
  const labels = labelsOf(evidence);
  return pairIds(root).map((pair) => ({
    ...pair,
    dataRoot: root.place.path,
    active: root === evidence.live && root.decision.active !== null && sameIds(root.decision.active, pair),
    label: labels.get(pair.accountId) ?? null,
    records:
      root.folders.find((folder) => sameIds(folder, pair))?.records.filter(({ damage }) => damage === null).length ?? 0,
    evidence: [
      ...new Set(root.accounts.filter((statement) => speaksFor(statement, pair)).map(({ sentence }) => sentence)),
    ],
  }));
}

/** E-mail addresses by account, from the command line's login and from records that carry one (section 4). */
function labelsOf(evidence: Evidence): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { pair, file } of [...evidence.cowork, ...evidence.records]) {
    const address = file.fields?.emailAddress;
    if (pair !== null && address != null) labels.set(pair.accountId, address);
  }
  for (const { accountId, emailAddress } of evidence.logins) {
    if (emailAddress !== null) labels.set(accountId, emailAddress);
  }
  return labels;
}

interface Joined {
  conversations: Map<string, Conversation>;
  skipped: Partial<Record<SkipReason, number>>;
}

function join(evidence: Evidence, target: Target | null): Joined {
  const index = indexRecords(evidence, target);
  const owners = recordsByTranscript(evidence, index);
  const skipped: Partial<Record<SkipReason, number>> = {};
  const skip = (reason: SkipReason, count = 1): void => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
  };
  skip('not-a-conversation', evidence.otherFiles);
  const found: Conversation[] = [];
  for (const transcript of evidence.transcripts.values()) {
    const { kind } = transcript.digest;
    const records = owners.get(transcript.id) ?? [];
    // Whatever Claude shows is a row, even where nothing was said in it yet.
    if (kind !== 'conversation' && !index.rows.has(transcript.id)) skip(kind);
    else {
      const verdict = diagnose(transcript, records, index, evidence, target);
      if (verdict === null) skip('earlier-part');
      else found.push({ id: transcript.id, transcript, records, needs: needs(verdict, transcript), ...verdict });
    }
  }
  const copies = findCopies(found);
  const conversations = new Map<string, Conversation>();
  for (const conversation of found) {
    const deletedAt = copies.ofDeleted.get(conversation.id);
    if (copies.redundant.has(conversation.id)) skip('copy');
    else if (deletedAt === undefined) conversations.set(conversation.id, conversation);
    else conversations.set(conversation.id, { ...conversation, ...asDeleted(conversation, deletedAt) });
  }
  for (const record of index.orphanedRows) addUnavailable(conversations, record);
  return { conversations, skipped };
}

const asDeleted = (
  { remedy }: Conversation,
  deletedAt: number,
): Pick<Conversation, 'status' | 'cause' | 'remedy' | 'because' | 'needs'> => ({
  status: 'deleted',
  cause: null,
  remedy,
  because: { deletedAt },
  needs: ['deleted'],
});

function needs(verdict: Verdict, transcript: Transcript): Conversation['needs'] {
  if (verdict.status === 'deleted') return ['deleted'];
  if (verdict.status === 'archived') return ['archived'];
  return verdict.cause === 'never-listed' ? needsOf(transcript.digest.entrypoint) : [];
}

function recordsByTranscript(evidence: Evidence, index: RecordsIndex): Map<string, PlacedRecord[]> {
  const owners = new Map<string, PlacedRecord[]>();
  const add = (id: string, record: PlacedRecord): void => {
    const list = owners.get(id) ?? [];
    if (!list.includes(record)) owners.set(id, [...list, record]);
  };
  for (const record of evidence.records) {
    const id = record.file.fields?.transcriptId;
    if (id != null) add(id, record);
  }
  for (const map of [index.unlinked, index.damaged, index.leftovers]) for (const [id, record] of map) add(id, record);
  return owners;
}

/** A row whose conversation is not on this disk. Its id is the lost transcript's, else the row's own. */
function addUnavailable(conversations: Map<string, Conversation>, record: PlacedRecord): void {
  const id = record.file.fields?.transcriptId ?? uuidOfSessionId(record.file.stem);
  if (id === null || !isUuid(id)) return;
  const known = conversations.get(id);
  if (known !== undefined) {
    if (known.status === 'unavailable') known.records.push(record);
    return;
  }
  conversations.set(id, {
    id,
    transcript: null,
    records: [record],
    status: 'unavailable',
    cause: null,
    remedy: null,
    because: { record },
    needs: [],
  });
}

function describe(
  conversations: Map<string, Conversation>,
  evidence: Evidence,
  target: Target | null,
): Map<string, Session> {
  const siblings = siblingFolders(evidence);
  const labels = labelsOf(evidence);
  return new Map(
    [...conversations].map(([id, conversation]) => [id, describeOne(conversation, evidence, target, siblings, labels)]),
  );
}

function describeOne(
  conversation: Conversation,
  evidence: Evidence,
  target: Target | null,
  siblings: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
): Session {
  const { id, transcript, records, status, cause, remedy } = conversation;
  const record = bestRecord(conversation);
  const fields = record?.file.fields;
  const digest = transcript?.digest;
  const project = projectOf(transcript, record, siblings);
  const writable = evidence.live !== null && pairIds(evidence.live).length > 0;
  return {
    id,
    status,
    cause,
    explanation: explain(conversation, target, labels),
    restorable: remedy !== null && writable && project.cwd !== null,
    ...titleOf(transcript, record),
    ...project,
    createdAt: digest?.createdAt ?? fields?.createdAt ?? null,
    lastActivityAt: digest?.lastActivityAt ?? fields?.lastActivityAt ?? null,
    model: digest?.model ?? fields?.model ?? null,
    entrypoint: digest?.entrypoint ?? null,
    turns: digest?.turns ?? 0,
    bytes: transcript?.size ?? 0,
    inUse: transcript !== null && isInUse(transcript, evidence),
    expiresAt: transcript === null ? null : expiryOf(transcript, status === 'listed', evidence),
    transcript: transcript?.path ?? null,
    records: records.map(({ file }) => file.path),
  };
}

/** The record that names the conversation best: its row, the one that would be restored, else any that can be read. */
export function bestRecord({ because, remedy, records }: Conversation): PlacedRecord | null {
  const source = remedy?.kind === 'replace' ? remedy.from : remedy !== null && 'from' in remedy ? remedy.from : null;
  const candidates = [because.record, source, ...records];
  return candidates.find((record) => record?.file.fields?.title != null) ?? because.record ?? records[0] ?? null;
}

function isInUse({ id, mtimeMs }: Transcript, { openIds, world }: Evidence): boolean {
  const age = world.now() - mtimeMs;
  return openIds.has(id) || (age >= 0 && age < IN_USE_MS);
}

function expiryOf(transcript: Transcript, listed: boolean, { cleanup }: Evidence): number | null {
  const settings = cleanup.get(transcript.configDir);
  if (settings === undefined) return null;
  return expiresAt(transcript.mtimeMs, settings, { listed, entrypoint: transcript.digest.entrypoint });
}

function describeCowork({ file, pair, root }: PlacedRecord): CoworkSession[] {
  if (pair === null || file.kind === 'leftover') return [];
  const { accountId, organizationId }: PairId = pair;
  return [
    {
      id: file.stem,
      title: file.fields?.title ?? 'Untitled task',
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
