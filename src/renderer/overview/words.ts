import type { Problem } from '../../shared/model.ts';
import { t } from '../strings/index.ts';
import type { MainCause, Overview } from './facts.ts';

export interface Words {
  headline: string;
  /** The answer to "is it lost?", where it belongs into the headline. */
  comfort: string | null;
  sentences: string[];
}

const say = (headline: string, ...sentences: (string | null)[]): Words => ({
  headline,
  comfort: null,
  sentences: sentences.filter((sentence) => sentence !== null),
});

/** The overview in words. */
export function wordsOf(facts: Overview): Words {
  const words = t.overview;
  switch (facts.kind) {
    case 'nothing-here':
      return say(words.nothingHere, words.nothingHereWhy);
    case 'no-profile':
      return say(words.noProfile, words.noProfileWhy(facts.sessions));
    case 'failed':
      return say(
        words.failed,
        problemWords([facts.problem]),
        facts.hasOlder ? words.failedOlder : null,
        words.failedNext,
      );
    case 'reading':
      return readingWords(facts);
    case 'doubt-root':
      return say(words.doubtRoot(facts.roots), words.doubtRootWhy);
    case 'doubt-account':
      return say(
        words.doubtAccount,
        facts.sessions === 0 ? null : words.doubtAccountFound(facts.sessions),
        words.doubtAccountWhy,
      );
    case 'missing':
      return missingWords(facts);
    case 'display-fault':
      return say(words.displayFaultTitle(facts.entries), facts.finding.what, facts.finding.next);
    case 'unreadable':
      return unreadableWords(facts);
    case 'gone':
      return say(words.allGone(facts.gone), words.allGoneWhy, terminalWords(facts.terminal));
    case 'waiting':
      return waitingWords(facts);
    case 'taken':
      return takenWords(facts);
    case 'recurring':
      return say(words.recurring, facts.recurring.next, words.recurringFine(facts.listed));
    case 'fine':
      return fineWords(facts);
  }
}

/** Nothing is said of what is missing before anything was seen. */
function readingWords({ seen, missing, progress }: Extract<Overview, { kind: 'reading' }>): Words {
  const words = t.overview;
  const soFar = seen === 0 ? null : words.readingSoFar(missing);
  return say(words.reading, soFar, progressWords(progress), words.readingWhy, seen === 0 ? null : words.readingNewest);
}

const progressWords = (progress: { done: number; total: number } | null): string | null =>
  progress === null || progress.total === 0 ? null : `${t.overview.readingCount(progress.done, progress.total)}.`;

/** One problem is told in full; of several, how many there are. */
function unreadableWords({ listed, problems }: Extract<Overview, { kind: 'unreadable' }>): Words {
  const words = t.overview;
  const what = problemWords(problems);
  return listed === 0
    ? say(words.failed, what, words.notSureNext)
    : say(words.notSure(listed), what, words.notSureWhy, words.notSureNext);
}

function problemWords(problems: readonly Problem[]): string {
  const [first] = problems;
  return problems.length === 1 && first !== undefined
    ? t.overview.problem(first.path, first.problem)
    : t.overview.problems(problems.length);
}

function missingWords({
  missing,
  restorable,
  sample,
  damaged,
  gone,
  main,
  problems,
  displayFault,
}: Extract<Overview, { kind: 'missing' }>): Words {
  const words = t.overview;
  if (sample !== null) {
    return say(
      sample.nothingIn === null ? words.sampleIs : words.nothingFound,
      ...sampleWords(sample.nothingIn, missing),
    );
  }
  const left = missing - restorable;
  return {
    headline: words.missing(missing),
    comfort: comfortOf(missing, damaged, gone),
    sentences: [
      causeWords(main),
      ...(restorable === 0 ? [words.noneCan] : left > 0 ? [words.someCannot(left)] : []),
      ...(problems.length === 0 ? [] : [problemWords(problems)]),
      ...(displayFault === null ? [] : [displayFault.what]),
    ],
  };
}

const sampleWords = (nothingIn: string | null, missing: number): string[] => [
  ...(nothingIn === null ? [] : [t.overview.lookedIn(nothingIn)]),
  t.overview.sampleShows(missing),
];

/** The answer to "is it lost?". Never that nothing is, where something is. */
function comfortOf(missing: number, damaged: number, gone: number): string {
  if (damaged > 0) return t.overview.damaged(missing, damaged);
  return gone > 0 ? t.overview.theseAreHere(missing) : t.overview.nothingLost;
}

function causeWords({ cause, code, rest }: MainCause): string {
  const sentence = (code === null ? undefined : t.overview.saveErrors[code]) ?? t.overview.causes[cause];
  return rest === 0 ? sentence : t.overview.mostly(sentence, rest);
}

function waitingWords({ restore, isElsewhere, isSample, recurring }: Extract<Overview, { kind: 'waiting' }>): Words {
  const words = t.overview;
  const { total } = restore;
  if (isSample) return say(words.broughtBack(total), words.broughtBackSample);
  if (isElsewhere) return say(words.broughtBack(total), words.broughtBackElsewhere(total));
  return say(words.waiting(total), recurring === null ? null : words.recurringToo);
}

function takenWords({ restore: { state, confirmed, total }, recurring }: Extract<Overview, { kind: 'taken' }>): Words {
  const words = t.overview;
  const again = recurring === null ? null : words.recurringToo;
  if (state === 'confirmed') return say(words.shows(total), words.showsWhy, again);
  return state === 'partly'
    ? say(words.showsSome(confirmed, total), words.showsSomeWhy, again)
    : say(words.broughtBack(total), words.unsure, again);
}

function fineWords({ listed, terminal, gone }: Extract<Overview, { kind: 'fine' }>): Words {
  const words = t.overview;
  const more = [terminalWords(terminal), gone > 0 ? words.gone(gone) : null];
  return listed === 0
    ? say(words.fineNone, terminal === 0 ? words.fineNoneWhy : null, ...more)
    : say(words.fine(listed), words.fineWhy, ...more);
}

const terminalWords = (terminal: number): string | null => (terminal > 0 ? t.overview.terminalToo(terminal) : null);
