import fs from 'node:fs';
import path from 'node:path';
import type { RecordJson } from '../../src/shared/model.ts';
import { writeDamaged } from './damage.ts';
import type { Damage } from './damage.ts';
import { setMtime, writeJson } from './json-file.ts';
import { appRecord } from './records.ts';
import type { RecordBasis } from './records.ts';
import type { Transcript } from './transcripts.ts';

/** A record that was written, or would have been (damaged, left-over). */
export interface RecordFile {
  /** `local_<uuid>` */
  sessionId: string;
  path: string;
  /** What it says, or would say if it could be read. */
  record: RecordJson;
}

export interface RecordOptions {
  /** The file name, where it is not `<sessionId>.json`. */
  file?: string;
  /** These bytes instead of the record's own. */
  bytes?: string | Uint8Array;
  /** Of the file, epoch milliseconds. */
  mtime?: number;
  /** The record before `partial`; the app's own shape of August 2026 unless said. */
  shape?: (basis: RecordBasis, partial?: RecordJson) => RecordJson;
}

export interface PairBasis {
  folder: string;
  accountId: string;
  organizationId: string;
  newId: () => string;
  cwd: string;
  now: number;
}

const DAY = 24 * 60 * 60_000;

/**
 * One `<account>/<organization>` folder of a data root, filled as the app fills it
 * (docs/formats/claude-desktop.md 1.2).
 */
export class FakePair {
  readonly path: string;
  readonly accountId: string;
  readonly organizationId: string;
  readonly #basis: PairBasis;

  constructor(basis: PairBasis) {
    this.path = basis.folder;
    this.accountId = basis.accountId;
    this.organizationId = basis.organizationId;
    this.#basis = basis;
  }

  /** Makes the folder, with nothing in it. */
  create(): this {
    fs.mkdirSync(this.path, { recursive: true });
    return this;
  }

  /** A record as the app writes it; `partial` replaces keys, `undefined` removes one. */
  record(partial: RecordJson = {}, options: RecordOptions = {}): RecordFile {
    const made = this.#make(partial, options, '.json');
    this.#write(made, options);
    return made;
  }

  /** The app's record of a transcript: its id, cwd, title and dates, as far as `partial` does not say otherwise. */
  recordOf(transcript: Transcript, partial: RecordJson = {}, options: RecordOptions = {}): RecordFile {
    return this.record({ ...saidBy(transcript), ...partial }, options);
  }

  /** A record that Claude would not load, or not safely. */
  damagedRecord(damage: Damage, partial: RecordJson = {}): RecordFile {
    const made = this.#make(partial, {}, '.json');
    this.create();
    writeDamaged(made.path, made.record, damage);
    return made;
  }

  damagedRecordOf(damage: Damage, transcript: Transcript, partial: RecordJson = {}): RecordFile {
    return this.damagedRecord(damage, { ...saidBy(transcript), ...partial });
  }

  /** A `.json.tmp` that was written and never renamed. */
  tmp(partial: RecordJson = {}, options: RecordOptions = {}): RecordFile {
    const made = this.#make(partial, options, '.json.tmp');
    this.#write(made, options);
    return made;
  }

  tmpOf(transcript: Transcript, partial: RecordJson = {}, options: RecordOptions = {}): RecordFile {
    return this.tmp({ ...saidBy(transcript), ...partial }, options);
  }

  /** `deleted_<uuid>`: 13 digits, no extension. */
  tombstone(id: string, at = this.#basis.now - DAY): string {
    const file = path.join(this.create().path, `deleted_${id}`);
    fs.writeFileSync(file, String(at));
    return file;
  }

  /** `archived-sessions.idx`, naming records. */
  archivedIndex(sessionIds: readonly string[]): string {
    return writeJson(path.join(this.path, 'archived-sessions.idx'), { v: 1, archived: sessionIds });
  }

  /**
   * What deleting a session in the app leaves (docs/formats/claude-desktop.md 5.5), but for what it leaves beside the
   * transcript.
   */
  deleteInApp(record: RecordFile, priors: readonly string[] = [], at = this.#basis.now - DAY): void {
    fs.rmSync(record.path);
    const current = record.record['cliSessionId'];
    const lineage = [...priors, ...(typeof current === 'string' ? [current] : [])];
    for (const id of [...lineage, record.sessionId.replace('local_', '')]) this.tombstone(id, at);
  }

  /** The other files that stand in such a folder. */
  companions(): this {
    writeJson(path.join(this.path, 'scheduled-tasks.json'), { tasks: [] });
    writeJson(path.join(this.path, 'backlog', 'tasks.json'), { tasks: [] });
    writeJson(path.join(this.path, 'manifest.json'), { version: 1 });
    return this;
  }

  /** The records there are now, by file name. */
  recordFiles(): string[] {
    if (!fs.existsSync(this.path)) return [];
    return fs.readdirSync(this.path).filter((name) => name.startsWith('local_') && name.endsWith('.json'));
  }

  #make(partial: RecordJson, options: RecordOptions, extension: string): RecordFile {
    const given = partial['sessionId'];
    const sessionId = typeof given === 'string' ? given : `local_${this.#basis.newId()}`;
    const { cwd, now, newId } = this.#basis;
    const basis = { sessionId, cliSessionId: newId(), cwd, createdAt: now - 3 * DAY };
    const record = (options.shape ?? appRecord)(basis, partial);
    return { sessionId, path: path.join(this.path, options.file ?? `${sessionId}${extension}`), record };
  }

  #write(made: RecordFile, options: RecordOptions): void {
    this.create();
    fs.writeFileSync(made.path, options.bytes ?? JSON.stringify(made.record), { mode: 0o600 });
    const at = options.mtime ?? made.record['lastActivityAt'];
    if (typeof at === 'number') setMtime(made.path, at);
  }
}

/**
 * What the app's record of a transcript says: made two seconds before the first message
 * (docs/formats/claude-desktop.md 2.2).
 */
function saidBy(transcript: Transcript): RecordJson {
  return {
    cliSessionId: transcript.id,
    cwd: transcript.cwd,
    originCwd: transcript.cwd.replace(/[/\\]\.claude[/\\]worktrees[/\\][^/\\]+$/, ''),
    createdAt: transcript.createdAt - 2_000,
    lastActivityAt: transcript.lastActivityAt,
    lastFocusedAt: transcript.lastActivityAt + 43_676,
    title: transcript.title,
    titleSource: transcript.titleSource,
    model: transcript.model,
    completedTurns: transcript.turns,
  };
}
