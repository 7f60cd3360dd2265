import type {
  FindResult,
  FoundInAgent,
  LayoutGrowth,
  OutlineItem,
  ReaderEntry,
  ReaderFacts,
  ReaderPart,
} from '../../../shared/reading.ts';
import type { Limits } from './excerpt.ts';

/** Sizes in bytes; tests have smaller ones. */
export interface ReadingSizes {
  /** How much is read at once. */
  window: number;
  /** Longer lines are not read, but shown as left out. */
  longestLine: number;
  /** From here on, only the beginning of a line is read that a reader is not shown anyway. */
  longMetadata: number;
  /** The most that `part` gives of a text. */
  longestPart: number;
}

export interface ReadingOptions {
  /** The folder beside the transcript that has its name. It need not exist. */
  sessionDir: string;
  /**
   * Whose run is read. `main`: the conversation's. `agent`: a subagent's own file, in which all lines are its. A number:
   * the subagent that begins at that line of a conversation in which an old version wrote both.
   */
  run?: 'main' | 'agent' | number;
  /** Only the lines in the last so many bytes of the file, as it is now: what is appended to it is not read. */
  lastBytes?: number;
  /** Once aborted, `index` reads no further. */
  signal?: AbortSignal | undefined;
  sizes?: Partial<ReadingSizes>;
}

/** What became of the file since it was read: nothing, more of it, or it is another or shorter one. */
export type Growth = 'same' | 'grew' | 'replaced';

export interface FindQuery {
  /** Not empty. */
  text: string;
  matchCase: boolean;
  /** Also in what Claude keeps for itself. */
  metadata?: boolean | undefined;
}

/** A transcript that is open for reading. None of it throws but what the file system throws. */
export interface Reading {
  /** Reads on for about so long; true once there is nothing more to read, or it was called off. */
  index: (budget: { ms: number }) => boolean;
  /** Looks whether there is more to read. After `replaced` all numbers begin anew, and `index` reads from the start. */
  grow: () => Growth;
  /** Of entries from this number on. `changed` are those before that are other than when it was asked for last. */
  layout: (from: number) => Omit<LayoutGrowth, 'reading'>;
  /** The first entry that is certain. Of all of a file that is 0; of its last lines, what came before decides on some. */
  readonly first: number;
  /** How many there are so far. */
  readonly count: number;
  entries: (from: number, count: number, limits?: Limits) => ReaderEntry[];
  /** Null where this names nothing here. */
  part: (id: string) => ReaderPart | null;
  outline: () => OutlineItem[];
  facts: () => ReaderFacts;
  /** Yields now and then; to stop it, ask no further. Looks in what is indexed when it comes there. */
  find: (query: FindQuery) => Generator<undefined, FindResult>;
  /** The same in the own conversations of subagents whose calls are indexed, and of theirs. */
  findInAgents: (query: FindQuery) => Generator<undefined, FoundInAgent[]>;
  /** The entry of a line, also of one that stands in the file a second time; null where there is none. */
  locate: (uuid: string) => number | null;
  close: () => void;
}
