import type { Branch, Media, ReaderEntry, ReaderFacts } from '../../shared/reading.ts';
import type { Session } from '../../shared/model.ts';
import { chosen, wantedKinds, type Choice } from './chosen.ts';
import { mapTexts } from './personal.ts';
import type { Source } from './source.ts';
import type { Times } from './times.ts';

/** The facts at the top of an exported conversation. */
export type Heading = Pick<
  Session,
  'id' | 'title' | 'titleSource' | 'cwd' | 'createdAt' | 'lastActivityAt' | 'model' | 'entrypoint'
>;

/** One conversation while it is written into a file. */
export interface Writing {
  heading: Heading;
  source: Source;
  choice: Choice;
  times: Times;
  /** The version of Ghostlight. */
  version: string;
  /** The time of the export, in epoch milliseconds. */
  now: number;
  openAgent: OpenAgent;
}

/**
 * Opens a subagent's own conversation. Returns null if it cannot be read, or was opened before. Yields empty texts
 * meanwhile, so that the event loop can go on.
 */
export type OpenAgent = (agent: string) => Generator<string, Source | null>;

/** Yields the texts of the document. An empty text only lets the event loop go on. */
export type Writer = (writing: Writing, keep: KeepMedia) => Generator<string>;

/** Writes a picture or document beside the file and returns the link to it, or null if its type may not be written. */
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

/** The entries as the export writes them, in order. */
export function* chosenEntries(source: Source, choice: Choice): Generator<ReaderEntry> {
  for (const entry of source.entries(wantedKinds(choice.options))) {
    const kept = chosen(entry, choice);
    if (kept !== null) yield kept;
  }
}

/** An entry, and whether an abandoned branch begins or ended before it. */
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
  // True if a branch is still open at the end.
  return current !== null;
}

/** Returns the bytes of a picture or document, or null if the transcript has none or their type may not be shown. */
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
