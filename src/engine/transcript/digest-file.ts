import { digestTranscript } from './digest.ts';
import type { Digest } from './digest.ts';

/** A digest, or one plain sentence that says why the file could not be read. */
export type DigestResult = { ok: true; digest: Digest } | { ok: false; problem: string };

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'The file is no longer there.',
  EACCES: 'This user may not read the file.',
  EPERM: 'This user may not read the file.',
  ENOTDIR: 'The file is no longer there.',
  EISDIR: 'It is a folder, not a file.',
  EBUSY: 'Another program keeps the file locked.',
  EIO: 'The disk failed while the file was read.',
  ELOOP: 'It is a symbolic link that leads in a circle.',
  EMFILE: 'Too many files are open to read this one.',
};

/** Like `digestTranscript`, but never throws: one file that cannot be read must not cost the others. */
export function digestFile(path: string): DigestResult {
  try {
    return { ok: true, digest: digestTranscript(path) };
  } catch (error) {
    return { ok: false, problem: describe(error) };
  }
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error instanceof Error ? error.message : 'The file could not be read.';
  return PROBLEMS[code] ?? `The file could not be read (${code}).`;
}
