import { basename, join, sep } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isFolder, isObject, linkStatOf, listFolder, listNeeded, readJson, stringAt } from '../files.ts';
import { isUuid } from '../ids.ts';
import { folderId } from './locations.ts';

/** The transcripts of a config dir and what stands beside them (docs/formats/claude-desktop.md 1.4). */

export interface TranscriptEntry {
  /** The cliSessionId, from the file name. */
  id: string;
  path: string;
  configDir: string;
  /** The project folder's name: an encoded cwd, never decoded. */
  folder: string;
  size: number;
  mtimeMs: number;
  ino: number;
  /** Claude refuses a transcript with more than one name (docs/formats/claude-desktop.md 5.4). */
  links: number;
  /** Whether it has a folder of its own name: subagents, long outputs, a title. */
  hasFolder: boolean;
}

export interface ConfigDirEntries {
  transcripts: TranscriptEntry[];
  /** When the app let go of a conversation because the user deleted it, by id (docs/formats/claude-desktop.md 5.5). */
  released: Map<string, number>;
  /** `.jsonl` files of the top level that are no conversations: subagents of old versions, journals. */
  otherFiles: number;
}

/**
 * Lists a config dir without opening a transcript. Project folders may be links (users move them to other disks, and
 * Claude follows them); a transcript that is a link is left out.
 */
export function readConfigDir(configDir: string, problems: Problem[]): ConfigDirEntries {
  const entries: ConfigDirEntries = { transcripts: [], released: new Map(), otherFiles: 0 };
  const projects = join(configDir, 'projects');
  if (!isReachable(projects, problems)) return entries;
  // A project folder may have two names, one a link: its conversations open under both, and are the same.
  const counted = new Set<string>();
  for (const entry of listNeeded(projects, problems)) {
    const folder = entry.name;
    const path = join(projects, folder);
    if (entry.isFile() || !isReachable(path, problems)) continue;
    const files = listNeeded(path, problems);
    const id = folderId(path);
    const others = counted.has(id) ? entries.otherFiles : null;
    counted.add(id);
    const subfolders = new Set(files.filter((entry) => entry.isDirectory()).map(({ name }) => name));
    for (const { name } of files) {
      if (name.endsWith(RELEASED)) addReleased(entries, join(path, name), problems);
      else if (name.endsWith('.jsonl'))
        addTranscript(entries, { configDir, folder, name, path: path + sep + name, subfolders });
    }
    entries.otherFiles = others ?? entries.otherFiles;
  }
  return entries;
}

/** Whether a folder is one of Claude Code's: with conversations in it, because many have a folder called projects. */
export function isConfigDir(path: string): boolean {
  const projects = join(path, 'projects');
  return listFolder(projects, []).some(({ name }) =>
    listFolder(join(projects, name), []).some((file) => isTranscriptName(file.name)),
  );
}

const isTranscriptName = (name: string): boolean => name.endsWith('.jsonl') && isUuid(name.slice(0, -'.jsonl'.length));

/** Whether it is a folder, or leads to one. Absent: no. What leads nowhere is a problem: a disk may not be connected. */
function isReachable(path: string, problems: Problem[]): boolean {
  if (isFolder(path)) return true;
  const stat = linkStatOf(path);
  if (stat !== null)
    problems.push({ path, problem: stat.isSymbolicLink() ? 'is a link that leads nowhere' : 'is not a folder' });
  return false;
}

const RELEASED = '.desktop-released.json';

function addReleased(entries: ConfigDirEntries, path: string, problems: Problem[]): void {
  const id = basename(path).slice(0, -RELEASED.length).toLowerCase();
  const at = isUuid(id) ? releasedAt(path, problems) : null;
  if (at !== null) entries.released.set(id, at);
}

interface FoundFile {
  configDir: string;
  folder: string;
  name: string;
  path: string;
  subfolders: ReadonlySet<string>;
}

function addTranscript(entries: ConfigDirEntries, { configDir, folder, name, path, subfolders }: FoundFile): void {
  const stem = name.slice(0, -'.jsonl'.length);
  const stat = linkStatOf(path);
  if (!isUuid(stem) || stat?.isFile() !== true) {
    entries.otherFiles += 1;
    return;
  }
  const { size, mtimeMs, ino, nlink: links } = stat;
  const hasFolder = subfolders.has(stem);
  entries.transcripts.push({ id: stem.toLowerCase(), path, configDir, folder, size, mtimeMs, ino, links, hasFolder });
}

/**
 * `{"v":1,"releasedAt":"<ISO>","reason":"delete"}`; null where it was released for another reason. One that cannot be
 * read counts as a deletion, from the date of the file on: what the user deleted stays deleted.
 */
function releasedAt(path: string, problems: Problem[]): number | null {
  const stat = linkStatOf(path);
  if (stat === null) return null;
  const file = stat.isFile() ? readJson(path, problems) : undefined;
  const reason = isObject(file) ? file['reason'] : undefined;
  if (reason !== undefined && reason !== 'delete') return null;
  const at = Date.parse(stringAt(file, 'releasedAt') ?? '');
  return Number.isNaN(at) ? stat.mtimeMs : at;
}

/** `<id>/custom-title.json`: a title beside the transcript (docs/formats/transcripts.md 4). */
export function readSideTitle(transcript: TranscriptEntry): string | null {
  if (!transcript.hasFolder) return null;
  const file = join(transcript.path.slice(0, -'.jsonl'.length), 'custom-title.json');
  return linkStatOf(file)?.isFile() === true ? stringAt(readJson(file, []), 'customTitle') : null;
}

/** The legacy index of a project folder (docs/formats/transcripts.md 4): a hint where nothing else is known. */
export interface ProjectIndex {
  /** By conversation id: the folder in which it took place. */
  folders: Map<string, string>;
  /** The folder of the project. */
  project: string | null;
}

export function readProjectIndex({ configDir, folder }: Pick<TranscriptEntry, 'configDir' | 'folder'>): ProjectIndex {
  const file = join(configDir, 'projects', folder, 'sessions-index.json');
  const index = linkStatOf(file)?.isFile() === true ? readJson(file, []) : undefined;
  const entries: unknown[] = isObject(index) && Array.isArray(index['entries']) ? index['entries'] : [];
  const folders = new Map<string, string>();
  for (const entry of entries) {
    const [id, path] = [stringAt(entry, 'sessionId'), stringAt(entry, 'projectPath')];
    if (id !== null && path !== null) folders.set(id.toLowerCase(), path);
  }
  return { folders, project: stringAt(index, 'originalPath') };
}
