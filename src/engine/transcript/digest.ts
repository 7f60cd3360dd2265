import { DigestReader } from './digest-reader.ts';
import type { DigestSizes } from './digest-reader.ts';
import { withPlainFile } from './plain-file.ts';

/** What a list needs of one conversation. Times are epoch milliseconds; texts are one clean line, cut after 200 units. */
export interface Digest {
  /** What the file is; only `conversation` is something a person would miss. */
  kind: 'conversation' | 'empty' | 'sidechain' | 'warm-up' | 'teammate';
  /**
   * Where it was moved to last, else where it was started; not where it went by `cd` (docs/formats/transcripts.md 3).
   */
  cwd: string | null;
  /** A cwd whose encoding is the name of the file's folder. Claude finds a transcript by that encoding. */
  folderCwd: string | null;
  /** The worktree that it is in now. */
  worktree: { path: string; originalCwd: string } | null;
  createdAt: number | null;
  /** The newest timestamp; lines are not always in order. */
  lastActivityAt: number | null;
  /** The model that spoke last, in the file's words. */
  model: string | null;
  /** `claude-desktop` where any line says so, else what the first one says; null in old files. */
  entrypoint: string | null;
  customTitle: string | null;
  aiTitle: string | null;
  agentName: string | null;
  /** The last one that speaks of a message of this file: it may also speak of another conversation. */
  summary: string | null;
  firstPrompt: string | null;
  /** The first slash command. */
  firstCommand: string | null;
  /** What the person queued first. */
  queuedPrompt: string | null;
  lastPrompt: string | null;
  /** The uuid of the first message of the main chain. */
  firstUuid: string | null;
  /**
   * What the person asked on the main chain, in file order, each once: of each uuid the last eight characters, one after
   * the other. Whole uuids in a list would take longer to remember than all the rest; two files that share some of these
   * may share messages, and reading both says so.
   */
  promptMarks: string;
  /** How often the person asked something in this session. */
  turns: number;
  /** Lines that are no JSON, of those that had to be read. */
  badLines: number;
  /** Lines too long to be read. */
  elidedLines: number;
}

/** Reads a transcript. Throws only what the file system throws, and for what is no plain file. */
export function digestTranscript(path: string, sizes?: DigestSizes): Digest {
  return withPlainFile(path, (file) => new DigestReader(path, file, sizes).read());
}
