import type { Cause, Scan, Session } from '../../shared/model.ts';
import { formatDay } from '../amounts.ts';
import { printTable, say, sayCommand, sayHint, screenHeight, type Row } from '../layout.ts';
import type { GlobalOptions } from '../options.ts';
import { paint, plain, plural, print } from '../output.ts';
import { typed } from '../typed.ts';
import { CAUSES, projectName, STATUSES, WHAT_HAPPENED, whyMissing } from '../words.ts';

export interface ScanView {
  /** Every conversation, not only the missing ones. */
  all: boolean;
  options: GlobalOptions;
}

/** Is it lost, what happened, what to type, in this order; then the list; then what else is there. */
export function printScan(scan: Scan, { all, options }: ScanView): void {
  const ghosts = scan.sessions.filter((session) => session.status === 'ghost' && !isNeverListed(session));
  const shown = all ? scan.sessions : ghosts;
  printHeadline(scan, ghosts, options);
  printSessions(shown);
  printOthers(scan, all, options);
  printNotes(scan, options);
  const restorable = ghosts.filter(({ advice }) => advice === null).length;
  if (restorable > 0 && shown.length > screenHeight() - LINES_AROUND) {
    print();
    sayWhatToType(restorable, options);
  }
}

/** The headline, its command and what follows the list; where these have scrolled away, the command is said again. */
const LINES_AROUND = 12;

/** Conversations of the terminal, an editor or a program are not missing from a sidebar that never had them. */
const isNeverListed = ({ status, cause }: Session): boolean => status === 'ghost' && cause === 'never-listed';

function printHeadline(scan: Scan, ghosts: readonly Session[], options: GlobalOptions): void {
  const { dataRoots, pairs, sessions } = scan;
  if (dataRoots.length === 0) return printNoClaude(sessions.length, options);
  const [only] = ghosts;
  if (only === undefined) return printNothingMissing(scan);
  const one = ghosts.length === 1;
  const what = `${plural(ghosts.length, 'conversation is', 'conversations are')} missing from Claude’s sidebar.`;
  const whole = one ? 'It is not lost: it is' : 'Nothing is lost: they are all';
  // Of what a crash wrote zeros into, a part may be lost.
  const isWhole = !ghosts.some(({ cause }) => cause === 'transcript-damaged');
  say(paint.bold(`${what} ${isWhole ? whole : one ? 'It is' : 'They are'} on this disk.`));
  say(one ? plain(only.explanation) : whatHappened(ghosts));
  if (!pairs.some(({ active }) => active)) {
    say('It is not certain whose sidebar Claude shows now, so you will be asked to choose.');
  }
  const stuck = ghosts.filter(({ advice }) => advice !== null);
  if (stuck.length > 0) sayStuck(stuck, ghosts.length);
  if (stuck.length < ghosts.length) sayWhatToType(ghosts.length - stuck.length, options);
}

/** What no restore would help is said before what to type. */
function sayStuck(stuck: readonly Session[], missing: number): void {
  const [{ advice } = { advice: null }] = stuck;
  if (missing === 1) return say(plain(advice ?? ''));
  const which = stuck.length === missing ? 'None of them can' : `${stuck.length.toLocaleString()} of them cannot`;
  say(
    `${which} be brought back yet: no known path leads to where Claude keeps ${stuck.length === 1 ? 'it' : 'them'}. \`ghostlight show <id>\` says for each what helps.`,
  );
}

function sayWhatToType(missing: number, options: GlobalOptions): void {
  say(`To see what bringing ${missing === 1 ? 'it' : 'them'} back would do (nothing is written yet):`);
  sayCommand(typed('restore --all', options));
}

function printNothingMissing({ sessions, problems }: Scan): void {
  if (problems.some(({ unread }) => unread === true)) {
    return say(paint.bold('Nothing is missing of what could be read, and not everything could be read.'));
  }
  const listed = sessions.filter(({ status }) => status === 'listed').length;
  const what =
    listed === 0 ? 'there is nothing in it yet' : `${plural(listed, 'conversation is', 'conversations are')} in it`;
  say(paint.green(`Nothing is missing from Claude’s sidebar: ${what}.`));
}

function printNoClaude(conversations: number, options: GlobalOptions): void {
  say(paint.bold('Claude Desktop was not found in this home folder.'));
  if (conversations > 0) {
    say(
      `${plural(conversations, 'conversation is', 'conversations are')} on this disk, safe and readable. To list them:`,
    );
    sayCommand(typed('scan --all', options));
  } else {
    say('No conversation was found either. To look elsewhere, on an old disk or in a backup:');
    sayCommand(typed('scan --home <folder> --platform win32|darwin|linux', {}));
  }
}

/** The causes, the most frequent first; a sentence where there is but one. */
function whatHappened(ghosts: readonly Session[]): string {
  const counts = new Map<Cause, number>();
  for (const { cause } of ghosts) if (cause !== null) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const causes = [...counts].sort(([, a], [, b]) => b - a);
  const [first] = causes;
  if (first !== undefined && causes.length === 1) return WHAT_HAPPENED[first[0]];
  return `Why: ${causes.map(([cause, n]) => `${CAUSES[cause]} (${n.toLocaleString()})`).join(', ')}.`;
}

/** By project, the one that was used last first; so are the conversations in it. */
function printSessions(sessions: readonly Session[]): void {
  if (sessions.length === 0) return;
  const projects = Map.groupBy(sessions, ({ originCwd, cwd }) => originCwd ?? cwd);
  const rows = [...projects].flatMap(([folder, inside]): Row[] => [
    { heading: `${paint.bold(plain(projectName(folder)))}  ${paint.dim(plain(folder ?? ''))}` },
    ...inside.map((session) => [
      session.id.slice(0, 8),
      session.title,
      formatDay(session.lastActivityAt),
      session.advice === null ? whyMissing(session) : 'folder renamed or moved',
    ]),
  ]);
  print();
  printTable(
    [
      { head: 'id' },
      { head: 'conversation', least: 16 },
      { head: 'last used', optional: true },
      { head: 'why', least: 10 },
    ],
    rows,
  );
}

function printOthers({ sessions, cowork }: Scan, all: boolean, options: GlobalOptions): void {
  const parts = (['listed', 'archived', 'deleted', 'unavailable', 'earlier'] as const)
    .map((status) => ({ status, n: sessions.filter((session) => session.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => `${n.toLocaleString()} ${STATUSES[status]}`);
  const never = sessions.filter(isNeverListed).length;
  if (never > 0) parts.push(`${never.toLocaleString()} ${CAUSES['never-listed']}`);
  if (cowork.length > 0) parts.push(plural(cowork.length, 'Cowork task', 'Cowork tasks'));
  if (all || parts.length === 0) return;
  print();
  sayHint(`Also here: ${parts.join(', ')}. To see all of them:`, typed('scan --all', options));
}

const MOST_NOTES = 3;

/** What was left out while reading: worth a line, and no alarm. */
function printNotes({ problems: all, home }: Scan, options: GlobalOptions): void {
  const problems = all.filter(({ unread }) => unread !== true);
  if (problems.length === 0) return;
  print();
  for (const { path, problem } of problems.slice(0, MOST_NOTES)) {
    say(paint.dim(`Note: ${plain(path.replace(home, '~'))} ${plain(problem)}`));
  }
  const more = problems.length - MOST_NOTES;
  if (more > 0) sayHint(`${plural(more, 'more note', 'more notes')} of this kind:`, typed('doctor', options));
}
