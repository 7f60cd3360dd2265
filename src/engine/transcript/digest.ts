import { DigestReader } from './digest-reader.ts';
import type { DigestSizes } from './digest-reader.ts';
import { withPlainFile } from './plain-file.ts';

/**
 * The facts about one transcript that a list needs. Times are epoch milliseconds. Texts are one clean line of at most
 * 200 UTF-16 units. A fact that the file does not tell is null.
 */
export interface Digest {
  /** Only a `conversation` is something that a person would miss. */
  kind: 'conversation' | 'empty' | 'sidechain' | 'warm-up' | 'teammate';
  /**
   * The folder it was last moved to, else the folder it was started in. A `cd` of a tool does not change it
   * (docs/formats/transcripts.md 3).
   */
  cwd: string | null;
  /**
   * A cwd whose encoding is the name of the file's folder; where there is none, one whose encoding differs by the case of
   * letters alone. Claude finds a transcript by that encoding.
   */
  folderCwd: string | null;
  /** The git worktree that the session is in now. */
  worktree: { path: string; originalCwd: string } | null;
  createdAt: number | null;
  /** The newest timestamp of all lines, because lines are not always in order. */
  lastActivityAt: number | null;
  /** The model of the last answer, as the file names it. */
  model: string | null;
  /** `claude-desktop` if any line says so, else the first value; null in old files. */
  entrypoint: string | null;
  customTitle: string | null;
  aiTitle: string | null;
  agentName: string | null;
  /** The last summary that names a message of this file. Others belong to other conversations. */
  summary: string | null;
  firstPrompt: string | null;
  /** The first slash command. */
  firstCommand: string | null;
  /** The first prompt that the person typed while Claude worked. */
  queuedPrompt: string | null;
  lastPrompt: string | null;
  /** The uuid of the first message of the main chain. */
  firstUuid: string | null;
  /**
   * The prompts on the main chain, each once, in file order: the last eight characters of each uuid, joined. Whole
   * uuids would make the cache slower than everything else. Two files that share marks may share messages; only reading
   * both can tell.
   */
  promptMarks: string;
  /** The number of prompts of the person in this session; copied ones do not count. */
  turns: number;
  /** Lines that are not JSON, among those that were read. */
  badLines: number;
  /** Lines too long to be read. */
  elidedLines: number;
  /** Bytes that are zero. A crash leaves blocks of them, and Claude refuses a transcript with any. */
  zeroBytes: number;
}

/** Reads a transcript. Throws what the file system throws, and an Error if the path is not a regular file. */
export function digestTranscript(path: string, sizes?: DigestSizes): Digest {
  return withPlainFile(path, (file) => new DigestReader(path, file, sizes).read());
}
