import { join } from 'node:path';
import type { Problem, RecordJson } from '../../shared/model.ts';
import { readLogins, type AccountLogin, type PairIds } from '../claude/accounts.ts';
import { openCaches, saveCaches } from '../claude/caches.ts';
import { readCleanupSettings, type CleanupSettings } from '../claude/cleanup.ts';
import { readConfigDir, readSideTitle, type TranscriptEntry } from '../claude/config-dir.ts';
import { decideLiveRoot, readDataRoot, type LiveDecision, type RootFacts } from '../claude/data-root.ts';
import { livingSessionIds, readLiveSessions } from '../claude/live-sessions.ts';
import { findConfigDirs, findDataRoots, folderId, isSiblingConfigDir } from '../claude/locations.ts';
import { parseRecord, type RecordFile } from '../claude/record.ts';
import { isCowork, type PairFolder } from '../claude/store.ts';
import { isSessionId } from '../ids.ts';
import type { Digest } from '../transcript/digest.ts';
import { startDigests, type DigestResult } from '../transcript/pool.ts';
import type { World } from '../world.ts';
import { leadsToFolder } from './choose-cwd.ts';
import { opensNowhere } from './opens-nowhere.ts';
import { sameIds } from './pairs.ts';

/** Everything that the disk says, read once, before anything is concluded from it. */
export interface Evidence {
  world: World;
  roots: RootFacts[];
  live: RootFacts | null;
  /** For each root, why it is or is not the live one. */
  liveReasons: string[];
  configDirs: string[];
  /** One for each conversation id; of several files the one that Claude would open comes first. */
  transcripts: Map<string, Transcript>;
  records: PlacedRecord[];
  cowork: PlacedRecord[];
  /** When the user deleted a conversation or a row, by its uuid; the latest where there are several. */
  deletions: Map<string, number>;
  /** Conversations that a living process has open. */
  openIds: Set<string>;
  cleanup: Map<string, CleanupSettings>;
  logins: AccountLogin[];
  otherFiles: number;
  /** Paths of records that a restore wrote, that are as it wrote them, and that do not open. */
  ownRows: ReadonlySet<string>;
  problems: Problem[];
}

export interface Transcript extends TranscriptEntry {
  digest: Digest;
  sideTitle: string | null;
  /** The project folders with a file of the same id that holds no conversation, where this one does. */
  hollowFolders: string[];
}

/** A record and where it was found. */
export interface PlacedRecord {
  file: RecordFile;
  root: RootFacts;
  store: 'code' | 'old';
  /** Null for records of the single-file store, which knows no accounts. */
  pair: PairFolder | null;
  /** The record itself where it is only a part of its file. */
  inline: RecordJson | null;
  archived: boolean;
}

export interface GatherOptions {
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** The pair that the person picked; without it, the active one. */
  chosen?: PairIds;
  /** Which of these records a restore wrote and nobody changed since. Asked only where some do not open. */
  ownRows?: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
  /** So many transcripts alone, those that were written last: for a glance, while the rest is being read. */
  newest?: number;
}

export async function gatherEvidence(world: World, options: GatherOptions = {}): Promise<Evidence> {
  const problems: Problem[] = [];
  const configDirs = findConfigDirs(world, problems);
  const listed = withOwnProjects(configDirs).map((configDir) => readConfigDir(configDir, problems));
  const entries = newestOf(
    listed.flatMap(({ transcripts }) => transcripts),
    options.newest,
  );
  // Other threads read transcripts while this one reads all that is small.
  const finishDigests = await startDigests(entries, { stateDir: world.stateDir, ...options });
  const { logins, roots, live, reasons } = readInstallations(world, configDirs, problems);
  const shown = options.chosen ?? live?.decision.active ?? null;
  const placed = placeRecords(roots, live, shown);
  const records = placed.filter(({ cowork }) => !cowork).map(({ record }) => record);
  const transcripts = chooseTranscripts(
    entries,
    await finishDigests(),
    openedFrom(records, (record) => record.root === live && isRowOf(record, shown)),
    { world, siblings: new Set(configDirs.filter((configDir) => isSiblingConfigDir(configDir, world))) },
    problems,
  );
  return {
    world,
    roots,
    live,
    liveReasons: reasons,
    configDirs,
    transcripts,
    records,
    cowork: placed.filter(({ cowork }) => cowork).map(({ record }) => record),
    deletions: deletionsOf(
      roots,
      listed.map(({ released }) => released),
    ),
    openIds: await openSessions(world, configDirs),
    cleanup: new Map(configDirs.map((configDir) => [configDir, readCleanupSettings(configDir)])),
    logins,
    ownRows: await findOwnRows(records, transcripts, world, options),
    otherFiles: listed.reduce((sum, { otherFiles }) => sum + otherFiles, 0),
    problems,
  };
}

