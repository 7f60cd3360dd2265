import type { AnswerError } from '../../../shared/contract.ts';
import type {
  FindResult,
  FoundInAgent,
  LayoutGrowth,
  OpenedReading,
  OpenedTail,
  OutlineItem,
  ReaderEntry,
  ReaderFacts,
  ReaderPart,
} from '../../../shared/reading.ts';
import type { ReadingOptions } from '../../transcript/reader/reading.ts';

/** What crosses between the service and the thread of its readings. Everything here is plain data. */

/** Where a conversation lies. */
export interface WhereToRead extends Pick<ReadingOptions, 'sessionDir'> {
  path: string;
  run: NonNullable<ReadingOptions['run']>;
}

/** What may be asked of that thread, by operation of the contract. */
export interface ReaderRequests {
  open: WhereToRead;
  tail: WhereToRead;
  close: { reading: string };
  entries: { reading: string; from: number; count: number };
  part: { reading: string; part: string };
  outline: { reading: string };
  facts: { reading: string };
  find: { reading: string; query: string; matchCase: boolean; metadata?: boolean | undefined };
  findInAgents: { reading: string; query: string; matchCase: boolean };
  locate: { reading: string; uuid: string };
}

export interface ReaderAnswers {
  open: OpenedReading;
  tail: OpenedTail | null;
  close: null;
  entries: ReaderEntry[];
  part: ReaderPart;
  outline: OutlineItem[];
  facts: ReaderFacts;
  find: FindResult;
  findInAgents: FoundInAgent[];
  locate: { entry: number | null };
}

export type ReaderOperation = keyof ReaderRequests;

/** The number comes back with the answer. */
export type ReaderCall = {
  [K in ReaderOperation]: { number: number; operation: K; request: ReaderRequests[K] };
}[ReaderOperation];

export type FromReader =
  | { kind: 'answer'; number: number; data: ReaderAnswers[ReaderOperation] }
  | { kind: 'failure'; number: number; error: AnswerError }
  | { kind: 'grew'; growth: LayoutGrowth };
