import type { LogFacts } from '../claude/log.ts';
import type { Transcript } from './evidence.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * The saves that failed while a conversation was going on, by Claude's log. The log names rows, not conversations, and
 * writes local time without a zone, so a day on either side counts. Null where none failed.
 */
export function saveErrorsDuring(transcript: Transcript, log: LogFacts | null): { code: string; count: number } | null {
  const { createdAt, lastActivityAt } = transcript.digest;
  if (log === null || createdAt === null || lastActivityAt === null) return null;
  const during = log.saveErrors.filter(
    ({ at, sessionId }) =>
      sessionId === `local_${transcript.id}` ||
      (at !== null && at >= createdAt - DAY_MS && at <= lastActivityAt + DAY_MS),
  );
  const [first] = during;
  return first === undefined ? null : { code: first.code, count: during.length };
}
