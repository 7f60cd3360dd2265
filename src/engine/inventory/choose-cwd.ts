import { readProjectIndex } from '../claude/config-dir.ts';
import { beginningOf, encodeFolderName, folderNameMatches, withoutEndSeparator } from '../transcript/folder-name.ts';
import { isInTarget, type Target } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { FolderLookup } from './folders-on-disk.ts';

/**
 * The folder that a row has to name so that Claude finds the conversation: Claude looks for a transcript under the slug
 * of the row's `cwd` (docs/formats/claude-desktop.md 5.4 and 12.10).
 */
export type CwdChoice =
  | {
      kind: 'found';
      cwd: string;
      /** The project's folder, where a record that has this `cwd` says it. */
      originCwd: string | null;
    }
  /** Nothing that is known leads to the transcript. */
  | { kind: 'none' }
  /** More than one folder on this disk fits, and nothing says which is meant. */
  | { kind: 'several' };

/** Windows and macOS do not tell names of folders apart by the case of letters. */
const ignoresCase = ({ platform }: Evidence['world']): boolean => platform !== 'linux';

/** Whether Claude, given this `cwd`, looks in the project folder of that name. */
export const leadsToFolder = (cwd: string, folder: string, world: Evidence['world']): boolean =>
  isAbsolutePath(cwd) && folderNameMatches(folder, cwd, { ignoreCase: ignoresCase(world) });

/** On either platform: a row may come from another computer. */
const isAbsolutePath = (path: string): boolean => /^([A-Za-z]:[\\/]|[\\/])/.test(path);

interface KnownPath {
  cwd: string;
  originCwd: string | null;
}

/** The paths that sessions of one project folder have, of the best rank. Two projects may share a folder. */
interface KnownPaths {
  rank: number;
  /** By the path, as the platform compares paths. */
  paths: Map<string, KnownPath>;
}

/** A row of the sidebar before any other record, and a record before a line of a transcript. */
const RANKS = { row: 2, record: 1, transcript: 0 } as const;

/** Chooses the `cwd` of rows. What it learns about folders serves all conversations of one look at the disk. */
export class CwdChooser {
  readonly #evidence: Evidence;
  readonly #target: Target | null;
  readonly #onDisk = new Map<string, CwdChoice>();
  readonly #lookup: FolderLookup;
  /** Null until it is asked for: most homes miss nothing. */
  #known: ReadonlyMap<string, KnownPaths> | null = null;

  constructor(evidence: Evidence, target: Target | null) {
    this.#evidence = evidence;
    this.#target = target;
    this.#lookup = new FolderLookup(evidence.world.platform, ignoresCase(evidence.world));
  }

  /**
   * `record`: the one that is copied or mended, null for a new one. Its own `cwd` stays where it leads to the transcript.
   * Else the first of these that does: a path in the transcript; that of other sessions of the same folder, of those in the
   * sidebar first, where they have but one; one that exists on this disk, where there is only one.
   */
  choose(transcript: Transcript, record: PlacedRecord | null): CwdChoice {
    const fields = record?.file.fields ?? null;
    const { folderCwd, worktree } = transcript.digest;
    const candidates = [
      { cwd: fields?.cwd ?? null, originCwd: fields?.originCwd ?? null },
      ...[folderCwd, worktree?.path ?? null, worktree?.originalCwd ?? null].map((cwd) => ({ cwd, originCwd: null })),
    ];
    for (const { cwd, originCwd } of candidates) {
      if (cwd !== null && this.#leads(cwd, transcript)) return found(cwd, originCwd);
    }
    const others = this.#ofOthers(transcript);
    const [only, another] = others;
    if (only !== undefined && another === undefined) return found(only.cwd, only.originCwd);
    const indexed = this.#indexed(transcript);
    if (indexed !== null) return found(indexed, null);
    const choice = this.#lookUp(transcript);
    return choice.kind === 'none' && others.length > 1 ? { kind: 'several' } : choice;
  }

  #ofOthers(transcript: Transcript): KnownPath[] {
    this.#known ??= knownPaths(this.#evidence, this.#target);
    const known = this.#known.get(keyOf(transcript.folder, this.#evidence));
    return [...(known?.paths.values() ?? [])].filter(({ cwd }) => this.#leads(cwd, transcript));
  }

  /** By the list of sessions that old versions of Claude Code kept in a project folder. */
  #indexed(transcript: Transcript): string | null {
    const { folders, project } = readProjectIndex(transcript);
    return (
      [folders.get(transcript.id) ?? null, project].find((cwd) => cwd !== null && this.#leads(cwd, transcript)) ?? null
    );
  }

  #lookUp({ folder }: Transcript): CwdChoice {
    const known = this.#onDisk.get(folder);
    if (known !== undefined) return known;
    const [path, another] = this.#lookup.find(folder);
    const choice: CwdChoice =
      path === undefined ? { kind: 'none' } : another === undefined ? found(path, null) : { kind: 'several' };
    this.#onDisk.set(folder, choice);
    return choice;
  }

  #leads(cwd: string, { folder }: Transcript): boolean {
    return leadsToFolder(cwd, folder, this.#evidence.world);
  }
}

const found = (cwd: string, originCwd: string | null): CwdChoice => ({
  kind: 'found',
  cwd: withoutEndSeparator(cwd),
  originCwd: originCwd === null ? null : withoutEndSeparator(originCwd),
});

function keyOf(folder: string, { world }: Evidence): string {
  const beginning = beginningOf(folder);
  return ignoresCase(world) ? beginning.toLowerCase() : beginning;
}

/** The paths that records and transcripts name, by the key of the project folder that each of them leads to. */
function knownPaths(evidence: Evidence, target: Target | null): Map<string, KnownPaths> {
  const known = new Map<string, KnownPaths>();
  const add = (path: KnownPath, rank: number): void => {
    if (!isAbsolutePath(path.cwd)) return;
    const key = keyOf(encodeFolderName(path.cwd), evidence);
    const before = known.get(key);
    if (before !== undefined && before.rank > rank) return;
    const paths = before?.rank === rank ? before.paths : new Map<string, KnownPath>();
    const name = comparable(path.cwd, evidence);
    if (paths.get(name)?.originCwd == null) paths.set(name, path);
    known.set(key, { rank, paths });
  };
  for (const record of evidence.records) {
    const { fields, damage, kind } = record.file;
    if (fields === null || fields.cwd === null || fields.remote) continue;
    const isRow = isInTarget(record, target) && damage === null && kind === 'record';
    add({ cwd: fields.cwd, originCwd: fields.originCwd }, isRow ? RANKS.row : RANKS.record);
  }
  for (const { digest } of evidence.transcripts.values()) {
    if (digest.folderCwd !== null) add({ cwd: digest.folderCwd, originCwd: null }, RANKS.transcript);
  }
  return known;
}

function comparable(path: string, { world }: Evidence): string {
  const cut = withoutEndSeparator(path).normalize('NFC');
  const whole = world.platform === 'win32' ? cut.replaceAll('/', '\\') : cut;
  return ignoresCase(world) ? whole.toLowerCase() : whole;
}
