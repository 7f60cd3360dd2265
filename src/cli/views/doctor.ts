import type { Diagnosis, Finding, FindingAction, Pair } from '../../shared/model.ts';
import { printItem, printTable, say } from '../layout.ts';
import { paint, plain, plural, print } from '../output.ts';

const MARKS: Readonly<Record<Finding['level'], string>> = {
  good: paint.green('✔'),
  note: paint.dim('•'),
  act: paint.yellow('➜'),
};

/** What the command line has for each. */
const OPTIONS: Readonly<Record<FindingAction, string>> = {
  restore: 'Run `ghostlight restore --all` to see what would be done, and add --yes to do it.',
  'show-outside': 'Add --include cli, ide or automated to a restore.',
  'choose-account': 'With a restore, --account and --organization do that.',
  'choose-installation': 'Or name it with --data-root.',
  'choose-data-root': 'Where there is one elsewhere, point to it with --data-root.',
  'choose-config-dir': 'Where it is elsewhere, point to it with --config-dir.',
};

/** What was found and what to do about it first; what it rests on after that. */
export function printDiagnosis(diagnosis: Diagnosis): void {
  for (const { level, what, next, action } of diagnosis.findings) {
    printItem(MARKS[level], level === 'act' ? paint.bold(plain(what)) : plain(what));
    const advice = [next, action === null ? null : OPTIONS[action]].filter((words) => words !== null).join(' ');
    if (advice !== '') say(plain(advice), 2);
  }
  print();
  say(RUNNING[String(diagnosis.claudeRunning)] ?? '');
  if (diagnosis.dataRoots.length > 0) section('Installations');
  for (const { path, live, evidence } of diagnosis.dataRoots) {
    printItem('•', `${plain(path)}${live ? ' (in use)' : ''}`);
    say(paint.dim(plain(evidence.join(' '))), 2);
  }
  if (diagnosis.pairs.length > 0) section('Accounts');
  for (const pair of diagnosis.pairs) printPair(pair);
  printFaults(diagnosis);
}

function printPair({ label, accountId, organizationId, active, records, evidence }: Pair): void {
  const state = active ? 'in use' : 'not in use';
  printItem(
    '•',
    `${plain(label ?? 'An account without a known address')} (${state}, ${plural(records, 'entry', 'entries')})`,
  );
  say(paint.dim(`account ${accountId}, organization ${organizationId}`), 2);
  say(paint.dim(plain(evidence.join(' '))), 2);
}

const RUNNING: Readonly<Record<string, string>> = {
  true: 'Claude is running.',
  false: 'Claude is not running.',
  null: 'It could not be told whether Claude is running; that counts as running.',
};

const section = (title: string): void => print(`\n${paint.bold(title)}`);

function printFaults({ unloadable, saveErrors, problems }: Diagnosis): void {
  if (unloadable.length > 0) section('Entries that Claude skips');
  for (const { path, reason } of unloadable) printItem('•', `${plain(path)} ${plain(reason)}.`);
  if (saveErrors.length > 0) {
    section('Failed saves in Claude’s log');
    printTable(
      [{ head: 'day' }, { head: 'kind' }, { head: 'times' }],
      saveErrors.map(({ day, kind, count }) => [day, kind, count.toLocaleString()]),
    );
  }
  if (problems.length > 0) section('Notes');
  for (const { path, problem } of problems) printItem('•', `${plain(path)} ${plain(problem)}`);
}
