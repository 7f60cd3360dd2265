import fs from 'node:fs';
import { join } from 'node:path';
import { encodeFolderName } from '../../src/engine/transcript/folder-name.ts';
import { Random } from './random.ts';
import { makeTranscript } from './transcript.ts';
import type { Made } from './transcript.ts';

/** A made home in Linux's layout: transcripts of Claude Code and records of Claude Desktop. */
export interface Corpus {
  home: string;
  sessions: number;
  /** Of all transcripts. */
  bytes: number;
}

/** Raised when what is made changes, so that what an older version made is made anew. */
const VERSION = 3;
const SEED = 12_345;
const ACCOUNT = 'ac000000-0000-4000-8000-000000000001';
const ORGANIZATION = '09000000-0000-4000-8000-000000000001';

/** As people's: half of them below 0.5 MB, one of twenty above 7 MB, the largest 30 MB, 1.4 MB on average. */
export function usualSizes(sessions: number): number[] {
  const sizes = (steepness: number): number[] =>
    Array.from({ length: sessions }, (_, i) => usualSize(i / (sessions - 1), steepness));
  let [gentle, steep] = [0.2, 50];
  while (steep - gentle > 1e-3) {
    const middle = (gentle + steep) / 2;
    if (sum(sizes(middle)) > 1.4e6 * sessions) gentle = middle;
    else steep = middle;
  }
  return sizes(steep);
}

/** The size that a share of all transcripts stays below: exponential pieces between the sizes above. */
function usualSize(share: number, steepness: number): number {
  if (share <= 0.5) return 25e3 * 20 ** (share / 0.5);
  if (share <= 0.95) return 0.5e6 * 14 ** (((share - 0.5) / 0.45) ** 1.7);
  return 7e6 * (30 / 7) ** (((share - 0.95) / 0.05) ** steepness);
}

/** Makes a home, unless it is there already. `name` is its folder in `root`. */
export function makeCorpus(root: string, name: string, sizes: readonly number[]): Corpus {
  const home = join(root, name);
  const mark = join(home, 'made.json');
  const known = readMark(mark);
  if (known !== null) return { home, ...known };
  fs.rmSync(home, { recursive: true, force: true });
  const random = new Random(SEED);
  let bytes = 0;
  sizes.forEach((size, i) => {
    const made = makeTranscript(random, i, size);
    bytes += writeTranscript(home, made);
    if (i % 3 === 0) writeRecord(home, made, i % 9 === 0 ? random.text(20_000) : '');
  });
  writeAccount(home);
  const corpus = { sessions: sizes.length, bytes };
  fs.writeFileSync(mark, JSON.stringify({ version: VERSION, ...corpus }));
  return { home, ...corpus };
}

function readMark(path: string): { sessions: number; bytes: number } | null {
  try {
    const mark = JSON.parse(fs.readFileSync(path, 'utf8')) as { version: number; sessions: number; bytes: number };
    return mark.version === VERSION ? { sessions: mark.sessions, bytes: mark.bytes } : null;
  } catch {
    return null;
  }
}

function writeTranscript(home: string, { id, cwd, lines, lastActivityAt }: Made): number {
  const folder = join(home, '.claude', 'projects', encodeFolderName(cwd));
  fs.mkdirSync(folder, { recursive: true });
  const path = join(folder, `${id}.jsonl`);
  const content = `${lines.join('\n')}\n`;
  fs.writeFileSync(path, content);
  fs.utimesSync(path, lastActivityAt / 1000, lastActivityAt / 1000);
  return content.length;
}

/** Some records carry the connectors that were on offer, most of their bytes. */
function writeRecord(home: string, made: Made, connectors: string): void {
  const folder = join(home, '.config', 'Claude', 'claude-code-sessions', ACCOUNT, ORGANIZATION);
  fs.mkdirSync(folder, { recursive: true });
  const sessionId = `local_${made.id}`;
  const record = {
    sessionId,
    cliSessionId: made.id,
    cwd: made.cwd,
    originCwd: made.cwd,
    createdAt: made.createdAt,
    lastActivityAt: made.lastActivityAt,
    lastFocusedAt: made.lastActivityAt + 1,
    title: made.title,
    titleSource: 'auto',
    isArchived: false,
    model: 'claude-opus-5-5',
    permissionMode: 'default',
    remoteMcpServersConfig: connectors === '' ? [] : [{ name: 'harbour', description: connectors }],
    alwaysAllowedReasons: [],
    sessionPermissionUpdates: [],
  };
  fs.writeFileSync(join(folder, `${sessionId}.json`), JSON.stringify(record), { mode: 0o600 });
}

function writeAccount(home: string): void {
  const oauthAccount = { accountUuid: ACCOUNT, organizationUuid: ORGANIZATION, emailAddress: 'keeper@example.com' };
  fs.writeFileSync(join(home, '.claude.json'), JSON.stringify({ oauthAccount }));
  fs.writeFileSync(join(home, '.config', 'Claude', 'config.json'), '{}');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
