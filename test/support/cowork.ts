import fs from 'node:fs';
import path from 'node:path';
import type { RecordJson } from '../../src/shared/model.ts';
import { FakePair } from './pair.ts';
import type { PairBasis, RecordFile } from './pair.ts';
import { coworkRecord } from './records.ts';
import { slugOf } from './slug.ts';
import { writeTranscript } from './transcripts.ts';
import type { Transcript } from './transcripts.ts';

export interface CoworkTask extends RecordFile {
  /** `local_<uuid>/`, the task's own folder. */
  folder: string;
  transcript: Transcript | null;
}

/** The Cowork tasks of a pair (docs/formats/claude-desktop.md 3). */
export class FakeCowork {
  readonly #pair: FakePair;
  readonly #basis: PairBasis;

  constructor(basis: PairBasis) {
    this.#pair = new FakePair(basis);
    this.#basis = basis;
  }

  get path(): string {
    return this.#pair.path;
  }

  /** A task with its folder and its conversation; `conversation: false` leaves the folder out. */
  task(partial: RecordJson = {}, { conversation = true } = {}): CoworkTask {
    const sessionId = `local_${this.#basis.newId()}`;
    const folder = path.join(this.#pair.path, sessionId);
    const cliSessionId = this.#basis.newId();
    const cwd = path.join(folder, 'outputs');
    const fields = { sessionId, cliSessionId, cwd, ...partial };
    const record = this.#pair.record(fields, { shape: coworkRecord });
    return { ...record, folder, transcript: conversation ? this.#converse(folder, cwd, cliSessionId) : null };
  }

  #converse(folder: string, cwd: string, id: string): Transcript {
    for (const name of ['outputs', 'uploads']) fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(path.join(folder, 'audit.jsonl'), `${JSON.stringify({ type: 'system', subtype: 'init' })}\n`);
    const { newId, now } = this.#basis;
    const projects = path.join(folder, '.claude', 'projects');
    const defaults = { projects, id, cwd, startedAt: now - 24 * 60 * 60_000, newId };
    return writeTranscript({ prompts: ['Please sort the receipts.'], folder: slugOf(cwd) }, defaults);
  }
}
