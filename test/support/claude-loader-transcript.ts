import fs from 'node:fs';
import path from 'node:path';
import type { Platform, RecordJson } from '../../src/shared/model.ts';
import { certainPartOf, slugOf } from './slug.ts';

/** `blank`: a row with nothing in it. `not-found`: "Session not found on disk". `left-out`: no row is shown at all. */
export type Opening = 'conversation' | 'blank' | 'not-found' | 'left-out';

/** The first of these that a record has is its transcript; a later one does not stand in for a missing file. */
const LINKS = ['cliSessionId', 'unarchivedCliSessionId', 'preClearCliSessionId'];

/** What a row opens: the transcript under the slug of its cwd (docs/formats/claude-desktop.md 2.2 and 5.4). */
export function openTranscript(record: RecordJson, configDirs: readonly string[], platform: Platform): Opening {
  if (idOf(record) === null) return 'blank';
  if (record['transcriptUnavailable'] === true || typeof record['stagedTranscriptPath'] === 'string')
    return 'not-found';
  const found = transcriptsOf(record, configDirs, platform).map(read);
  if (found.includes('conversation')) return 'conversation';
  if (found.includes('blank')) return 'blank';
  return found.includes('left-out') ? 'left-out' : 'not-found';
}

const idOf = (record: RecordJson): string | null => {
  const id = LINKS.map((key) => record[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof id === 'string' ? id : null;
};

/** The files that Claude finds for a row: under the slug of its `cwd`, named after its conversation. */
export function transcriptsOf(record: RecordJson, configDirs: readonly string[], platform: Platform): string[] {
  const [id, cwd] = [idOf(record), record['cwd']];
  if (id === null || typeof cwd !== 'string') return [];
  return configDirs
    .flatMap((dir) => projectFolders(path.join(dir, 'projects'), cwd, platform))
    .map((folder) => path.join(folder, `${id}.jsonl`))
    .filter((file) => fs.existsSync(file));
}

/** The folders of a cwd; Windows and macOS do not tell names apart by case. */
function projectFolders(projects: string, cwd: string, platform: Platform): string[] {
  if (!fs.existsSync(projects)) return [];
  const fold = (name: string): string => (platform === 'linux' ? name : name.toLowerCase());
  const slug = slugOf(cwd);
  const certain = certainPartOf(slug);
  return fs
    .readdirSync(projects)
    .filter((name) => fold(name) === fold(slug) || (certain !== null && fold(name).startsWith(fold(certain))))
    .map((name) => path.join(projects, name));
}

/** Claude leaves a transcript with zeros in it out of the list (12.10), and refuses one with a second hard link. */
function read(file: string): Opening {
  if (fs.lstatSync(file).isSymbolicLink() || fs.statSync(file).nlink > 1) return 'not-found';
  const bytes = fs.readFileSync(file);
  if (bytes.includes(0)) return 'left-out';
  return bytes.toString('utf8').split('\n').some(isMessage) ? 'conversation' : 'blank';
}

function isMessage(line: string): boolean {
  try {
    const value = JSON.parse(line) as RecordJson | null;
    return (value?.['type'] === 'user' || value?.['type'] === 'assistant') && value['isSidechain'] !== true;
  } catch {
    return false;
  }
}
