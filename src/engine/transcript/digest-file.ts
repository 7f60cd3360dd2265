import { describeError } from '../files.ts';
import { digestTranscript } from './digest.ts';
import type { Digest } from './digest.ts';

/** A digest, or why the file could not be read: words that follow the file's name. */
export type DigestResult = { ok: true; digest: Digest } | { ok: false; problem: string };

/** Like `digestTranscript`, but never throws: one file that cannot be read must not stop the others. */
export function digestFile(path: string): DigestResult {
  try {
    return { ok: true, digest: digestTranscript(path) };
  } catch (error) {
    return { ok: false, problem: describeError(error) };
  }
}
