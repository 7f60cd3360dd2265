import fs from 'node:fs';
import { join } from 'node:path';
import { LongWriter } from './reader/writer.ts';
import type { Sizes } from './reader/writer.ts';

/** A transcript that was made, the same on every run. */
export interface MadeTranscript {
  path: string;
  /** The folder beside it that has its name; it is not there. */
  sessionDir: string;
  lines: number;
  bytes: number;
}

export interface LongTranscript extends MadeTranscript {
  /** A word that stands in it, and in how many entries. */
  needle: string;
  needles: number;
}

const LONG = '10000000-0000-4000-8000-00000000000a';
const HUGE = '20000000-0000-4000-8000-00000000000b';
const NEEDLE = 'Leuchtfeuer';

/**
 * A conversation as people have them, but long: prompts, replies with code and tables, thinking, all kinds of tools with
 * their results, pictures, compactions that repeat lines, one true rewind, and what Claude keeps for itself.
 */
export function writeLongTranscript(folder: string, sizes: Sizes = { lines: 40_000, bytes: 30e6 }): LongTranscript {
  fs.mkdirSync(folder, { recursive: true });
  const path = join(folder, `${LONG}.jsonl`);
  const fd = fs.openSync(path, 'w');
  try {
    const writer = new LongWriter(fd, LONG, NEEDLE, sizes);
    writer.write();
    const { lines, bytes, needles } = writer;
    return { path, sessionDir: join(folder, LONG), lines, bytes, needle: NEEDLE, needles };
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * A file like those that `progress` lines made of gigabytes (docs/formats/transcripts.md 5): a few prompts and answers
 * with a line of `longBytes` between them. What is in those lines are holes, so that the file takes hardly any room on
 * the disk.
 */
export function writeHugeTranscript(folder: string, longLines: number, longBytes: number): MadeTranscript {
  fs.mkdirSync(folder, { recursive: true });
  const path = join(folder, `${HUGE}.jsonl`);
  const fd = fs.openSync(path, 'w');
  try {
    let bytes = 0;
    const put = (text: string): void => {
      bytes += fs.writeSync(fd, text, bytes);
    };
    for (let i = 0; i < longLines; i++) {
      put(`${said('user', 2 * i, `Prompt ${i}`)}\n`);
      put(`{"type":"progress","sessionId":"${HUGE}","data":{"type":"agent_progress","normalizedMessages":"`);
      bytes += longBytes;
      put('"},"uuid":"x"}\n');
      put(`${said('assistant', 2 * i + 1, `Answer ${i}`)}\n`);
    }
    return { path, sessionDir: join(folder, HUGE), lines: longLines * 3, bytes };
  } finally {
    fs.closeSync(fd);
  }
}

function said(type: 'user' | 'assistant', n: number, text: string): string {
  const content = type === 'user' ? text : [{ type: 'text', text }];
  const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const message = { role: type, content, ...(type === 'user' ? {} : { id: `msg_${n}`, model: 'claude-opus-5-5' }) };
  const timestamp = new Date(Date.UTC(2026, 8, 1) + n * 1000).toISOString();
  return JSON.stringify({ parentUuid: null, isSidechain: false, type, message, uuid, timestamp, sessionId: HUGE });
}