/** Two config dirs may have one folder of conversations behind a link: it is read once, for the first of them. */
function withOwnProjects(configDirs: readonly string[]): string[] {
  const seen = new Set<string>();
  return configDirs.filter((configDir) => {
    const id = folderId(join(configDir, 'projects'));
    return !seen.has(id) && seen.add(id);
  });
}

/** The profiles and which of them is in use: everything but the conversations. */
export function readInstallations(
  world: World,
  configDirs: readonly string[],
  problems: Problem[],
): LiveDecision & Pick<Evidence, 'logins' | 'roots'> {
  const logins = readLogins(world, configDirs, problems);
  const caches = openCaches(world.stateDir);
  const roots = findDataRoots(world, problems).map((place) => readDataRoot(place, world, logins, caches, problems));
  saveCaches(caches);
  return { logins, roots, ...decideLiveRoot(roots) };
}

async function findOwnRows(
  records: readonly PlacedRecord[],
  transcripts: ReadonlyMap<string, Transcript>,
  world: World,
  { ownRows }: GatherOptions,
): Promise<ReadonlySet<string>> {
  const suspects = records.filter((record) => {
    const { kind, damage, fields } = record.file;
    if (record.store !== 'code' || kind !== 'record' || damage !== null) return false;
    const transcript = transcripts.get(fields?.transcriptId ?? '');
    return transcript !== undefined && opensNowhere(record, transcript, world);
  });
  if (suspects.length === 0 || ownRows === undefined) return new Set();
  return ownRows(suspects.map(({ file }) => file.path));
}

const newestOf = (entries: TranscriptEntry[], count: number | undefined): TranscriptEntry[] =>
  count === undefined ? entries : entries.toSorted((a, b) => b.mtimeMs - a.mtimeMs).slice(0, count);

async function openSessions(world: World, configDirs: readonly string[]): Promise<Set<string>> {
  const entries = world.foreign ? [] : configDirs.flatMap(readLiveSessions);
  if (entries.length === 0) return new Set();
  const { listProcesses } = await import('../claude/process.ts');
  return livingSessionIds(entries, await listProcesses());
}

function deletionsOf(roots: readonly RootFacts[], released: readonly Map<string, number>[]): Map<string, number> {
  const folders = roots.flatMap((root) => [...root.folders, ...root.oldFolders]);
  const deletions = new Map<string, number>();
  for (const [id, at] of [...folders.map(({ tombstones }) => tombstones), ...released].flatMap((map) => [...map])) {
    deletions.set(id, Math.max(at, deletions.get(id) ?? 0));
  }
  return deletions;
}

interface NamedFolder {
  root: RootFacts;
  folder: PairFolder;
  store: 'code' | 'old';
}

/**
 * Every record once, also where links make one folder of several pairs or data roots (docs/formats/claude-desktop.md
 * 12.11). Then it counts under the name by which Claude shows it now, else under one of the data root in use.
 */
function placeRecords(
  roots: readonly RootFacts[],
  live: RootFacts | null,
  shown: PairIds | null,
): { record: PlacedRecord; cowork: boolean }[] {
  const named = roots.flatMap((root): NamedFolder[] => [
    ...root.folders.map((folder) => ({ root, folder, store: 'code' as const })),
    ...root.oldFolders.map((folder) => ({ root, folder, store: 'old' as const })),
  ]);
  const rank = ({ root, folder, store }: NamedFolder): number =>
    Number(store === 'code') + 2 * Number(root === live) + 4 * Number(shown !== null && sameIds(folder, shown));
  const best = new Map<string, NamedFolder>();
  for (const one of named) {
    const known = best.get(one.folder.id);
    if (known === undefined || rank(one) > rank(known)) best.set(one.folder.id, one);
  }
  return roots.flatMap((root) => [
    ...[...best.values()].filter((one) => one.root === root).flatMap(recordsIn),
    ...root.singleFileRecords.map((json) => ({ cowork: false, record: singleFileRecord(root, json) })),
  ]);
}

function recordsIn({ root, folder, store }: NamedFolder): { record: PlacedRecord; cowork: boolean }[] {
  return [...folder.records, ...folder.leftovers].map((file) => ({
    cowork: store === 'old' && isCowork(folder, file),
    record: {
      file,
      root,
      store,
      pair: folder,
      inline: null,
      archived: file.fields?.isArchived === true || folder.archivedIds.has(file.stem),
    },
  }));
}

