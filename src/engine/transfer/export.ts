import { relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Session } from '../../shared/model.ts';
import type { ExportFormat, ExportOptions, ExportResult } from '../../shared/reading.ts';
import { describeError, errorCode } from '../files.ts';
import type { World } from '../world.ts';
import type { Choice } from './chosen.ts';
import { openDestination } from './destination.ts';
import { writeHtml } from './html/document.ts';
import { writeJson } from './json/document.ts';
import { writeMarkdown } from './markdown/document.ts';
import { fileNameOf } from './names.ts';
import { openConversation, type Opened } from './open.ts';
import { namesIn, OutputFile } from './output-file.ts';
import { withoutPersonal, type KnownIds } from './personal.ts';
import { timesIn } from './times.ts';
import { ENDINGS, headingOf, type KeepMedia, type Writer, type Writing } from './writing.ts';

export interface ExportRequest {
  /** In the order in which they are written. */
  sessions: readonly Session[];
  /** Made where it is not there yet. */
  folder: string;
  options: ExportOptions;
  world: World;
  /** Ids that are taken out wherever they stand, unless the person wants them in. */
  known: KnownIds;
  version: string;
  /** Another than this machine's. */
  timeZone?: string | undefined;
}

export interface ExportProgress {
  /** Conversations. */
  done: number;
  total: number;
  /** Of the one that is being written, and how much of it is, from 0 to 1. */
  title: string;
  share: number;
}

export interface ExportWatch {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ExportProgress) => void) | undefined;
}

const WRITERS: Readonly<Record<ExportFormat, Writer>> = { md: writeMarkdown, html: writeHtml, json: writeJson };

/**
 * Writes conversations into files of a folder. One that fails is told in the answer, and the others go on; one that was
 * cancelled leaves nothing behind. Throws DestinationError where nothing can go into that folder.
 */
export async function exportConversations(request: ExportRequest, watch: ExportWatch = {}): Promise<ExportResult> {
  const folder = openDestination(request.folder, request.world);
  const result: ExportResult = { folder, files: [], failed: [], cancelled: false };
  const taken = namesIn(folder);
  const total = request.sessions.length;
  for (const [done, session] of request.sessions.entries()) {
    const { id, title } = session;
    const onShare = (share: number): void => {
      watch.signal?.throwIfAborted();
      watch.onProgress?.({ done, total, title, share });
    };
    try {
      onShare(0);
      const { path, bytes } = await exportOne(session, { ...request, folder, taken, onShare });
      result.files.push({ session: id, path, bytes });
    } catch (error) {
      if (watch.signal?.aborted === true) return { ...result, cancelled: true };
      result.failed.push({ session: id, why: whyFailed(error, folder) });
    }
  }
  watch.onProgress?.({ done: total, total, title: '', share: 0 });
  return result;
}

interface One extends ExportRequest {
  taken: Set<string>;
  onShare: (share: number) => void;
}

/** Finding out where everything is takes about so much of the time. */
const READING = 0.2;

async function exportOne(session: Session, one: One): Promise<{ path: string; bytes: number }> {
  if (session.transcript === null) throw new Error('Its conversation is not on this disk');
  const { folder, options, taken, onShare } = one;
  const opened = await openConversation(session.transcript, (share) => onShare(share * READING));
  try {
    const writing = writingOf(session, opened, one);
    const name = fileNameOf(writing.heading.title, `Conversation ${session.id.slice(0, 8)}`);
    const file = await OutputFile.create(folder, name, `.${options.format}`, taken);
    try {
      await pour(WRITERS[options.format](writing, keeper(file)), file, () =>
        onShare(READING + (1 - READING) * opened.source.share()),
      );
      return { path: await file.publish(), bytes: file.bytes };
    } catch (error) {
      await file.discard();
      throw error;
    }
  } finally {
    opened.source.close();
  }
}

function writingOf(session: Session, { source, openAgent }: Opened, one: One): Writing {
  const { options, known, version, world, timeZone } = one;
  const choice: Choice = { options, redact: withoutPersonal(known) };
  const heading = headingOf(session, choice);
  return { heading, source, choice, times: timesIn(timeZone), version, now: world.now(), openAgent };
}

const MOST_UNWRITTEN = 64 * 1024;
const TURN_MS = 20;

/** A little at a time, so that others have their turn and little is in memory. `breathe` may throw to end it. */
async function pour(texts: Generator<string>, file: OutputFile, breathe: () => void): Promise<void> {
  let unwritten = '';
  let since = performance.now();
  for (const text of texts) {
    unwritten += text;
    if (unwritten.length >= MOST_UNWRITTEN) {
      await file.write(unwritten);
      unwritten = '';
    }
    if (performance.now() - since < TURN_MS) continue;
    breathe();
    await setImmediate();
    since = performance.now();
  }
  await file.write(unwritten);
  breathe();
}

/** Pictures are called by their number: their own names are somebody else's. */
function keeper(file: OutputFile): KeepMedia {
  let count = 0;
  return ({ is, mediaType }, bytes) => {
    if (mediaType === null) return null;
    count += 1;
    return file.keep(`${is}-${count}.${ENDINGS[mediaType]}`, bytes);
  };
}

/** A whole sentence. */
function whyFailed(error: unknown, folder: string): string {
  const code = errorCode(error);
  if (code === null) return `${error instanceof Error ? error.message : String(error)}.`;
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
  const isOurs = path === null || !relative(folder, path).startsWith('..');
  return `${path ?? 'The file'} ${(isOurs ? NOT_WRITTEN[code] : undefined) ?? describeError(error)}.`;
}

/** What fails while writing, where the words for reading would mislead. */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EACCES: 'may not be written: permission denied',
  EPERM: 'may not be written: the system does not permit it',
  EIO: 'cannot be written: the disk reports an error',
  EMFILE: 'cannot be written: too many files are open',
};
