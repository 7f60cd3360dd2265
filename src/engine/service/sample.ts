import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFolder } from '../files.ts';
import { SAMPLE_NOW } from '../sample-story.ts';
import { AnswerFailure } from './answer.ts';

/** The built-in sample, copied to a temp folder: a person may restore and undo in it, and nothing of theirs is touched. */
export interface Sample {
  home: string;
  /** Its receipts and its cache never mix with the person's own. */
  stateDir: string;
  remove: () => void;
}

const STORY_ENDS = SAMPLE_NOW - 2 * 24 * 60 * 60_000;

/** Throws AnswerFailure where this installation has no sample, and what the file system throws. */
export function copySample(samplePath: string): Sample {
  if (!isFolder(samplePath)) throw new AnswerFailure('unavailable', 'The sample is not part of this installation.');
  const box = mkdtempSync(join(tmpdir(), 'ghostlight-sample-'));
  const home = join(box, 'home');
  copyFolder(samplePath, home);
  return { home, stateDir: join(box, 'state'), remove: () => rmSync(box, { recursive: true, force: true }) };
}

/**
 * File by file: the packed app reads its own files from an archive, where Node's `cp` finds nothing. Files get a date in
 * the story: they may have been unpacked a moment ago, and what was just written counts as in use.
 */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) {
    const [source, copy] = [join(from, name), join(to, name)];
    const stat = statSync(source);
    if (stat.isDirectory()) copyFolder(source, copy);
    else {
      writeFileSync(copy, readFileSync(source), { mode: 0o600 });
      const at = Math.min(stat.mtimeMs, STORY_ENDS) / 1000;
      utimesSync(copy, at, at);
    }
  }
}