function singleFileRecord(root: RootFacts, json: RecordJson): PlacedRecord {
  const stem = isSessionId(json['sessionId']) ? json['sessionId'] : `local_${String(json['cliSessionId'])}`;
  const { damage, fields } = parseRecord(Buffer.from(JSON.stringify({ ...json, sessionId: stem })), stem);
  const path = join(root.place.path, 'local-sessions.json');
  const file: RecordFile = { path, kind: 'record', stem, size: 0, mtimeMs: 0, damage, fields };
  return { file, root, store: 'old', pair: null, inline: json, archived: fields?.isArchived === true };
}

const isRowOf = ({ store, pair }: PlacedRecord, shown: PairIds | null): boolean =>
  store === 'code' && pair !== null && shown !== null && sameIds(pair, shown);

/**
 * The folder from which each conversation would be opened, by its id. Several records may name one: the row that Claude
 * shows decides, else one that Claude would load, else the one that was used last.
 */
function openedFrom(records: readonly PlacedRecord[], isShown: (record: PlacedRecord) => boolean): Map<string, string> {
  const best = new Map<string, { cwd: string; rank: number; usedAt: number }>();
  for (const record of records) {
    const { fields, damage, kind } = record.file;
    if (fields === null || fields.transcriptId === null || fields.cwd === null) continue;
    const rank = isShown(record) ? 2 : Number(damage === null && kind === 'record');
    const usedAt = fields.lastActivityAt ?? 0;
    const known = best.get(fields.transcriptId);
    if (known === undefined || rank > known.rank || (rank === known.rank && usedAt >= known.usedAt)) {
      best.set(fields.transcriptId, { cwd: fields.cwd, rank, usedAt });
    }
  }
  return new Map([...best].map(([id, { cwd }]) => [id, cwd]));
}

/** By id. */
function chooseTranscripts(
  entries: readonly TranscriptEntry[],
  digests: ReadonlyMap<string, DigestResult>,
  cwds: ReadonlyMap<string, string>,
  places: Places,
  problems: Problem[],
): Map<string, Transcript> {
  const transcripts = entries.flatMap((entry): Transcript[] => {
    const result = digests.get(entry.path);
    if (result?.ok === true)
      return [{ ...entry, digest: result.digest, sideTitle: readSideTitle(entry), hollowFolders: [] }];
    problems.push({ path: entry.path, problem: result?.problem ?? 'was not read' });
    return [];
  });
  const best = new Map<string, Transcript>();
  for (const transcript of transcripts) {
    const other = best.get(transcript.id);
    const isBetter = other === undefined || opensBefore(transcript, other, cwds.get(transcript.id) ?? null, places);
    const [chosen, left] = isBetter ? [transcript, other] : [other, transcript];
    best.set(transcript.id, left === undefined ? chosen : { ...chosen, hollowFolders: hollowFolders(chosen, left) });
  }
  return best;
}

const hasConversation = ({ digest }: Transcript): boolean => digest.kind === 'conversation';

const hollowFolders = (chosen: Transcript, left: Transcript): string[] => [
  ...chosen.hollowFolders,
  ...left.hollowFolders,
  ...(hasConversation(chosen) && !hasConversation(left) ? [left.folder] : []),
];

/**
 * Of two files with one id the one in a config dir that Claude reads is meant; there, the one that holds the conversation
 * and not mere notes about it (docs/formats/claude-desktop.md 12.10); of two that do, the one in the folder of the row's cwd,
 * which Claude opens; without a row, the fuller one; of two alike, the one whose own lines lead to its folder.
 */
function opensBefore(a: Transcript, b: Transcript, cwd: string | null, { world, siblings }: Places): boolean {
  const isInPlace = ({ folder }: Transcript): boolean => cwd !== null && leadsToFolder(cwd, folder, world);
  const leads = ({ folder, digest: { folderCwd } }: Transcript): boolean =>
    folderCwd !== null && leadsToFolder(folderCwd, folder, world);
  const weigh = (transcript: Transcript): number[] => [
    Number(!siblings.has(transcript.configDir)),
    Number(hasConversation(transcript)),
    Number(isInPlace(transcript)),
    transcript.size,
    Number(leads(transcript)),
  ];
  const [one, other] = [weigh(a), weigh(b)];
  return (one.map((weight, i) => weight - (other[i] ?? 0)).find((difference) => difference !== 0) ?? 0) > 0;
}

interface Places {
  world: World;
  /** Config dirs that Claude does not read unless an environment variable names them. */
  siblings: ReadonlySet<string>;
}
