import type { SessionSummary } from '../../shared/contract.ts';
import type { Cause, DataRoot, Diagnosis, Finding, LastRestore, Pair, Problem } from '../../shared/model.ts';
import { placeOf, type Live } from '../store/index.ts';

/**
 * What the overview has to say, concluded from the state alone. One case for each thing that may be true; the order in
 * which they are tried is the order in which a worried person asks. It never says that all is well on half the facts.
 */
export type Overview =
  | { kind: 'nothing-here' }
  | { kind: 'no-profile'; sessions: number }
  /** `hasOlder`: what was seen before the look that failed is still shown. */
  | { kind: 'failed'; problem: Problem; hasOlder: boolean }
  | { kind: 'reading'; seen: number; missing: number; progress: Live['progress'] }
  | { kind: 'doubt-root'; roots: number }
  | { kind: 'doubt-account'; sessions: number; restorable: number }
  | {
      kind: 'missing';
      missing: number;
      restorable: number;
      /** Made up; with the person's own home, if nothing of Claude's was found in it. */
      sample: { nothingIn: string | null } | null;
      /** Of how many a crash spoilt a part of the conversation itself. */
      damaged: number;
      gone: number;
      main: MainCause;
      problems: readonly Problem[];
      displayFault: Finding | null;
    }
  | { kind: 'display-fault'; entries: number; finding: Finding }
  | { kind: 'unreadable'; listed: number; problems: readonly Problem[] }
  /** Claude has entries, and not one of their conversations is to be found. */
  | { kind: 'gone'; gone: number; terminal: number }
  /** Brought back, and Claude has not said what it made of it; `recurring`: the cause will do it again. */
  | { kind: 'waiting'; restore: LastRestore; isElsewhere: boolean; isSample: boolean; recurring: Finding | null }
  | { kind: 'taken'; restore: LastRestore; recurring: Finding | null }
  | { kind: 'recurring'; listed: number; recurring: Finding }
  | { kind: 'fine'; listed: number; terminal: number; gone: number };

export interface MainCause {
  cause: Cause;
  /** The error of most failed saves (EXDEV …), where the cause is a failed save and the log tells. */
  code: string | null;
  /** How many are missing for other reasons. */
  rest: number;
}

export function overviewOf(live: Live, diagnosis: Diagnosis | null): Overview {
  const sessions = [...live.sessions.values()];
  const ghosts = sessions.filter((session) => placeOf(session) === 'ghosts');
  if (live.phase === 'reading') {
    return { kind: 'reading', seen: sessions.length, missing: ghosts.length, progress: live.progress };
  }
  if (live.failed !== null) return { kind: 'failed', problem: live.failed, hasOlder: sessions.length > 0 };
  if (live.dataRoots.length === 0) {
    if (sessions.length > 0) return { kind: 'no-profile', sessions: sessions.length };
    // What could not be looked at is not nothing.
    return live.problems.length === 0
      ? { kind: 'nothing-here' }
      : { kind: 'unreadable', listed: 0, problems: live.problems };
  }
  return doubtOf(live, sessions, ghosts) ?? verdictOf(live, sessions, ghosts, diagnosis);
}

/** No Claude, no conversations, and nothing that could not be looked at. */
export const isNothingHere = ({ phase, dataRoots, sessions, problems, failed }: Live): boolean =>
  phase === 'ready' && dataRoots.length === 0 && sessions.size === 0 && problems.length === 0 && failed === null;

function doubtOf(live: Live, sessions: readonly SessionSummary[], ghosts: readonly SessionSummary[]): Overview | null {
  if (!live.dataRoots.some((root) => root.live)) {
    return { kind: 'doubt-root', roots: live.dataRoots.length };
  }
  if (activePair(live) !== null) return null;
  const restorable = ghosts.filter((session) => session.restorable).length;
  const onDisk = sessions.filter((session) => placeOf(session) !== 'unavailable');
  return { kind: 'doubt-account', sessions: onDisk.length, restorable };
}

function verdictOf(
  live: Live,
  sessions: readonly SessionSummary[],
  ghosts: readonly SessionSummary[],
  diagnosis: Diagnosis | null,
): Overview {
  const { problems, displayFault } = live;
  const count = (place: string): number => sessions.filter((session) => placeOf(session) === place).length;
  const [listed, terminal] = [count('listed'), count('terminal')];
  // A row without a link may never have had a conversation.
  const gone = sessions.filter(({ status, cause }) => status === 'unavailable' && cause === null).length;
  if (ghosts.length > 0) {
    const restorable = ghosts.filter((session) => session.restorable);
    const main = mainCauseOf(restorable.length > 0 ? restorable : ghosts, diagnosis);
    const damaged = ghosts.filter(({ cause }) => cause === 'transcript-damaged').length;
    const sample = live.sample ? { nothingIn: live.nothingIn } : null;
    const counts = { missing: ghosts.length, restorable: restorable.length, damaged, gone };
    return { kind: 'missing', ...counts, sample, main, problems, displayFault };
  }
  if (problems.length > 0) return { kind: 'unreadable', listed, problems };
  const restore = restoreToTell(live);
  const recurring = diagnosis?.findings.find(({ recurs }) => recurs === true) ?? null;
  if (restore?.state === 'waiting') {
    return { kind: 'waiting', restore, isElsewhere: live.foreign, isSample: live.sample, recurring };
  }
  if (listed === 0 && gone > 0) return { kind: 'gone', gone, terminal };
  if (displayFault !== null) return { kind: 'display-fault', entries: listed, finding: displayFault };
  if (restore !== null) return { kind: 'taken', restore, recurring };
  if (recurring !== null) return { kind: 'recurring', listed, recurring };
  return { kind: 'fine', listed, terminal, gone };
}

/** What Claude made of a restore is news for a day; that it has still to start is news until it has. */
const NEWS_MS = 24 * 60 * 60_000;

function restoreToTell({ lastRestore, now }: Live): LastRestore | null {
  if (lastRestore === null || lastRestore.state === 'waiting') return lastRestore;
  return (now ?? Date.now()) - lastRestore.at < NEWS_MS ? lastRestore : null;
}

function mainCauseOf(ghosts: readonly SessionSummary[], diagnosis: Diagnosis | null): MainCause {
  const counts = new Map<Cause, number>();
  for (const { cause } of ghosts) counts.set(cause ?? 'record-lost', (counts.get(cause ?? 'record-lost') ?? 0) + 1);
  const [cause, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['record-lost', 0]);
  return { cause, code: cause === 'save-failed' ? mostFrequentError(diagnosis) : null, rest: ghosts.length - count };
}

function mostFrequentError(diagnosis: Diagnosis | null): string | null {
  const counts = new Map<string, number>();
  for (const { kind, count } of diagnosis?.saveErrors ?? []) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The pair whose sidebar Claude shows now; null where that is not certain. */
export const activePair = (live: Live): Pair | null => live.pairs.find(({ active }) => active) ?? null;

export const liveRoot = (live: Live): DataRoot | null => live.dataRoots.find((root) => root.live) ?? null;
