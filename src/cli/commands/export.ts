import type { Session } from '../../shared/model.ts';
import type { ExportOptions, ExportResult } from '../../shared/reading.ts';
import { exportConversations } from '../../engine/transfer/export.ts';
import { knownIds } from '../../engine/transfer/personal.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { formatBytes } from '../amounts.ts';
import { findSession, type Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { complain, printItem, say } from '../layout.ts';
import { plain, plural, printJson } from '../output.ts';
import { startProgress } from '../progress.ts';

export interface ExportChoice {
  all: boolean;
  out: string;
  options: ExportOptions;
}

export async function exportCommand(context: Context, ids: string[], choice: ExportChoice): Promise<void> {
  const { engine, json } = context;
  const progress = startProgress('Reading conversations');
  const scan = await engine.scan({ onProgress: progress.report }).finally(progress.end);
  const sessions = choice.all
    ? scan.sessions.filter(({ transcript }) => transcript !== null)
    : [...new Set(ids.map((id) => findSession(scan.sessions, id)))];
  const result = await exportWithProgress(context, sessions, choice, knownIds(scan.pairs));
  if (json) printJson({ schema: 1, ...result });
  else printFiles(result);
  finish(result, sessions);
}

/** Ctrl-C ends it after what is done; nothing half-written stays. */
async function exportWithProgress(
  { world }: Context,
  sessions: readonly Session[],
  { out, options }: ExportChoice,
  known: ReturnType<typeof knownIds>,
): Promise<ExportResult> {
  const isOne = sessions.length === 1;
  const progress = startProgress(isOne ? 'Exporting, in percent' : 'Exporting');
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  try {
    return await exportConversations(
      { sessions, folder: out, options, world, known, version: manifest.version },
      {
        signal: cancel.signal,
        onProgress: ({ done, total, share }) =>
          isOne ? progress.report(Math.round((done + share) * 100), 100) : progress.report(done, total),
      },
    );
  } finally {
    process.off('SIGINT', stop);
    progress.end();
  }
}

function printFiles({ folder, files }: ExportResult): void {
  if (files.length === 0 || folder === null) return;
  say(`Exported ${plural(files.length, 'conversation', 'conversations')} to ${plain(folder)}:`);
  for (const { path, bytes } of files) printItem('•', `${plain(path)} (${formatBytes(bytes)})`);
}

/** What could not be exported goes to stderr, one sentence each, and makes the exit code 1. */
function finish({ files, failed, cancelled }: ExportResult, sessions: readonly Session[]): void {
  for (const { session, why } of failed) {
    const title = sessions.find(({ id }) => id === session)?.title ?? session;
    complain(`Not exported: ${plain(title)} (${session.slice(0, 8)}). ${plain(why)}`);
  }
  if (cancelled) {
    throw new Failure(
      files.length === 0
        ? 'The export was cancelled; nothing was written.'
        : `The export was cancelled after ${files.length} of ${plural(sessions.length, 'conversation', 'conversations')}.`,
    );
  }
  if (failed.length > 0) throw new Failure('');
}
