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
  /** They are written in this order. */
  sessions: readonly Session[];
  /** It is created if it does not exist. */
  folder: string;
  options: ExportOptions;
  world: World;
  /** These ids are removed everywhere, unless the person asks for personal data. */
  known: KnownIds;
  version: string;
  /** Default: the time zone of this machine. */
  timeZone?: string | undefined;
}

export interface ExportProgress {
  /** Counts conversations, as does `total`. */
  done: number;
  total: number;
  /** The conversation that is being written now; `share` of it is written, from 0 to 1. */
  title: string;
  share: number;
}

export interface ExportWatch {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ExportProgress) => void) | undefined;
}

const WRITERS: Readonly<Record<ExportFormat, Writer>> = { md: writeMarkdown, html: writeHtml, json: writeJson };

/**
 * Writes each conversation into a file of the folder. If one fails, the result says so and the others go on. A
 * conversation that is cancelled leaves nothing behind. Throws DestinationError if nothing can be written into that
 * folder.
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

/** Indexing the transcript takes about this share of the time. */
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

/** Writes a little at a time: the event loop goes on, and memory stays small. `breathe` may throw to stop it. */
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

/** Names pictures by number, because their own names come from the transcript and are not safe. */
function keeper(file: OutputFile): KeepMedia {
  let count = 0;
  return ({ is, mediaType }, bytes) => {
    if (mediaType === null) return null;
    count += 1;
    return file.keep(`${is}-${count}.${ENDINGS[mediaType]}`, bytes);
  };
}

/** Returns a whole sentence. */
function whyFailed(error: unknown, folder: string): string {
  const code = errorCode(error);
  if (code === null) return `${error instanceof Error ? error.message : String(error)}.`;
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
  const isOurs = path === null || !relative(folder, path).startsWith('..');
  return `${path ?? 'The file'} ${(isOurs ? NOT_WRITTEN[code] : undefined) ?? describeError(error)}.`;
}

/** For writing. The usual words speak of reading and would mislead here. */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EACCES: 'may not be written: permission denied',
  EPERM: 'may not be written: the system does not permit it',
  EIO: 'cannot be written: the disk reports an error',
  EMFILE: 'cannot be written: too many files are open',
};
