import fs from 'node:fs';
import path from 'node:path';
import type { RecordJson } from '../../src/shared/model.ts';
import { setMtime } from './json-file.ts';

/** The ways in which a record may be unloadable or dangerous (docs/formats/claude-desktop.md 2.1 and 7). */
export const DAMAGES = [
  'truncated',
  'zero-filled',
  'empty',
  'bom',
  'too-big',
  'null-dates',
  'string-dates',
  'missing-dates',
  'no-session-id',
  'other-id',
  'array',
  'not-json',
  'symbolic-link',
  'hard-link',
] as const;

export type Damage = (typeof DAMAGES)[number];

const TEN_MB = 10 * 1024 * 1024;

/** Writes a record to `file` with the damage. The file's date is the record's, as far as it has one. */
export function writeDamaged(file: string, record: RecordJson, damage: Damage): void {
  const text = JSON.stringify(record);
  switch (damage) {
    case 'symbolic-link':
      fs.symlinkSync(elsewhere(file, text), file);
      return;
    case 'hard-link':
      fs.linkSync(elsewhere(file, text), file);
      return;
    default:
      fs.writeFileSync(file, damagedBytes(record, text, damage), { mode: 0o600 });
  }
  const at = record['lastActivityAt'];
  if (typeof at === 'number') setMtime(file, at);
}

function damagedBytes(record: RecordJson, text: string, damage: Damage): string | Buffer {
  const { createdAt, lastActivityAt } = record;
  switch (damage) {
    case 'truncated':
      return text.slice(0, Math.floor(text.length * 0.6));
    case 'zero-filled':
      return Buffer.alloc(text.length);
    case 'empty':
      return '';
    case 'bom':
      return `\uFEFF${text}`;
    case 'too-big':
      return JSON.stringify({ ...record, remoteMcpServersConfig: [{ name: 'Tracker', tools: 'x'.repeat(TEN_MB) }] });
    case 'null-dates':
      return JSON.stringify({ ...record, createdAt: null, lastActivityAt: null });
    case 'string-dates':
      return JSON.stringify({ ...record, createdAt: iso(createdAt), lastActivityAt: iso(lastActivityAt) });
    case 'missing-dates':
      return JSON.stringify({ ...record, createdAt: undefined, lastActivityAt: undefined });
    case 'no-session-id':
      return JSON.stringify({ ...record, sessionId: undefined });
    case 'other-id':
      return JSON.stringify({ ...record, sessionId: 'local_0d0e0a0d-0b0e-4e0f-8000-000000000000' });
    case 'array':
      return `[${text}]`;
    default:
      return 'Service Unavailable';
  }
}

function iso(time: unknown): string {
  return new Date(typeof time === 'number' ? time : 0).toISOString();
}

/** The real file of a link: beside the data root's own folders, where the app keeps no records. */
function elsewhere(file: string, text: string): string {
  const folder = path.resolve(path.dirname(file), '..', '..', '..', 'moved-records');
  fs.mkdirSync(folder, { recursive: true });
  const real = path.join(folder, path.basename(file));
  fs.writeFileSync(real, text, { mode: 0o600 });
  return real;
}

/** What a crash leaves of a transcript (docs/formats/claude-desktop.md 12.10): blocks of zeros, as #76059 has them. */
export type TranscriptDamage = 'zeros-between' | 'zeros-inside' | 'zeros-at-the-end' | 'only-zeros';

export function damageTranscript(file: string, damage: TranscriptDamage): void {
  const { atime, mtime } = fs.statSync(file);
  fs.writeFileSync(file, damagedTranscript(fs.readFileSync(file), damage));
  fs.utimesSync(file, atime, mtime);
}

function damagedTranscript(bytes: Buffer, damage: TranscriptDamage): Buffer {
  const newline = bytes.indexOf('\n', Math.floor(bytes.length / 2));
  switch (damage) {
    case 'zeros-between':
      // A record, then 9 KB of zeros, and no newline between them.
      return Buffer.concat([bytes.subarray(0, newline), Buffer.alloc(9 * 1024), bytes.subarray(newline)]);
    case 'zeros-inside':
      return Buffer.concat([bytes.subarray(0, newline - 200), Buffer.alloc(100), bytes.subarray(newline - 100)]);
    case 'zeros-at-the-end':
      return Buffer.concat([bytes, Buffer.alloc(143 * 1024)]);
    case 'only-zeros':
      return Buffer.alloc(bytes.length);
  }
}
