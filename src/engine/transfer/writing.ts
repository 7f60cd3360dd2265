import type { Branch, Media, ReaderEntry, ReaderFacts } from '../../shared/reading.ts';
import type { Session } from '../../shared/model.ts';
import { chosen, wantedKinds, type Choice } from './chosen.ts';
import { mapTexts } from './personal.ts';
import type { Source } from './source.ts';
import type { Times } from './times.ts';

/** What stands above an exported conversation. */
export type Heading = Pick<
  Session,
  'id' | 'title' | 'titleSource' | 'cwd' | 'createdAt' | 'lastActivityAt' | 'model' | 'entrypoint'
>;

/** One conversation on its way into a file. */
export interface Writing {
  heading: Heading;
  source: Source;
  choice: Choice;
  times: Times;
  /** Of Ghostlight. */
  version: string;
  /** When it is exported: epoch milliseconds. */
  now: number;
  openAgent: OpenAgent;
}

/**
 * Opens a subagent's own conversation, each once: null where it cannot be read, or was opened before. Empty texts
 * between let others have their turn.
 */
export type OpenAgent = (agent: string) => Generator<string, Source | null>;

/** The format writes texts; an empty one only lets others have their turn. */
export type Writer = (writing: Writing, keep: KeepMedia) => Generator<string>;

/** Puts a picture or document beside the file and answers what to link to; null where that is not to be done. */
export type KeepMedia = (media: Media, bytes: Buffer) => string | null;

export function headingOf(session: Session, { options, redact }: Choice): Heading {
  const { id, title, titleSource, cwd, createdAt, lastActivityAt, model, entrypoint } = session;
  const heading = { id, title, titleSource, cwd, createdAt, lastActivityAt, model, entrypoint };
  return options.personal ? heading : mapTexts(heading, redact);
}

export function factsOf(source: Source, { options, redact }: Choice): ReaderFacts {
  const facts = source.facts();
  return options.personal ? facts : mapTexts(facts, redact);
}

/** The entries as they are written, in order. */
export function* chosenEntries(source: Source, choice: Choice): Generator<ReaderEntry> {
  for (const entry of source.entries(wantedKinds(choice.options))) {
    const kept = chosen(entry, choice);
    if (kept !== null) yield kept;
  }
}

/** Entries with the branch that begins before them, or that ended before them. */
export interface Step {
  entry: ReaderEntry;
  opens: Branch | null;
  closes: boolean;
}

export const stepsOf = (source: Source, choice: Choice): Generator<Step, boolean> =>
  branchSteps(chosenEntries(source, choice), source.branches());

export function* branchSteps(entries: Iterable<ReaderEntry>, branches: readonly Branch[]): Generator<Step, boolean> {
  let current: Branch | null = null;
  for (const entry of entries) {
    const branch = branches.find(({ from, to }) => from <= entry.entry && entry.entry <= to) ?? null;
    const closes = current !== null && branch !== current;
    yield { entry, opens: branch === current ? null : branch, closes };
    current = branch;
  }
  // Whether one is still open at the end.
  return current !== null;
}

/** The bytes of a picture or document in the transcript; null where there are none, or none that may be shown. */
export function mediaBytes(media: Media, source: Source): Buffer | null {
  if (media.part === null || media.mediaType === null) return null;
  const part = source.part(media.part);
  if (part?.is !== 'media') return null;
  const bytes = Buffer.from(part.data, 'base64');
  return bytes.length === 0 ? null : bytes;
}

export const ENDINGS: Readonly<Record<NonNullable<Media['mediaType']>, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};
