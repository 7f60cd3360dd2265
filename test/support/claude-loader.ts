import fs from 'node:fs';
import path from 'node:path';
import type { Platform, RecordJson } from '../../src/shared/model.ts';
import { readRecord } from './claude-loader-record.ts';
import { openTranscript } from './claude-loader-transcript.ts';
import type { Opening } from './claude-loader-transcript.ts';

/** One row of Claude's sidebar. */
export interface Row {
  /** `local_<uuid>` */
  sessionId: string;
  cliSessionId: string | null;
  title: string;
  cwd: string | null;
  createdAt: number;
  lastActivityAt: number;
  /** A row that was never focused stands under its project only (docs/formats/claude-desktop.md 5.3). */
  underRecents: boolean;
  /** What a click shows. */
  opens: Opening;
  file: string;
  record: RecordJson;
}

export interface Sidebar {
  /** The newest first. */
  rows: Row[];
  archived: Row[];
  scheduled: Row[];
  /** Records that are left out, and why. */
  skipped: { file: string; why: string }[];
  /** A record whose null dates emptied the whole list in the builds of July 2026; null where there is none. */
  blankedBy: string | null;
  /** Conversations that more than one row opens. */
  cardedTwice: string[];
  /** `.json.tmp` files that a build of October 2026 would turn into records at its next start. */
  promotable: string[];
}

const PROMOTION_MS = 30 * 24 * 60 * 60_000;

/**
 * What Claude's sidebar would show after a start, by docs/formats/claude-desktop.md 2.1, 5.3 and 5.4. Where builds
 * differ it refuses what any of them refuses, so that whatever passes here loads everywhere.
 */
export function loadSidebar(
  dataRoot: string,
  accountId: string,
  organizationId: string,
  configDirs: readonly string[],
  platform: Platform,
  now = Date.now(),
): Sidebar {
  const folder = path.join(dataRoot, 'claude-code-sessions', accountId, organizationId);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  const sidebar: Sidebar = {
    rows: [],
    archived: [],
    scheduled: [],
    skipped: [],
    blankedBy: null,
    cardedTwice: [],
    promotable: promotable(folder, names, now),
  };
  const archivedIds = archivedIndex(folder);
  for (const name of names.filter(isRecordName)) {
    const file = path.join(folder, name);
    const read = readRecord(file);
    if (read.poison) sidebar.blankedBy ??= file;
    if (read.record === null) sidebar.skipped.push({ file, why: read.why });
    else {
      const row = rowOf(file, read.record, configDirs, platform);
      if (row.opens === 'left-out') sidebar.skipped.push({ file, why: 'zeros in its transcript' });
      else place(sidebar, row, archivedIds);
    }
  }
  sidebar.rows.sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  sidebar.cardedTwice = twice(sidebar);
  return sidebar;
}

function isRecordName(name: string): boolean {
  return name.startsWith('local_') && name.endsWith('.json');
}

function place(sidebar: Sidebar, row: Row, archivedIds: ReadonlySet<string>): void {
  if (row.record['isArchived'] === true || archivedIds.has(row.sessionId)) sidebar.archived.push(row);
  else if (typeof row.record['scheduledTaskId'] === 'string') sidebar.scheduled.push(row);
  else sidebar.rows.push(row);
}

function rowOf(file: string, record: RecordJson, configDirs: readonly string[], platform: Platform): Row {
  const text = (key: string): string | null => (typeof record[key] === 'string' ? record[key] : null);
  return {
    sessionId: text('sessionId') ?? '',
    cliSessionId: text('cliSessionId'),
    title: text('title') ?? 'General coding session',
    cwd: text('cwd'),
    createdAt: Number(record['createdAt']),
    lastActivityAt: Number(record['lastActivityAt']),
    underRecents: typeof record['lastFocusedAt'] === 'number',
    opens: openTranscript(record, configDirs, platform),
    file,
    record,
  };
}

/** `archived-sessions.idx`; one that cannot be read archives nothing. */
function archivedIndex(folder: string): Set<string> {
  try {
    const index = JSON.parse(fs.readFileSync(path.join(folder, 'archived-sessions.idx'), 'utf8')) as {
      archived?: unknown;
    };
    return new Set(Array.isArray(index.archived) ? index.archived.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** A left-over is promoted where its record is missing or does not parse, and it is younger than 30 days. */
function promotable(folder: string, names: readonly string[], now: number): string[] {
  return names
    .filter((name) => /^local_[0-9a-f-]{36}\.json\.tmp$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => now - fs.lstatSync(file).mtimeMs < PROMOTION_MS && !parses(file.replace(/\.tmp$/, '')));
}

function parses(file: string): boolean {
  try {
    JSON.parse(fs.readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

function twice({ rows, archived, scheduled }: Sidebar): string[] {
  const ids = [...rows, ...archived, ...scheduled].flatMap(({ cliSessionId }) => cliSessionId ?? []);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}
